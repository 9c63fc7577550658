"""Golden derivatives of the ops of tfjs that generative models seldom use, for test/lib/backend/gradients.test.ts.

    pip install torch==2.13.0
    python test/golden/rare-gradients.py        writes test/golden/rare-gradients.json

See gradients.py, whose table this goes on with.
"""

import torch
import torch.nn.functional as F

from gradients import conv, depthwise, draw, labels, nchw, nhwc, unary, write


def ncdhw(f, x, *weights):
    """f of a volume: NDHWC to PyTorch's order and back; filters are DHWIO."""
    y = f(x.permute(0, 4, 1, 2, 3), *(w.permute(4, 3, 0, 1, 2) for w in weights))
    return y.permute(0, 2, 3, 4, 1)


def dilated_depthwise(x, w, dilation=2):
    w = w.permute(2, 3, 0, 1).reshape(4, 1, 2, 2)
    return nhwc(F.conv2d(nchw(x), w, dilation=dilation, groups=2))


def lrn(x, radius=1, bias=1.0, alpha=0.5, beta=0.75):
    squares = F.pad(x.square(), (radius, radius)).unfold(3, 2 * radius + 1, 1).sum(4)
    return x / (bias + alpha * squares) ** beta


def dilation2d(x, w):
    """Greyscale morphology: the largest of x + w in each window."""
    patches = x.unfold(1, 2, 1).unfold(2, 2, 1)  # [B, H, W, C, 2, 2]
    return (patches + w.permute(2, 0, 1)).amax((4, 5))


def huber(x, y):
    return F.huber_loss(x, y)


def log_loss(x):
    return -(labels * torch.log(x + 1e-7) + (1 - labels) * torch.log(1 - x + 1e-7)).mean()


def pair(f):
    return {"x": draw(3, 4), "y": draw(3, 4)}, f


CASES = {
    "acos": unary(torch.acos, low=-0.8, high=0.8),
    "acosh": unary(torch.acosh, low=1.3, high=3),
    "asin": unary(torch.asin, low=-0.8, high=0.8),
    "asinh": unary(torch.asinh),
    "atanh": unary(torch.atanh, low=-0.7, high=0.7),
    "sinh": unary(torch.sinh),
    "cosh": unary(torch.cosh),
    "tan": unary(torch.tan, low=-1, high=1),
    "logSigmoid": unary(F.logsigmoid),
    "abs at zero": ({"x": torch.tensor([[0.0, 1.5, -0.5, 0.0]])}, torch.abs),
    "relu at zero": ({"x": torch.tensor([[0.0, 1.5, -0.5, 0.0]])}, torch.relu),
    "floor": unary(lambda x: x.floor() + x),
    "ceil": unary(lambda x: x.ceil() + x),
    "round": unary(lambda x: x.round() + x),
    "sign": unary(lambda x: x.sign() * x),
    "floorDiv": ({"a": draw(3, 4), "b": draw(4, low=0.4)}, lambda a, b: (a / b).floor().detach() * a * b),
    "mod": ({"a": draw(3, 4, low=0.1), "b": draw(4, low=0.4)}, torch.remainder),
    "prod": unary(lambda x: x.prod(1)),
    "cumprod": unary(lambda x: x.cumprod(1)),
    "addN": ({"a": draw(2, 3), "b": draw(2, 3)}, lambda a, b: a + b + a),
    "topk": unary(lambda x: x.topk(2, 1).values),
    "einsum": ({"a": draw(2, 3), "b": draw(3, 2)}, lambda a, b: torch.einsum("ij,jk->ik", a, b)),
    "diag": ({"x": draw(4)}, torch.diag),
    "tensorScatterUpdate": ({"x": draw(4), "u": draw(2)},
                            lambda x, u: torch.stack([x[0], u[1], u[0], x[3]])),
    "conv1d": ({"x": draw(2, 5, 2), "w": draw(3, 2, 2)},
               lambda x, w: F.conv1d(x.mT, w.permute(2, 1, 0)).mT),
    "separableConv2d": ({"x": draw(1, 4, 4, 2), "d": draw(3, 3, 2, 1), "p": draw(1, 1, 2, 3)},
                        lambda x, d, p: conv(depthwise(x, d), p)),
    "depthwiseConv2d dilated": ({"x": draw(1, 5, 5, 2), "w": draw(2, 2, 2, 2)}, dilated_depthwise),
    "conv3d": ({"x": draw(1, 3, 3, 3, 1), "w": draw(2, 2, 2, 1, 2)}, lambda x, w: ncdhw(F.conv3d, x, w)),
    "avgPool3d": ({"x": draw(1, 2, 4, 2, 2)}, lambda x: ncdhw(lambda v: F.avg_pool3d(v, 2), x)),
    "maxPool3d": ({"x": draw(1, 2, 4, 2, 2)}, lambda x: ncdhw(lambda v: F.max_pool3d(v, 2), x)),
    "maxPoolWithArgmax": ({"x": draw(1, 4, 4, 1)}, lambda x: F.max_pool2d(x.permute(0, 3, 1, 2), 2).permute(0, 2, 3, 1)),
    "dilation2d": ({"x": draw(1, 4, 4, 2), "w": draw(2, 2, 2)}, dilation2d),
    "localResponseNormalization": ({"x": draw(1, 2, 2, 4)}, lrn),
    "batchToSpaceND": ({"x": draw(4, 1, 2, 1)},
                       lambda x: x.reshape(2, 2, 1, 1, 2, 1).permute(2, 3, 0, 4, 1, 5).reshape(1, 2, 4, 1)),
    "meanSquaredError": pair(F.mse_loss),
    "absoluteDifference": pair(F.l1_loss),
    "huberLoss": pair(huber),
    "cosineDistance": pair(lambda x, y: (1 - (x * y).sum(1)).mean()),
    "hingeLoss": unary(lambda x: F.relu(1 - (2 * labels - 1) * x).mean()),
    "logLoss": unary(log_loss, low=0.1, high=0.9),
}

if __name__ == "__main__":
    write(__file__, CASES)
