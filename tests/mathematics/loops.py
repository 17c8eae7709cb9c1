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


def batch_norm(X, gamma, beta, eps):
    """Column by column."""
    columns = []
    for j, column in enumerate(zip(*X, strict=True)):
        mu, var = moments(column)
        columns.append([(x - mu) / math.sqrt(var + eps) * gamma[j] + beta[j] for x in column])
    return [list(row) for row in zip(*columns, strict=True)]


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


def pre_norm_encoder_block(X, weights, mask=None, eps=1e-5):
    """Norm & attention, add, norm & network, add."""
    attention, norm_1, network, norm_2 = weights
    seen = layer_norm(X, *norm_1, eps=eps)
    X_1 = residual(X, multi_head_attention(seen, seen, *attention, mask=mask))
    return residual(X_1, feed_forward(layer_norm(X_1, *norm_2, eps=eps), *network))


def residual_only_encoder_block(X, weights, mask=None):
    """Attention, add, network, add."""
    attention, _, network, _ = weights
    X_1 = residual(X, multi_head_attention(X, X, *attention, mask=mask))
    return residual(X_1, feed_forward(X_1, *network))


def norm_only_encoder_block(X, weights, mask=None, eps=1e-5):
    """Attention, norm, network, norm."""
    attention, norm_1, network, norm_2 = weights
    X_1 = layer_norm(multi_head_attention(X, X, *attention, mask=mask), *norm_1, eps=eps)
    return layer_norm(feed_forward(X_1, *network), *norm_2, eps=eps)


def bare_encoder_block(X, weights, mask=None):
    """Attention, network."""
    attention, _, network, _ = weights
    return feed_forward(multi_head_attention(X, X, *attention, mask=mask), *network)


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


def by_probability(row):
    """The words, most probable first; of equal ones the first in the vocabulary leads."""
    return sorted(range(len(row)), key=lambda word: (-row[word], word))


def keep(row, words):
    """Only these words, their probabilities summing to one again."""
    total = math.fsum(row[word] for word in words)
    return [p / total if word in words else 0.0 for word, p in enumerate(row)]


def top_k(row, k):
    """The first k."""
    return keep(row, by_probability(row)[: max(k, 1)])


def top_p(row, p):
    """One after the other, until there is enough."""
    words = []
    for word in by_probability(row):
        if words and p < 1 and math.fsum(row[chosen] for chosen in words) >= p:
            break
        words.append(word)
    return keep(row, words)


def draw(row, u):
    """Walk along the words until u is passed."""
    walked = 0.0
    for word, p in enumerate(row):
        walked += p
        if u < walked:
            return word
    return max(word for word, p in enumerate(row) if p > 0)


def every_ending(next_probs, start, end, max_tokens):
    """All sentences that can be, with their probabilities as plain products."""
    open_ones, ended = [((start,), 1.0)], []
    for _ in range(max_tokens):
        longer = [
            ((*ids, word), product * p)
            for ids, product in open_ones
            for word, p in enumerate(next_probs(ids))
            if p > 0
        ]
        ended += [one for one in longer if one[0][-1] == end]
        open_ones = [one for one in longer if one[0][-1] != end]
    return ended + open_ones
