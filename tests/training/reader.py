"""A reader's own way back: the formulas of chapter 14 and nothing of the book's code.

Written from the page alone, one sentence at a time and without any filler. What goes forward is
that of the chapters before.
"""

import numpy as np

EPSILON = 1e-5  # chapter 8


def positions(t, d):
    PE = np.zeros((t, d))
    for pos in range(t):
        for i in range(0, d, 2):
            PE[pos, i] = np.sin(pos / 10000 ** (i / d))
            PE[pos, i + 1] = np.cos(pos / 10000 ** (i / d))
    return PE


def softmax(S):
    e = np.exp(S - S.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Norm:
    def __init__(self, x, weights):
        self.gamma, beta = weights
        self.s = np.sqrt(x.var(axis=-1, keepdims=True) + EPSILON)
        self.x_hat = (x - x.mean(axis=-1, keepdims=True)) / self.s
        self.y = self.x_hat * self.gamma + beta

    def back(self, dy):
        g = dy * self.gamma
        mean_g = g.mean(axis=-1, keepdims=True)
        mean_gx = (g * self.x_hat).mean(axis=-1, keepdims=True)
        dx = (g - mean_g - self.x_hat * mean_gx) / self.s
        return dx, [(dy * self.x_hat).sum(axis=0), dy.sum(axis=0)]


class Network:
    def __init__(self, X, weights):
        self.X = X
        self.W_1, b_1, self.W_2, b_2 = weights
        self.H_in = X @ self.W_1 + b_1
        self.H = np.where(self.H_in > 0, self.H_in, 0)
        self.F = self.H @ self.W_2 + b_2

    def back(self, dF):
        dH_in = (dF @ self.W_2.T) * (self.H_in > 0)
        weights = [self.X.T @ dH_in, dH_in.sum(axis=0), self.H.T @ dF, dF.sum(axis=0)]
        return dH_in @ self.W_1.T, weights


class Attention:
    def __init__(self, X, memory, weights, is_causal=False):
        self.X, self.memory = X, memory
        self.W_Q, self.W_K, self.W_V, self.W_O = weights
        self.heads = []
        for W_Q, W_K, W_V in zip(self.W_Q, self.W_K, self.W_V, strict=True):
            Q, K, V = X @ W_Q, memory @ W_K, memory @ W_V
            S = Q @ K.T / np.sqrt(Q.shape[1])
            if is_causal:
                S = np.where(np.tri(len(S), dtype=bool), S, -np.inf)
            self.heads.append((Q, K, V, softmax(S)))
        self.Z_concat = np.hstack([A @ V for _, _, V, A in self.heads])
        self.Z = self.Z_concat @ self.W_O

    def back(self, dZ):
        """What the rows that asked hear, what those that answered hear, what the weights hear."""
        dX, dmemory = np.zeros_like(self.X), np.zeros_like(self.memory)
        by_head = [[], [], []]
        parts = np.split(dZ @ self.W_O.T, len(self.heads), axis=1)
        for i, ((Q, K, V, A), dZ_i) in enumerate(zip(self.heads, parts, strict=True)):
            dV, dA = A.T @ dZ_i, dZ_i @ V.T
            dS = A / np.sqrt(Q.shape[1]) * (dA - (A * dA).sum(axis=1, keepdims=True))
            dQ, dK = dS @ K, dS.T @ Q
            dX += dQ @ self.W_Q[i].T
            dmemory += dK @ self.W_K[i].T + dV @ self.W_V[i].T
            by_head[0].append(self.X.T @ dQ)
            by_head[1].append(self.memory.T @ dK)
            by_head[2].append(self.memory.T @ dV)
        return dX, dmemory, [*map(np.array, by_head), self.Z_concat.T @ dZ]


class EncoderBlock:
    def __init__(self, X, weights):
        attention, norm_1, network, norm_2 = weights
        self.attention = Attention(X, X, attention)
        self.norm_1 = Norm(X + self.attention.Z, norm_1)
        self.network = Network(self.norm_1.y, network)
        self.norm_2 = Norm(self.norm_1.y + self.network.F, norm_2)
        self.out = self.norm_2.y

    def back(self, dX_2):
        dF, norm_2 = self.norm_2.back(dX_2)
        through, network = self.network.back(dF)
        dZ, norm_1 = self.norm_1.back(dF + through)
        asked, answered, attention = self.attention.back(dZ)
        return dZ + asked + answered, [attention, norm_1, network, norm_2]


class DecoderBlock:
    def __init__(self, Y, memory, weights):
        attention, norm_1, cross, norm_2, network, norm_3 = weights
        self.attention = Attention(Y, Y, attention, is_causal=True)
        self.norm_1 = Norm(Y + self.attention.Z, norm_1)
        self.cross = Attention(self.norm_1.y, memory, cross)
        self.norm_2 = Norm(self.norm_1.y + self.cross.Z, norm_2)
        self.network = Network(self.norm_2.y, network)
        self.norm_3 = Norm(self.norm_2.y + self.network.F, norm_3)
        self.out = self.norm_3.y

    def back(self, dY_3):
        dF, norm_3 = self.norm_3.back(dY_3)
        through, network = self.network.back(dF)
        dZ_cross, norm_2 = self.norm_2.back(dF + through)
        asked, dmemory, cross = self.cross.back(dZ_cross)
        dZ, norm_1 = self.norm_1.back(dZ_cross + asked)
        asked, answered, attention = self.attention.back(dZ)
        weights = [attention, norm_1, cross, norm_2, network, norm_3]
        return dZ + asked + answered, dmemory, weights


def gradient(pairs, model, start, end, n):
    """The loss and its gradient for a few pairs of sentences, as nested lists of arrays.

    ``pairs`` holds numbers of words without start, end or filler; ``n`` is the number of all words
    that are asked for.
    """
    W_E, (encoder, decoder), W_vocab, b_vocab = model
    root = np.sqrt(W_E.shape[1])
    dW_E, dW_vocab, db_vocab = (np.zeros_like(W) for W in (W_E, W_vocab, b_vocab))
    dencoder, ddecoder, loss = None, None, 0.0
    for source, target in pairs:
        reads, wanted = [start, *target], [*target, end]
        X = root * W_E[source] + positions(len(source), W_E.shape[1])
        up = []
        for weights in encoder:
            up.append(EncoderBlock(up[-1].out if up else X, weights))
        Y = root * W_E[reads] + positions(len(reads), W_E.shape[1])
        down = []
        for weights in decoder:
            down.append(DecoderBlock(down[-1].out if down else Y, up[-1].out, weights))
        p = softmax(down[-1].out @ W_vocab + b_vocab)
        loss -= np.log(p[range(len(wanted)), wanted]).sum() / n

        ds = (p - np.eye(len(W_E))[wanted]) / n
        dW_vocab += down[-1].out.T @ ds
        db_vocab += ds.sum(axis=0)
        dY, dmemory, own = ds @ W_vocab.T, 0, []
        for block in reversed(down):
            dY, heard, weights = block.back(dY)
            dmemory = dmemory + heard
            own.insert(0, weights)
        ddecoder = added(ddecoder, own)
        dX, own = dmemory, []
        for block in reversed(up):
            dX, weights = block.back(dX)
            own.insert(0, weights)
        dencoder = added(dencoder, own)
        for ids, dE in ((source, root * dX), (reads, root * dY)):
            for row, heard in zip(ids, dE, strict=True):
                dW_E[row] += heard
    return loss, [dW_E, [dencoder, ddecoder], dW_vocab, db_vocab]


def added(total, part):
    if total is None:
        return part
    if isinstance(part, list):
        return [added(a, b) for a, b in zip(total, part, strict=True)]
    return total + part


def leaves(value):
    """All numbers, in the order in which the weights are nested."""
    if isinstance(value, list | tuple):
        return [x for part in value for x in leaves(part)]
    return list(np.ravel(value))
