"""The mathematics once more, in plain Python: nested lists, loops, sums. Slow and obvious.

No NumPy here, so that a mistake in an axis cannot hide in both.
"""

import math

HIDDEN = -math.inf


def matmul(A, B):
    """Row times column, entry by entry."""
    return [
        [math.fsum(A[i][k] * B[k][j] for k in range(len(B))) for j in range(len(B[0]))]
        for i in range(len(A))
    ]


def softmax(row):
    """The textbook formula with the highest score taken off; all hidden gives zeros."""
    if all(score == HIDDEN for score in row):
        return [0.0 for _ in row]
    e = [math.exp(score - max(row)) for score in row]
    return [power / math.fsum(e) for power in e]


def entropy(row):
    """In bits."""
    return math.fsum(-a * math.log2(a) for a in row if a > 0)


def softmax_jacobian(row):
    """Entry i, j: how weight i answers to score j."""
    return [
        [row[i] * ((1.0 if i == j else 0.0) - row[j]) for j in range(len(row))]
        for i in range(len(row))
    ]


def attention_weights(Q, K, mask=None, scale=None):
    """One head: a weight for each query and key."""
    scale = math.sqrt(len(Q[0])) if scale is None else scale
    A = []
    for i, query in enumerate(Q):
        row = []
        for j, key in enumerate(K):
            score = math.fsum(q * k for q, k in zip(query, key, strict=True)) / scale
            row.append(score if mask is None or mask[i][j] else HIDDEN)
        A.append(softmax(row))
    return A


def attention(Q, K, V, mask=None, scale=None):
    """One head: the weighted sum of the values."""
    return matmul(attention_weights(Q, K, mask, scale), V)


def multi_head_attention(X, memory, W_Q, W_K, W_V, W_O, mask=None, scale=None):
    """Head after head, their outputs side by side."""
    Z_concat = [[] for _ in X]
    for head in range(len(W_Q)):
        Q, K, V = matmul(X, W_Q[head]), matmul(memory, W_K[head]), matmul(memory, W_V[head])
        for i, row in enumerate(attention(Q, K, V, mask, scale)):
            Z_concat[i] += row
    return matmul(Z_concat, W_O)


def linear(X, W, b):
    """Each row times W, plus b."""
    return [[y + b[j] for j, y in enumerate(row)] for row in matmul(X, W)]


def feed_forward(X, W_1, b_1, W_2, b_2):
    """Linear, keep the positive, linear."""
    H = [[max(0.0, h) for h in row] for row in linear(X, W_1, b_1)]
    return linear(H, W_2, b_2)


def moments(row, ddof=0):
    """Mean and variance."""
    mu = math.fsum(row) / len(row)
    return mu, math.fsum((x - mu) ** 2 for x in row) / (len(row) - ddof)


def layer_norm(X, gamma, beta, eps):
    """ε inside the root."""
    return _normed(X, gamma, beta, lambda row: math.sqrt(moments(row)[1] + eps))


def layer_norm_std_plus_eps(X, gamma, beta, eps):
    """ε beside the root."""
    return _normed(X, gamma, beta, lambda row: math.sqrt(moments(row)[1]) + eps)


def layer_norm_bessel(X, gamma, beta, eps):
    """ε beside the root of the sample variance."""
    return _normed(X, gamma, beta, lambda row: math.sqrt(moments(row, ddof=1)[1]) + eps)


def _normed(X, gamma, beta, width):
    return [
        [(x - moments(row)[0]) / width(row) * gamma[j] + beta[j] for j, x in enumerate(row)]
        for row in X
    ]


def residual(X, F):
    """Entry by entry."""
    return [[x + f for x, f in zip(*rows, strict=True)] for rows in zip(X, F, strict=True)]


def encoder_block(X, weights, mask=None, eps=1e-5):
    """Attention, add & norm, network, add & norm."""
    attention, norm_1, network, norm_2 = weights
    X_1 = layer_norm(
        residual(X, multi_head_attention(X, X, *attention, mask=mask)), *norm_1, eps=eps
    )
    return layer_norm(residual(X_1, feed_forward(X_1, *network)), *norm_2, eps=eps)


def decoder_block(Y, memory, weights, mask=None, memory_mask=None, eps=1e-5):
    """The same with encoder-decoder attention in the middle."""
    attention, norm_1, cross, norm_2, network, norm_3 = weights
    Y_1 = layer_norm(
        residual(Y, multi_head_attention(Y, Y, *attention, mask=mask)), *norm_1, eps=eps
    )
    looked = multi_head_attention(Y_1, memory, *cross, mask=memory_mask)
    Y_2 = layer_norm(residual(Y_1, looked), *norm_2, eps=eps)
    return layer_norm(residual(Y_2, feed_forward(Y_2, *network)), *norm_3, eps=eps)


def positional_encoding(positions, d_model):
    """The paper's formula, i counting pairs."""
    PE = []
    for position in positions:
        row = [0.0] * d_model
        for i in range((d_model + 1) // 2):
            angle = position / 10_000 ** (2 * i / d_model)
            row[2 * i] = math.sin(angle)
            if 2 * i + 1 < d_model:
                row[2 * i + 1] = math.cos(angle)
        PE.append(row)
    return PE


def positional_encoding_by_column(positions, d_model):
    """The worked example's rule, i counting columns."""
    return [
        [
            (math.cos if column % 2 else math.sin)(position / 10_000 ** (2 * column / d_model))
            for column in range(d_model)
        ]
        for position in positions
    ]


def cosine_similarity(x, y):
    """Dot product over the two lengths."""
    dot = math.fsum(a * b for a, b in zip(x, y, strict=True))
    return dot / (math.sqrt(math.fsum(a * a for a in x)) * math.sqrt(math.fsum(b * b for b in y)))


def recurrent(X, h, W, U):
    """The state after each token, entry by entry."""
    states = []
    for x in X:
        mixed = zip(matmul([h], W)[0], matmul([x], U)[0], strict=True)
        h = [math.tanh(old + new) for old, new in mixed]
        states.append(h)
    return states
