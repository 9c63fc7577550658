"""Golden traces of DCGAN's first three steps, without and with R1, for test/lib/models/dcgan.test.ts, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/dcgan.py        writes test/golden/dcgan.json

Start weights, images and noise come from `wave`, which the test computes too. Tensors are stored in tfjs's layout
(images NHWC, kernels HWIO, transposed kernels HWOI), by the names that a checkpoint gives them.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

BATCH, LATENT, WIDTH, STEPS = 4, 3, 2, 3
RATE, BETA1, EPSILON = 2e-4, 0.5, 1e-5


def wave(shape, seed, scale=1.0):
    """scale * sin(seed + k^2) at flat index k: spread out like noise, and the same in every language."""
    k = torch.arange(torch.Size(shape).numel())
    return scale * torch.sin(seed + (k * k) % 1000).reshape(shape)


def shapes():
    """name: shape of every weight that starts at random, in the order of the layers."""
    hidden = 7 * 7 * 2 * WIDTH
    return {
        "generator.0.kernel": (LATENT, hidden),
        "generator.4.kernel": (5, 5, WIDTH, 2 * WIDTH),
        "generator.7.kernel": (5, 5, 1, WIDTH),
        "discriminator.0.kernel": (5, 5, 1, WIDTH),
        "discriminator.2.kernel": (5, 5, WIDTH, 2 * WIDTH),
        "discriminator.6.kernel": (hidden, 1),
    }


def start():
    weights = {name: wave(shape, i, 0.3) for i, (name, shape) in enumerate(shapes().items())}
    for name, maps in {"generator.2": 2 * WIDTH, "generator.5": WIDTH, "discriminator.3": 2 * WIDTH}.items():
        weights[f"{name}.gamma"] = torch.ones(maps)
        weights[f"{name}.beta"] = torch.zeros(maps)
        weights[f"{name}.moving_mean"] = torch.zeros(maps)
        weights[f"{name}.moving_variance"] = torch.ones(maps)
    for name, maps in {"generator.7": 1, "discriminator.0": WIDTH, "discriminator.6": 1}.items():
        weights[f"{name}.bias"] = torch.zeros(maps)
    return weights


w = {}


def batch_norm(x, layer):
    """With running averages of the biased variance, as Keras and tfjs keep them (PyTorch's own are unbiased)."""
    with torch.no_grad():
        for name, batch in {"mean": x.mean((0, 2, 3)), "variance": x.var((0, 2, 3), unbiased=False)}.items():
            w[f"{layer}.moving_{name}"].mul_(0.9).add_(0.1 * batch)
    return F.batch_norm(x, None, None, w[f"{layer}.gamma"], w[f"{layer}.beta"], True, 0.1, EPSILON)


def conv(x, kernel, bias=None):
    """Stride 2 with TensorFlow's "same" padding: for an even side and a 5x5 kernel, 1 before and 2 behind."""
    return F.conv2d(F.pad(x, (1, 2, 1, 2)), kernel.permute(3, 2, 0, 1), bias, stride=2)


def conv_transpose(x, kernel, bias=None):
    """The adjoint of conv: its margins are cut away again."""
    y = F.conv_transpose2d(x, kernel.permute(3, 2, 0, 1), bias, stride=2)
    side = 2 * x.shape[-1]
    return y[:, :, 1 : 1 + side, 1 : 1 + side]


def G(z):
    x = (z @ w["generator.0.kernel"]).reshape(-1, 7, 7, 2 * WIDTH).permute(0, 3, 1, 2)
    x = F.relu(batch_norm(x, "generator.2"))
    x = F.relu(batch_norm(conv_transpose(x, w["generator.4.kernel"]), "generator.5"))
    return torch.tanh(conv_transpose(x, w["generator.7.kernel"], w["generator.7.bias"]))


def D(x):
    x = F.leaky_relu(conv(x, w["discriminator.0.kernel"], w["discriminator.0.bias"]), 0.2)
    x = F.leaky_relu(batch_norm(conv(x, w["discriminator.2.kernel"]), "discriminator.3"), 0.2)
    return x.permute(0, 2, 3, 1).flatten(1) @ w["discriminator.6.kernel"] + w["discriminator.6.bias"]


def player(prefix):
    return [tensor for name, tensor in w.items() if name.startswith(prefix) and tensor.requires_grad]


def descend(optimizer, prefix, loss):
    for parameter, gradient in zip(player(prefix), torch.autograd.grad(loss, player(prefix))):
        parameter.grad = gradient
    optimizer.step()
    return loss.item()


def tidy(tensor):
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


def penalty(real, gamma, every):
    """R1 on every `every`-th step, that many times as high."""
    x = real.clone().requires_grad_()
    (slope,) = torch.autograd.grad(D(x).sum(), x, create_graph=True)
    return every * gamma / 2 * slope.square().sum((1, 2, 3)).mean()


def trace(r1=None):
    w.update(start())
    for name, tensor in w.items():
        tensor.requires_grad_("moving" not in name)
    opt_g = torch.optim.Adam(player("generator"), lr=RATE, betas=(BETA1, 0.999))
    opt_d = torch.optim.Adam(player("discriminator"), lr=RATE, betas=(BETA1, 0.999))
    losses = []
    for step in range(STEPS):
        real = wave((BATCH, 28, 28, 1), 10 * step).permute(0, 3, 1, 2)
        z1, z2 = wave((BATCH, LATENT), 10 * step + 1), wave((BATCH, LATENT), 10 * step + 2)
        fake = G(z1).detach()
        loss = F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean()
        if r1 and step % r1["every"] == 0:
            loss = loss + penalty(real, **r1)
        d = descend(opt_d, "discriminator", loss)
        g = descend(opt_g, "generator", F.softplus(-D(G(z2))).mean())
        losses.append({"discriminator": d, "generator": g})
    return {"losses": losses, "weights": {name: tidy(tensor) for name, tensor in w.items()}}


R1 = {"gamma": 2, "every": 2}
golden = {
    "config": {"size": 28, "channels": 1, "latentDim": LATENT, "width": WIDTH, "learningRate": RATE, "beta1": BETA1},
    "batch": BATCH,
    "start": {name: list(shape) for name, shape in shapes().items()},
    "r1": R1,
    "plain": trace(),
    "penalized": trace(R1),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
