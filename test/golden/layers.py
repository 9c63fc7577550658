"""Golden values of the layers in lib/nn/layers, in float64 by PyTorch, for test/lib/backend/gradients.test.ts.

    pip install torch==2.13.0
    python test/golden/layers.py        writes test/golden/layers.json

A case is a function of the layer's input and of its weights, in their order in the layer; the file holds for each what
gradients.py says. Layouts are tfjs's.
"""

import torch
import torch.nn.functional as F

from gradients import conv, conv_transpose, depth_to_space, draw, nchw, nhwc, standardise, write


def mask(rows, columns, strict=False):
    """MADE: unit k sees unit j when m(k) >= m(j), in the output layer when d > m(j)."""
    rows, columns = torch.tensor(rows)[:, None], torch.tensor(columns)[None]
    return (columns > rows if strict else columns >= rows).to(torch.float64)


def mask2d(size, inputs, outputs, kind, colours=1):
    """PixelCNN: earlier rows, earlier columns of this row; at the centre earlier colours, of type B its own too."""
    m = torch.zeros(size, size, inputs, outputs)
    m[: size // 2] = 1
    m[size // 2, : size // 2] = 1
    of = [i * colours // inputs for i in range(inputs)], [o * colours // outputs for o in range(outputs)]
    for i, before in enumerate(of[0]):
        for o, after in enumerate(of[1]):
            m[size // 2, size // 2, i, o] = float(before < after or (kind == "B" and before == after))
    return m


def group_norm(x, groups, gamma=1.0, beta=0.0):
    return nhwc(F.group_norm(nchw(x), groups)) * gamma + beta


def spectral(w, axis, u=(0.6, 0.8)):
    """One power iteration from u, whose vectors are constants to the gradient."""
    matrix = w.movedim(axis, 0).flatten(1)
    with torch.no_grad():
        v = F.normalize(matrix.T @ torch.tensor(u), dim=0)
        u = F.normalize(matrix @ v, dim=0)
    return w / (u @ matrix @ v)


def reverse(x, factor):
    return (1 + factor) * x.detach() - factor * x


def straight_through(z, q):
    return z + (q - z).detach()


def attention(x, wf, wg, wh, wv, gamma):
    b, h, w, c = x.shape
    flat = x.reshape(b, h * w, c)
    s = (flat @ wf) @ (flat @ wg).mT  # [B, i, j]
    beta = s.softmax(1)
    o = beta.mT @ (flat @ wh) @ wv
    return gamma * o.reshape(x.shape) + x


def discrimination(f, t):
    m = (f @ t).reshape(len(f), 2, 3)
    o = torch.exp(-(m[:, None] - m[None]).abs().sum(3)).sum(1)
    return torch.cat([f, o], 1)


def std_dev(x):
    deviation = (x.var(0, correction=0) + 1e-8).sqrt().mean()
    return torch.cat([x, deviation.expand(*x.shape[:3], 1)], 3)


def vq(z, codes):
    e = codes[torch.cdist(z, codes).argmin(1)]
    squared = lambda a, b: ((a - b) ** 2).sum(1).mean()
    return straight_through(z, e) * z + squared(z.detach(), e) + 0.25 * squared(z, e.detach())


LABELS = torch.tensor([0, 2, 2, 0])

CASES = {
    "maskedDense": ({"x": draw(3, 4), "w": draw(4, 5), "b": draw(5)},
                    lambda x, w, b: x @ (w * mask([2, 1, 3, 4], [3, 1, 2, 2, 3])) + b),
    "maskedDense strict": ({"x": draw(3, 3), "w": draw(3, 4)},
                           lambda x, w: torch.tanh(x @ (w * mask([1, 2, 0], [1, 2, 1, 2], strict=True)))),
    "maskedConv2d A": ({"x": draw(1, 4, 3, 1), "w": draw(3, 3, 1, 2), "b": draw(2)},
                       lambda x, w, b: conv(x, w * mask2d(3, 1, 2, "A")) + b),
    "maskedConv2d B of three colours": ({"x": draw(1, 3, 3, 3), "w": draw(3, 3, 3, 6), "b": draw(6)},
                                        lambda x, w, b: conv(x, w * mask2d(3, 3, 6, "B", 3)) + b),
    "instanceNormalization": ({"x": draw(2, 3, 2, 4), "g": draw(4), "b": draw(4)}, lambda x, g, b: group_norm(x, 4, g, b)),
    "instanceNormalization bare": ({"x": draw(2, 3, 2, 4)}, lambda x: group_norm(x, 4)),
    "groupNormalization": ({"x": draw(2, 3, 2, 4), "g": draw(4), "b": draw(4)}, lambda x, g, b: group_norm(x, 2, g, b)),
    "conditionalBatchNormalization": (
        {"x": draw(4, 2, 2, 3), "g": draw(3, 3), "b": draw(3, 3)},
        lambda x, g, b: standardise(x, (0, 1, 2)) * g[LABELS][:, None, None] + b[LABELS][:, None, None],
    ),
    "conditionalBatchNormalization of rows": ({"x": draw(4, 3), "g": draw(3, 3), "b": draw(3, 3)},
                                              lambda x, g, b: standardise(x, (0,)) * g[LABELS] + b[LABELS]),
    "spectralNormalization of dense": ({"x": draw(3, 4), "w": draw(4, 2), "b": draw(2)},
                                       lambda x, w, b: x @ spectral(w, 1) + b),
    "spectralNormalization of conv2d": ({"x": draw(1, 4, 4, 2), "w": draw(3, 3, 2, 2), "b": draw(2)},
                                        lambda x, w, b: conv(x, spectral(w, 3)) + b),
    "spectralNormalization of conv2dTranspose": (
        {"x": draw(1, 2, 2, 3), "w": draw(3, 3, 2, 3), "b": draw(2)},
        lambda x, w, b: conv_transpose(x, spectral(w, 2), 2) + b,
    ),
    "reflectionPadding2d": ({"x": draw(1, 3, 4, 2)}, lambda x: nhwc(F.pad(nchw(x), (2, 2, 2, 2), mode="reflect"))),
    "pixelShuffle": ({"x": draw(1, 2, 2, 8)}, lambda x: depth_to_space(x, 2)),
    "minibatchDiscrimination": ({"f": draw(3, 2), "t": draw(2, 6, low=-0.5, high=0.5)}, discrimination),
    "minibatchStdDev": ({"x": draw(3, 2, 2, 2)}, std_dev),
    "selfAttention": ({"x": draw(2, 2, 2, 4, low=-1, high=1), "f": draw(4, 2, low=-1, high=1),
                       "g": draw(4, 2, low=-1, high=1), "h": draw(4, 2), "v": draw(2, 4), "gamma": draw()}, attention),
    "vectorQuantizer": ({"z": draw(4, 2), "codes": draw(3, 2)}, vq),
    "gradientReversal": ({"x": draw(3, 4)}, lambda x: reverse(torch.tanh(x), 0.7)),
    "stopGradient": ({"x": draw(3, 4)}, lambda x: x * x.tanh().detach()),
    "straightThrough": ({"x": draw(3, 4)}, lambda x: straight_through(x, x.round()) * x),
}

if __name__ == "__main__":
    write(__file__, CASES)
