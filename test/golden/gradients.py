"""Golden first and second derivatives for test/lib/backend/gradients.test.ts, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/gradients.py        writes test/golden/gradients.json

Each case is a function y of one or more inputs in tfjs's layout (images are NHWC, filters are HWIO). With fixed random
c and v the file holds

    loss    L = sum(c * y) + sum(y * y) / 2     (the square makes the second derivative of a linear op speak)
    first   g_i = dL / dx_i
    second  d(sum_i <g_i, v_i>) / dx_i          (a Hessian-vector product over all inputs)
"""

import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(1)


def draw(*shape, low=-2.0, high=2.0):
    """Uniform numbers with three decimals, none within 0.01 of a kink at -1, 0 or 1."""
    x = torch.round(1000 * (low + (high - low) * torch.rand(shape, generator=generator))) / 1000
    for kink in (-1.0, 0.0, 1.0):
        x = torch.where((x - kink).abs() < 0.01, torch.full_like(x, kink + 0.013), x)
    return x


def nchw(x):
    return x.permute(0, 3, 1, 2)


def nhwc(x):
    return x.permute(0, 2, 3, 1)


def same(size, kernel, stride):
    """TensorFlow's SAME padding: (before, after)."""
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def same_pad(x, kernel, stride, value=0.0):
    """Pads NCHW for a SAME window."""
    (top, bottom), (left, right) = same(x.shape[2], kernel, stride), same(x.shape[3], kernel, stride)
    return F.pad(x, (left, right, top, bottom), value=value)


def conv(x, w, stride=1, padding="same", dilation=1):
    x, kernel = nchw(x), (w.shape[0] - 1) * dilation + 1
    x = same_pad(x, kernel, stride) if padding == "same" else x
    return nhwc(F.conv2d(x, w.permute(3, 2, 0, 1).contiguous(), stride=stride, dilation=dilation))


def conv_transpose(x, w, stride):
    """w: [height, width, out, in]; SAME, output size is input size times stride."""
    full = F.conv_transpose2d(nchw(x), w.permute(3, 2, 0, 1).contiguous(), stride=stride)
    height, width = x.shape[1] * stride, x.shape[2] * stride
    top, left = same(height, w.shape[0], stride)[0], same(width, w.shape[1], stride)[0]
    full = F.pad(full, (0, max(0, left + width - full.shape[3]), 0, max(0, top + height - full.shape[2])))
    return nhwc(full[:, :, top : top + height, left : left + width])


def depthwise(x, w, stride=1):
    channels, multiplier = w.shape[2], w.shape[3]
    w = w.permute(2, 3, 0, 1).reshape(channels * multiplier, 1, w.shape[0], w.shape[1])
    return nhwc(F.conv2d(same_pad(nchw(x), w.shape[2], stride), w, stride=stride, groups=channels))


def avg_pool_same(x, kernel, stride):
    """TensorFlow's average leaves the padding out of the count."""
    total = F.avg_pool2d(same_pad(nchw(x), kernel, stride), kernel, stride)
    count = F.avg_pool2d(same_pad(torch.ones_like(nchw(x)), kernel, stride), kernel, stride)
    return nhwc(total / count)


def symmetric(x, axis, before, after):
    n = x.shape[axis]
    index = [*range(before)][::-1] + [*range(n)] + [*range(n - after, n)][::-1]
    return x.index_select(axis, torch.tensor(index))


def depth_to_space(x, s):
    b, h, w, c = x.shape
    return x.reshape(b, h, w, s, s, c // s // s).permute(0, 1, 3, 2, 4, 5).reshape(b, h * s, w * s, -1)


def space_to_depth(x, s):
    b, h, w, c = x.shape
    return x.reshape(b, h // s, s, w // s, s, c).permute(0, 1, 3, 2, 4, 5).reshape(b, h // s, w // s, s * s * c)


def standardise(x, axes, epsilon=1e-3):
    variance, mean = torch.var_mean(x, axes, correction=0, keepdim=True)
    return (x - mean) / torch.sqrt(variance + epsilon)


def dense_net(x, w1, w2, activation):
    return activation(x @ w1) @ w2


def penalty(x, w1, w2, activation):
    """Two-sided gradient penalty of a small critic (Gulrajani et al. 2017, eq. 3): itself a first derivative."""
    g = torch.autograd.grad(dense_net(x, w1, w2, activation).sum(), x, create_graph=True)[0]
    return (g.norm(dim=1) - 1) ** 2


def nearest(x, factor):
    return x.repeat_interleave(factor, 1).repeat_interleave(factor, 2)


def interpolate(x, size, mode, align=None):
    return nhwc(F.interpolate(nchw(x), size=size, mode=mode, align_corners=align))


def vector_quantise(x, codes):
    """The nearest code of each row: the gradient reaches the codes, not the choice."""
    return codes[torch.cdist(x, codes).argmin(1)] * x


def cross_entropy(logits, labels):
    return -(labels * F.log_softmax(logits, 1)).sum(1).mean()


def unary(f, **range_):
    return {"x": draw(3, 4, **range_)}, f


def critic(f):
    return {"x": draw(3, 2), "w1": draw(2, 4), "w2": draw(4, 1)}, lambda x, w1, w2: penalty(x, w1, w2, f)


def image(f, *shape, **others):
    return {"x": draw(*shape), **others}, f


labels = F.one_hot(torch.tensor([1, 0, 3]), 4).to(torch.float64)
indices = torch.tensor([2, 0, 2, 1])

CASES = {
    # elementwise
    "tanh": unary(torch.tanh),
    "sigmoid": unary(torch.sigmoid),
    "exp": unary(torch.exp),
    "expm1": unary(torch.expm1),
    "log": unary(torch.log, low=0.2),
    "log1p": unary(torch.log1p, low=-0.5),
    "sqrt": unary(torch.sqrt, low=0.2),
    "rsqrt": unary(torch.rsqrt, low=0.3),
    "reciprocal": unary(torch.reciprocal, low=0.3),
    "square": unary(torch.square),
    "abs": unary(torch.abs),
    "sin": unary(torch.sin),
    "cos": unary(torch.cos),
    "erf": unary(torch.erf),
    "atan": unary(torch.atan),
    "relu": unary(torch.relu),
    "relu6": unary(F.relu6, low=-8, high=8),
    "elu": unary(F.elu),
    "selu": unary(F.selu),
    "leakyRelu": unary(lambda x: F.leaky_relu(x, 0.2)),
    "prelu": ({"x": draw(3, 4), "a": draw(4)}, lambda x, a: torch.where(x > 0, x, a * x)),
    "softplus": unary(F.softplus),
    "swish": unary(F.silu),
    "pow": ({"x": draw(3, 4, low=0.3), "b": draw(4)}, torch.pow),
    "clip": unary(lambda x: x.clip(-1, 1)),
    "where": unary(lambda x: torch.where(x > 0, x.exp(), x)),
    # two inputs, broadcast
    "add": ({"a": draw(3, 4), "b": draw(4)}, torch.add),
    "sub": ({"a": draw(3, 1), "b": draw(4)}, torch.sub),
    "mul": ({"a": draw(3, 4), "b": draw(3, 1)}, torch.mul),
    "div": ({"a": draw(3, 4), "b": draw(4, low=0.4)}, torch.div),
    "maximum": ({"a": draw(3, 4), "b": draw(4)}, torch.maximum),
    "minimum": ({"a": draw(3, 1), "b": draw(4)}, torch.minimum),
    "squaredDifference": ({"a": draw(3, 4), "b": draw(4)}, lambda a, b: (a - b) ** 2),
    "atan2": ({"a": draw(3, 4), "b": draw(4)}, torch.atan2),
    # reductions
    "sum": unary(lambda x: x.sum(0)),
    "mean": unary(lambda x: x.mean(1)),
    "cumsum": unary(lambda x: x.cumsum(1)),
    "max": unary(lambda x: x.amax(1)),
    "max of everything": unary(lambda x: x.amax()),
    "max of equals": ({"x": torch.tensor([[0.5, 1.5, 1.5, -1.0], [2.0, 2.0, 2.0, 2.0]])}, lambda x: x.amax(1)),
    "min": unary(lambda x: x.amin(0)),
    "norm": unary(lambda x: x.norm(dim=1)),
    "logSumExp": unary(lambda x: x.logsumexp(1)),
    "variance": unary(lambda x: x.var(0, correction=0)),
    # what tf.dropout(x, 0.5, undefined, 7) keeps
    "dropout": unary(lambda x: 2 * x * torch.tensor([[0, 0, 0, 1], [0, 0, 0, 0], [1, 0, 1, 1]])),
    # probabilities
    "softmax": unary(lambda x: x.softmax(1)),
    "logSoftmax": unary(lambda x: x.log_softmax(1)),
    "sigmoidCrossEntropy": unary(lambda x: F.binary_cross_entropy_with_logits(x, labels)),
    "softmaxCrossEntropy": unary(lambda x: cross_entropy(x, labels)),
    # gradient penalties
    "penalty of a tanh critic": critic(torch.tanh),
    "penalty of a leakyRelu critic": critic(lambda x: F.leaky_relu(x, 0.2)),
    "penalty of an elu critic": critic(F.elu),
    "penalty of a softplus critic": critic(F.softplus),
    # products and convolutions
    "matMul": ({"a": draw(3, 2), "b": draw(2, 4)}, torch.matmul),
    "matMul transposed": ({"a": draw(2, 3), "b": draw(4, 2)}, lambda a, b: a.T @ b.T),
    "matMul in a batch": ({"a": draw(2, 3, 2), "b": draw(2, 4, 2)}, lambda a, b: a @ b.mT),
    "conv2d": ({"x": draw(2, 4, 4, 2), "w": draw(3, 3, 2, 2)}, conv),
    "conv2d of stride 2": ({"x": draw(2, 5, 4, 2), "w": draw(5, 5, 2, 2)}, lambda x, w: conv(x, w, 2)),
    "conv2d valid": ({"x": draw(2, 4, 4, 1), "w": draw(2, 3, 1, 2)}, lambda x, w: conv(x, w, padding="valid")),
    "conv2d dilated": ({"x": draw(1, 5, 5, 1), "w": draw(2, 2, 1, 2)}, lambda x, w: conv(x, w, dilation=2)),
    "fused conv2d": ({"x": draw(1, 4, 4, 2), "w": draw(3, 3, 2, 2), "b": draw(2)},
                     lambda x, w, b: torch.relu(conv(x, w, 2) + b)),
    "fused conv2d without activation": ({"x": draw(1, 5, 4, 2), "w": draw(2, 2, 2, 2), "b": draw(2)},
                                        lambda x, w, b: conv(x, w, padding="valid", dilation=2) + b),
    "fused matMul": ({"a": draw(3, 2), "b": draw(2, 4), "bias": draw(4)}, lambda a, b, bias: a @ b + bias),
    "conv2dTranspose": ({"x": draw(2, 3, 2, 2), "w": draw(5, 5, 1, 2)}, lambda x, w: conv_transpose(x, w, 2)),
    "conv2dTranspose of stride 1": ({"x": draw(1, 3, 3, 2), "w": draw(3, 3, 2, 2)}, lambda x, w: conv_transpose(x, w, 1)),
    "conv2dTranspose of stride 3": ({"x": draw(1, 2, 2, 1), "w": draw(2, 2, 2, 1)}, lambda x, w: conv_transpose(x, w, 3)),
    "depthwiseConv2d": ({"x": draw(1, 4, 4, 2), "w": draw(3, 3, 2, 1)}, lambda x, w: depthwise(x, w)),
    "depthwiseConv2d of stride 2": ({"x": draw(1, 4, 4, 2), "w": draw(3, 3, 2, 2)}, lambda x, w: depthwise(x, w, 2)),
    # pools and resizes
    "avgPool": image(lambda x: nhwc(F.avg_pool2d(nchw(x), 2)), 2, 4, 4, 2),
    "avgPool same": image(lambda x: avg_pool_same(x, 3, 2), 1, 4, 5, 2),
    "maxPool": image(lambda x: nhwc(F.max_pool2d(nchw(x), 2)), 2, 4, 4, 2),
    "maxPool same": image(lambda x: nhwc(F.max_pool2d(same_pad(nchw(x), 3, 2, -math.inf), 3, 2)), 2, 5, 4, 2),
    "resizeNearestNeighbor": image(lambda x: nearest(x, 2), 2, 2, 3, 2),
    "resizeNearestNeighbor by fractions": image(lambda x: interpolate(x, (5, 4), "nearest"), 2, 3, 3, 2),
    "resizeNearestNeighbor at half pixels": image(lambda x: interpolate(x, (5, 6), "nearest-exact"), 2, 3, 4, 1),
    "upSampling2d": image(lambda x: nearest(x, 3), 2, 2, 2, 1),
    "resizeBilinear": image(lambda x: interpolate(x, (4, 5), "bilinear", False), 2, 2, 3, 2),
    "resizeBilinear aligned": image(lambda x: interpolate(x, (4, 5), "bilinear", True), 2, 2, 3, 1),
    # normalisation
    "batchNormalization": image(lambda x: standardise(x, (0, 1, 2)), 3, 2, 2, 2),
    "batchNormalization of rows": image(lambda x: standardise(x, (0,)), 4, 3),
    "batchNormalization without scale": image(lambda x: standardise(x, (0,)), 4, 2),
    "batchNormalization without center": image(lambda x: standardise(x, (0, 1, 2)), 2, 2, 2, 2),
    "batchNormalization at test": ({"x": draw(3, 2), "m": draw(2), "v": draw(2, low=0.5), "o": draw(2), "s": draw(2)},
                                   lambda x, m, v, o, s: (x - m) / torch.sqrt(v + 1e-3) * s + o),
    "batchNormalization of the first axis": image(lambda x: standardise(x, (1,)), 3, 4),
    "instance normalisation": image(lambda x: standardise(x, (1, 2)), 2, 2, 2, 2),
    "layer normalisation": image(lambda x: standardise(x, (1,)), 3, 4),
    # moving values about
    "pad": image(lambda x: F.pad(x, (0, 0, 1, 2, 0, 1)), 1, 2, 2, 2),
    "mirrorPad reflect": image(lambda x: nhwc(F.pad(nchw(x), (1, 2, 2, 1), mode="reflect")), 1, 3, 4, 2),
    "mirrorPad symmetric": image(lambda x: symmetric(symmetric(x, 0, 1, 2), 1, 3, 0), 2, 3),
    "depthToSpace": image(lambda x: depth_to_space(x, 2), 1, 2, 3, 8),
    "spaceToDepth": image(lambda x: space_to_depth(x, 2), 1, 4, 4, 1),
    "spaceToBatchND": image(lambda x: x.reshape(2, 2, 2, 2, 2, 1).permute(2, 4, 0, 1, 3, 5).reshape(8, 2, 2, 1), 2, 4, 4, 1),
    "stridedSlice": image(lambda x: x[:, 1::2, 0:3:2], 2, 5, 3),
    "stridedSlice backwards": image(lambda x: x.flip(1)[1, 1:5:3], 3, 6),
    "slice": image(lambda x: x[1:3, :2], 3, 4),
    "reverse": image(lambda x: x.flip(1), 2, 3),
    "flipLeftRight": image(lambda x: x.flip(2), 1, 2, 3, 2),
    "transpose": image(lambda x: x.permute(2, 0, 1), 2, 3, 2),
    "concat": ({"a": draw(2, 3), "b": draw(2, 1)}, lambda a, b: torch.cat([a, b, a], 1)),
    "stack": ({"a": draw(2, 3), "b": draw(2, 3)}, lambda a, b: torch.stack([a, b], 1)),
    "split": image(lambda x: x[:, :2] * x[:, 2:], 3, 4),
    "tile": image(lambda x: x.tile(2, 3), 2, 2),
    "broadcastTo": image(lambda x: x.expand(3, 2, 4), 2, 1),
    "gather": image(lambda x: x[indices], 3, 2),
    "gather of columns": image(lambda x: x[:, indices], 2, 3),
    "gather by argMin": ({"x": draw(4, 2), "codes": draw(3, 2)}, vector_quantise),
    "gatherND": image(lambda x: x[[0, 1, 0], [2, 1, 2]], 2, 3),
    "embedding": image(lambda x: x[torch.tensor([[0, 2], [2, 1]])], 3, 2),
    # likelihoods
    "bernoulliLogDensity": ({"x": draw(2, 3), "logits": draw(2, 2, 3)}, lambda x, s: (x * s - F.softplus(s)).sum(-1)),
}


def flat(x):
    return {"shape": list(x.shape), "values": [float(f"{value:.9g}") for value in x.detach().reshape(-1).tolist()]}


def golden(inputs, f):
    xs = {name: x.clone().requires_grad_() for name, x in inputs.items()}
    y = f(*xs.values())
    c = draw(*y.shape, low=-1, high=1)
    v = {name: draw(*x.shape, low=-1, high=1) for name, x in inputs.items()}
    loss = (c * y).sum() + (y * y).sum() / 2
    first = torch.autograd.grad(loss, xs.values(), create_graph=True)
    second = torch.autograd.grad(sum((g * d).sum() for g, d in zip(first, v.values())), xs.values())
    return {
        "inputs": {name: flat(x) for name, x in inputs.items()},
        "c": flat(c),
        "v": {name: flat(x) for name, x in v.items()},
        "loss": loss.item(),
        "first": {name: flat(g) for name, g in zip(xs, first)},
        "second": {name: flat(h) for name, h in zip(xs, second)},
    }


def write(script, cases):
    path = pathlib.Path(script).with_suffix(".json")
    lines = [f"  {json.dumps(name)}: {json.dumps(golden(*case))}" for name, case in cases.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(f"{path}: {len(lines)} cases")


if __name__ == "__main__":
    write(__file__, CASES)
