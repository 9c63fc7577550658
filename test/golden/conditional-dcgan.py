"""Golden traces of the conditional DCGAN's first two steps for test/lib/models/conditional-dcgan.test.ts, in float64 by
PyTorch, for both ways to tell each player the label, and once with the penalty R1.

    pip install torch==2.13.0
    python test/golden/conditional-dcgan.py        writes test/golden/conditional-dcgan.json

Start weights, images and noise come from `wave`, which the test computes too. Tensors are stored in tfjs's layout
(images NHWC, kernels HWIO, transposed kernels HWOI), by the names that a checkpoint gives them.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

BATCH, LATENT, WIDTH, CLASSES, STEPS = 4, 3, 2, 3, 2
RATE, BETA1, EPSILON = 2e-4, 0.5, 1e-5
LABELS = torch.tensor([2, 0, 2, 1])
HIDDEN = 7 * 7 * 2 * WIDTH

# the place of each layer in its network's list, by the way in which the network is told the label
LAYERS = {
    "generator": {
        "input": {"project": 3, "norm1": 5, "up1": 7, "norm2": 8, "up2": 10},
        "batchNorm": {"project": 1, "norm1": 4, "up1": 6, "norm2": 7, "up2": 9},
    },
    "discriminator": {
        "input": {"down1": 5, "down2": 7, "norm": 8, "logit": 11},
        "projection": {"down1": 1, "down2": 3, "norm": 4, "labels": 8, "logit": 9},
    },
}


def wave(shape, seed, scale=1.0):
    """scale * sin(seed + k^2) at flat index k: spread out like noise, and the same in every language."""
    k = torch.arange(torch.Size(shape).numel())
    return scale * torch.sin(seed + (k * k) % 1000).reshape(shape)


def conv(x, kernel, bias=None):
    """Stride 2 with TensorFlow's "same" padding: for an even side and a 5x5 kernel, 1 before and 2 behind."""
    return F.conv2d(F.pad(x, (1, 2, 1, 2)), kernel.permute(3, 2, 0, 1), bias, stride=2)


def conv_transpose(x, kernel, bias=None):
    """The adjoint of conv: its margins are cut away again."""
    y = F.conv_transpose2d(x, kernel.permute(3, 2, 0, 1), bias, stride=2)
    side = 2 * x.shape[-1]
    return y[:, :, 1 : 1 + side, 1 : 1 + side]


class Player:
    """One network: its weights by their short names, such as "up1.kernel"."""

    def __init__(self, name, label):
        self.name, self.label, self.places = name, label, LAYERS[name][label]
        channels = 1 + CLASSES if label == "input" else 1
        self.random = {
            "generator": {
                "project.kernel": (LATENT + (CLASSES if label == "input" else 0), HIDDEN),
                "up1.kernel": (5, 5, WIDTH, 2 * WIDTH),
                "up2.kernel": (5, 5, 1, WIDTH),
            },
            "discriminator": {
                "down1.kernel": (5, 5, channels, WIDTH),
                "down2.kernel": (5, 5, WIDTH, 2 * WIDTH),
                "logit.kernel": (HIDDEN, 1),
            },
        }[name]
        if label == "projection":
            self.random["labels.kernel"] = (CLASSES, HIDDEN)
        norms = {"generator": {"norm1": 2 * WIDTH, "norm2": WIDTH}, "discriminator": {"norm": 2 * WIDTH}}[name]
        if label == "batchNorm":  # class by class, and not the same for all
            for norm, maps in norms.items():
                self.random[f"{norm}.gammas"] = self.random[f"{norm}.betas"] = (CLASSES, maps)
        biases = {"generator": {"up2": 1}, "discriminator": {"down1": WIDTH, "logit": 1}}[name]
        self.w = {short: wave(shape, i, 0.3) for i, (short, shape) in enumerate(self.random.items())}
        self.w |= {f"{layer}.bias": torch.zeros(maps) for layer, maps in biases.items()}
        for norm, maps in norms.items():
            if label != "batchNorm":
                self.w |= {f"{norm}.gamma": torch.ones(maps), f"{norm}.beta": torch.zeros(maps)}
            self.w |= {f"{norm}.moving_mean": torch.zeros(maps), f"{norm}.moving_variance": torch.ones(maps)}
        self.moving = [t.requires_grad_() for short, t in self.w.items() if "moving" not in short]
        self.optimizer = torch.optim.Adam(self.moving, lr=RATE, betas=(BETA1, 0.999))

    def long(self, short):
        layer, weight = short.split(".")
        return f"{self.name}.{self.places[layer]}.{weight}"

    def norm(self, x, layer):
        """With running averages of the biased variance, as Keras and tfjs keep them (PyTorch's own are unbiased)."""
        w, moments = self.w, {"mean": x.mean((0, 2, 3)), "variance": x.var((0, 2, 3), unbiased=False)}
        with torch.no_grad():
            for name, batch in moments.items():
                w[f"{layer}.moving_{name}"].mul_(0.9).add_(0.1 * batch)
        if self.label != "batchNorm":
            return F.batch_norm(x, None, None, w[f"{layer}.gamma"], w[f"{layer}.beta"], True, 0.1, EPSILON)
        gamma, beta = (w[f"{layer}.{name}"][LABELS][:, :, None, None] for name in ("gammas", "betas"))
        return gamma * F.batch_norm(x, None, None, None, None, True, 0.1, EPSILON) + beta

    def descend(self, loss):
        for parameter, gradient in zip(self.moving, torch.autograd.grad(loss, self.moving)):
            parameter.grad = gradient
        self.optimizer.step()
        return loss.item()


ONE_HOT = F.one_hot(LABELS, CLASSES).double()


def generate(g, z):
    x = torch.cat([z, ONE_HOT], 1) if g.label == "input" else z
    x = (x @ g.w["project.kernel"]).reshape(-1, 7, 7, 2 * WIDTH).permute(0, 3, 1, 2)
    x = F.relu(g.norm(x, "norm1"))
    x = F.relu(g.norm(conv_transpose(x, g.w["up1.kernel"]), "norm2"))
    return torch.tanh(conv_transpose(x, g.w["up2.kernel"], g.w["up2.bias"]))


def judge(d, x):
    if d.label == "input":
        x = torch.cat([x, ONE_HOT[:, :, None, None].expand(-1, -1, 28, 28)], 1)
    x = F.leaky_relu(conv(x, d.w["down1.kernel"], d.w["down1.bias"]), 0.2)
    x = F.leaky_relu(d.norm(conv(x, d.w["down2.kernel"]), "norm"), 0.2)
    features = x.permute(0, 2, 3, 1).flatten(1)
    logit = features @ d.w["logit.kernel"] + d.w["logit.bias"]
    if d.label == "projection":
        logit = logit + (features * d.w["labels.kernel"][LABELS]).sum(1, keepdim=True)
    return logit


def tidy(tensor):
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


def penalty(d, real, gamma, every):
    """R1 on every `every`-th step, that many times as high."""
    x = real.clone().requires_grad_()
    (slope,) = torch.autograd.grad(judge(d, x).sum(), x, create_graph=True)
    return every * gamma / 2 * slope.square().sum((1, 2, 3)).mean()


def trace(label_in_g, label_in_d, r1=None):
    g, d = Player("generator", label_in_g), Player("discriminator", label_in_d)
    start = {p.long(short): list(shape) for p in (g, d) for short, shape in p.random.items()}
    losses = []
    for step in range(STEPS):
        real = wave((BATCH, 28, 28, 1), 10 * step).permute(0, 3, 1, 2)
        z1, z2 = wave((BATCH, LATENT), 10 * step + 1), wave((BATCH, LATENT), 10 * step + 2)
        fake = generate(g, z1).detach()
        loss = F.softplus(-judge(d, real)).mean() + F.softplus(judge(d, fake)).mean()
        if r1 and step % r1["every"] == 0:
            loss = loss + penalty(d, real, **r1)
        loss_d = d.descend(loss)
        loss_g = g.descend(F.softplus(-judge(d, generate(g, z2))).mean())
        losses.append({"discriminator": loss_d, "generator": loss_g})
    weights = {p.long(short): tidy(tensor) for p in (g, d) for short, tensor in p.w.items()}
    ways = {"labelInG": label_in_g, "labelInD": label_in_d, "r1": r1}
    return {**ways, "start": start, "losses": losses, "weights": weights}


golden = {
    "config": {"size": 28, "channels": 1, "latentDim": LATENT, "width": WIDTH, "learningRate": RATE, "beta1": BETA1},
    "classes": CLASSES,
    "labels": LABELS.tolist(),
    "traces": [
        trace("input", "projection"),
        trace("batchNorm", "input"),
        trace("input", "projection", {"gamma": 2, "every": 2}),
    ],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
