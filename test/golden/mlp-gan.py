"""Golden trace of MLPGAN's first three steps for test/lib/models/mlp-gan.test.ts, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/mlp-gan.py        writes test/golden/mlp-gan.json

Start weights, data and noise come from `wave`, which the test computes too. Kernels are stored as tfjs has them,
[in, out], by the names that a checkpoint gives them. Real data have the smoothed label 0.9.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

BATCH, LATENT, SIZE, STEPS = 6, 3, 2, 3
HIDDEN_G, HIDDEN_D = [5, 4], [4, 3]
RATE, BETA1, EPSILON, LABEL = 2e-3, 0.5, 1e-5, 0.9


def wave(shape, seed, scale=1.0):
    """scale * sin(seed + k^2) at flat index k: spread out like noise, and the same in every language."""
    k = torch.arange(torch.Size(shape).numel())
    return scale * torch.sin(seed + (k * k) % 1000).reshape(shape)


KERNELS = {
    "generator.1.kernel": (LATENT, HIDDEN_G[0]),
    "generator.4.kernel": (HIDDEN_G[0], HIDDEN_G[1]),
    "generator.7.kernel": (HIDDEN_G[1], SIZE),
    "discriminator.2.kernel": (SIZE, HIDDEN_D[0]),
    "discriminator.4.kernel": (HIDDEN_D[0], HIDDEN_D[1]),
    "discriminator.7.kernel": (HIDDEN_D[1], 1),
}
NORMS = {"generator.2": HIDDEN_G[0], "generator.5": HIDDEN_G[1], "discriminator.5": HIDDEN_D[1]}
BIASES = {"generator.7": SIZE, "discriminator.2": HIDDEN_D[0], "discriminator.7": 1}

w = {name: wave(shape, i, 0.7) for i, (name, shape) in enumerate(KERNELS.items())}
for name, units in NORMS.items():
    w[f"{name}.gamma"], w[f"{name}.beta"] = torch.ones(units), torch.zeros(units)
    w[f"{name}.moving_mean"], w[f"{name}.moving_variance"] = torch.zeros(units), torch.ones(units)
for name, units in BIASES.items():
    w[f"{name}.bias"] = torch.zeros(units)
for name, tensor in w.items():
    tensor.requires_grad_("moving" not in name)


def dense(x, layer):
    y = x @ w[f"{layer}.kernel"]
    return y + w[f"{layer}.bias"] if f"{layer}.bias" in w else y


def batch_norm(x, layer):
    """With running averages of the biased variance, as Keras and tfjs keep them (PyTorch's own are unbiased)."""
    with torch.no_grad():
        for name, batch in {"mean": x.mean(0), "variance": x.var(0, unbiased=False)}.items():
            w[f"{layer}.moving_{name}"].mul_(0.9).add_(0.1 * batch)
    return F.batch_norm(x, None, None, w[f"{layer}.gamma"], w[f"{layer}.beta"], True, 0.1, EPSILON)


def G(z):
    x = F.leaky_relu(batch_norm(dense(z, "generator.1"), "generator.2"), 0.2)
    x = F.leaky_relu(batch_norm(dense(x, "generator.4"), "generator.5"), 0.2)
    return torch.tanh(dense(x, "generator.7"))


def D(x):
    x = F.leaky_relu(dense(x, "discriminator.2"), 0.2)
    x = F.leaky_relu(batch_norm(dense(x, "discriminator.4"), "discriminator.5"), 0.2)
    return dense(x, "discriminator.7")


def player(prefix):
    return [tensor for name, tensor in w.items() if name.startswith(prefix) and tensor.requires_grad]


def descend(optimizer, prefix, loss):
    for parameter, gradient in zip(player(prefix), torch.autograd.grad(loss, player(prefix))):
        parameter.grad = gradient
    optimizer.step()
    return loss.item()


def trace():
    opt_g = torch.optim.Adam(player("generator"), lr=RATE, betas=(BETA1, 0.999))
    opt_d = torch.optim.Adam(player("discriminator"), lr=RATE, betas=(BETA1, 0.999))
    losses = []
    for step in range(STEPS):
        fake = G(wave((BATCH, LATENT), 10 * step + 1)).detach()
        real = D(wave((BATCH, SIZE), 10 * step))
        labels = torch.full_like(real, LABEL)
        as_real = F.binary_cross_entropy_with_logits(real, labels)
        d = descend(opt_d, "discriminator", as_real + F.softplus(D(fake)).mean())
        g = descend(opt_g, "generator", F.softplus(-D(G(wave((BATCH, LATENT), 10 * step + 2)))).mean())
        losses.append({"discriminator": d, "generator": g})
    return losses


def tidy(tensor):
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


losses = trace()
golden = {
    "config": {
        "shape": [SIZE],
        "latentDim": LATENT,
        "prior": "normal",
        "hiddenG": HIDDEN_G,
        "hiddenD": HIDDEN_D,
        "activation": "leakyReLU",
        "output": "tanh",
        "batchNorm": True,
        "packing": 1,
        "dropout": 0,
        "learningRate": RATE,
        "beta1": BETA1,
    },
    "label": LABEL,
    "batch": BATCH,
    "start": {name: list(shape) for name, shape in KERNELS.items()},
    "losses": losses,
    "weights": {name: tidy(tensor) for name, tensor in w.items()},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
