"""Golden traces of three steps of pix2pix and of CycleGAN for test/lib/models, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/translation.py        writes test/golden/translation.json

Start weights and images come from `wave`, which the tests compute too; the image pool draws from COINS, in turn. Tensors
are stored in tfjs's layout (images NHWC, kernels HWIO, transposed kernels HWOI), by the names that a checkpoint gives
them.
"""

import itertools
import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

BATCH, SIZE, CHANNELS, STEPS = 2, 8, 1, 3
WIDTHS = [2, 3]
PATCH = [{"filters": 2, "stride": 2}, {"filters": 3, "stride": 1}]
RATE, BETA1, EPSILON = 2e-3, 0.5, 1e-5
LAMBDA_PIX2PIX, LAMBDA, IDENTITY, POOL = 100, 10, 5, 3
COINS = [0.9, 0.4, 0.2, 0.7, 0.8, 0.1, 0.6]


def wave(shape, seed, scale=1.0):
    """scale * sin(seed + k^2) at flat index k: spread out like noise, and the same in every language."""
    k = torch.arange(torch.Size(shape).numel())
    return scale * torch.sin(seed + (k * k) % 1000).reshape(shape)


def generator_shapes(name):
    """Kernels by layer: 0 input, 1 conv, 2 lrelu, 3 conv, 4 norm, 5 lrelu, 6 convT, 7 norm, 8 relu, 9 concat, 10 convT."""
    return {
        f"{name}.1.kernel": (4, 4, CHANNELS, WIDTHS[0]),
        f"{name}.3.kernel": (4, 4, WIDTHS[0], WIDTHS[1]),
        f"{name}.6.kernel": (4, 4, WIDTHS[0], WIDTHS[1]),
        f"{name}.10.kernel": (4, 4, CHANNELS, 2 * WIDTHS[0]),
    }


def discriminator_shapes(name, channels):
    """Kernels by layer: 0 input, 1 conv, 2 lrelu, 3 conv, 4 norm, 5 lrelu, 6 conv."""
    return {
        f"{name}.1.kernel": (4, 4, channels, 2),
        f"{name}.3.kernel": (4, 4, 2, 3),
        f"{name}.6.kernel": (4, 4, 3, 1),
    }


def others(generators, discriminators):
    """Biases and the normalisations' scales and shifts, which start as tfjs starts them."""
    w = {}
    for name in generators:
        w |= {f"{name}.1.bias": torch.zeros(WIDTHS[0]), f"{name}.10.bias": torch.zeros(CHANNELS)}
        w |= {f"{name}.4.gamma": torch.ones(WIDTHS[1]), f"{name}.4.beta": torch.zeros(WIDTHS[1])}
        w |= {f"{name}.7.gamma": torch.ones(WIDTHS[0]), f"{name}.7.beta": torch.zeros(WIDTHS[0])}
    for name in discriminators:
        w |= {f"{name}.1.bias": torch.zeros(2), f"{name}.6.bias": torch.zeros(1)}
        w |= {f"{name}.4.gamma": torch.ones(3), f"{name}.4.beta": torch.zeros(3)}
    return w


class Players:
    def __init__(self, shapes, generators, discriminators):
        self.shapes = shapes
        self.w = {name: wave(shape, i, 0.3) for i, (name, shape) in enumerate(shapes.items())}
        self.w |= others(generators, discriminators)
        for tensor in self.w.values():
            tensor.requires_grad_()

    def weights(self, *names):
        return [tensor for key, tensor in self.w.items() if key.split(".")[0] in names]

    def adam(self, *names):
        return torch.optim.Adam(self.weights(*names), lr=RATE, betas=(BETA1, 0.999))

    def norm(self, x, layer):
        mean, variance = x.mean((2, 3), keepdim=True), x.var((2, 3), unbiased=False, keepdim=True)
        scale = lambda name: self.w[f"{layer}.{name}"].reshape(1, -1, 1, 1)
        return (x - mean) / torch.sqrt(variance + EPSILON) * scale("gamma") + scale("beta")

    def conv(self, x, layer, stride=2):
        """TensorFlow's "same" padding of a 4x4 kernel: 1 before, and behind 1 at stride 2, 2 at stride 1."""
        x = F.pad(x, (1, 1, 1, 1) if stride == 2 else (1, 2, 1, 2))
        return F.conv2d(x, self.w[f"{layer}.kernel"].permute(3, 2, 0, 1).contiguous(), self.w.get(f"{layer}.bias"), stride=stride)

    def conv_transpose(self, x, layer):
        kernel = self.w[f"{layer}.kernel"].permute(3, 2, 0, 1).contiguous()
        return F.conv_transpose2d(x, kernel, self.w.get(f"{layer}.bias"), stride=2, padding=1)

    def generate(self, name, x):
        skip = F.leaky_relu(self.conv(x, f"{name}.1"), 0.2)
        h = F.leaky_relu(self.norm(self.conv(skip, f"{name}.3"), f"{name}.4"), 0.2)
        h = F.relu(self.norm(self.conv_transpose(h, f"{name}.6"), f"{name}.7"))
        return torch.tanh(self.conv_transpose(torch.cat([h, skip], 1), f"{name}.10"))

    def judge(self, name, x):
        h = F.leaky_relu(self.conv(x, f"{name}.1"), 0.2)
        h = F.leaky_relu(self.norm(self.conv(h, f"{name}.3", stride=1), f"{name}.4"), 0.2)
        return self.conv(h, f"{name}.6", stride=1)

    def descend(self, optimizer, loss, *names):
        for parameter, gradient in zip(self.weights(*names), torch.autograd.grad(loss, self.weights(*names))):
            parameter.grad = gradient
        optimizer.step()

    def golden(self, losses):
        tidy = lambda tensor: [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]
        return {
            "start": {name: list(shape) for name, shape in self.shapes.items()},
            "losses": losses,
            "weights": {name: tidy(tensor) for name, tensor in self.w.items()},
        }


def batch(step):
    shape = (BATCH, SIZE, SIZE, CHANNELS)
    return wave(shape, 10 * step + 1).permute(0, 3, 1, 2), wave(shape, 10 * step + 2).permute(0, 3, 1, 2)


def pix2pix():
    p = Players(
        generator_shapes("generator") | discriminator_shapes("discriminator", 2 * CHANNELS),
        ["generator"],
        ["discriminator"],
    )
    opt_g, opt_d, losses = p.adam("generator"), p.adam("discriminator"), []
    judge = lambda x, y: p.judge("discriminator", torch.cat([x, y], 1))
    for step in range(STEPS):
        x, y = batch(step)
        fake = p.generate("generator", x).detach()
        d = F.softplus(-judge(x, y)).mean() + F.softplus(judge(x, fake)).mean()
        p.descend(opt_d, d, "discriminator")
        fake = p.generate("generator", x)
        g, distance = F.softplus(-judge(x, fake)).mean(), (fake - y).abs().mean()
        p.descend(opt_g, g + LAMBDA_PIX2PIX * distance, "generator")
        losses.append({"discriminator": d.item(), "generator": g.item(), "l1": distance.item()})
    return p.golden(losses)


def pool(held, coins, fake):
    """Shrivastava et al.: gives the images that go out."""
    out = []
    for image in fake:
        if len(held) < POOL:
            held.append(image)
            out.append(image)
        elif next(coins) < 0.5:
            out.append(image)
        else:
            place = int(next(coins) * POOL)
            out.append(held[place])
            held[place] = image
    return torch.stack(out)


def cyclegan():
    names = ["G", "F", "DX", "DY"]
    shapes = generator_shapes("G") | generator_shapes("F")
    shapes |= discriminator_shapes("DX", CHANNELS) | discriminator_shapes("DY", CHANNELS)
    p = Players(shapes, names[:2], names[2:])
    opt_g, opt_d, losses = p.adam("G", "F"), p.adam("DX", "DY"), []
    coins, held_x, held_y = itertools.cycle(COINS), [], []
    real = lambda s: ((s - 1) ** 2).mean() / 2
    fake = lambda s: (s**2).mean() / 2
    for step in range(STEPS):
        x, y = batch(step)
        fake_x, fake_y = p.generate("F", y), p.generate("G", x)
        g = real(p.judge("DY", fake_y)) + real(p.judge("DX", fake_x))
        cycle = (p.generate("F", fake_y) - x).abs().mean() + (p.generate("G", fake_x) - y).abs().mean()
        identity = (p.generate("F", x) - x).abs().mean() + (p.generate("G", y) - y).abs().mean()
        p.descend(opt_g, g + LAMBDA * cycle + IDENTITY * identity, "G", "F")
        old_x, old_y = pool(held_x, coins, fake_x.detach()), pool(held_y, coins, fake_y.detach())
        d = real(p.judge("DX", x)) + fake(p.judge("DX", old_x)) + real(p.judge("DY", y)) + fake(p.judge("DY", old_y))
        p.descend(opt_d, d, "DX", "DY")
        trace = {"discriminator": d, "generator": g, "cycle": cycle, "identity": identity}
        losses.append({name: value.item() for name, value in trace.items()})
    return p.golden(losses)


golden = {
    "config": {
        "size": SIZE,
        "channels": CHANNELS,
        "widths": WIDTHS,
        "dropout": 0,
        "patch": PATCH,
        "learningRate": RATE,
        "beta1": BETA1,
    },
    "batch": BATCH,
    "coins": COINS,
    "pix2pix": {"config": {"lambda": LAMBDA_PIX2PIX}, **pix2pix()},
    "cyclegan": {"config": {"lambda": LAMBDA, "identity": IDENTITY, "pool": POOL}, **cyclegan()},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
