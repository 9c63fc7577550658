"""Golden values and gradients of the GAN losses for test/lib/losses/gan.test.ts, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/gan-losses.py        writes test/golden/gan-losses.json

The losses are written here as the papers have them, with D = sigmoid(logit) and its logarithm where they have these.
"""

import json
import pathlib

import torch
from torch.nn.functional import logsigmoid, relu

torch.set_default_dtype(torch.float64)

REAL = [-30.0, -2.5, -0.3, 0.0, 0.8, 3.0, 40.0, 90.0]
FAKE = [-90.0, -40.0, -1.7, -0.1, 0.0, 1.3, 4.0, 25.0]


def log_d(s):
    return logsigmoid(s).mean()


def log_not_d(s):
    return logsigmoid(-s).mean()


def game(real, fake):
    return -log_d(real) - log_not_d(fake)


# name: (what D descends, what G descends)
LOSSES = {
    "saturating": (game, lambda fake: log_not_d(fake)),
    "nonSaturating": (game, lambda fake: -log_d(fake)),
    "nonSaturating, real labels 0.9": (
        lambda real, fake: -0.9 * log_d(real) - 0.1 * log_not_d(real) - log_not_d(fake),
        lambda fake: -log_d(fake),
    ),
    "leastSquares": (
        lambda real, fake: ((real - 1) ** 2).mean() / 2 + (fake**2).mean() / 2,
        lambda fake: ((fake - 1) ** 2).mean() / 2,
    ),
    "wasserstein": (lambda real, fake: -(real.mean() - fake.mean()), lambda fake: -fake.mean()),
    "hinge": (
        lambda real, fake: relu(1 - real).mean() + relu(1 + fake).mean(),
        lambda fake: -fake.mean(),
    ),
}


def column(values):
    return torch.tensor(values).reshape(-1, 1).requires_grad_()


golden = {"real": REAL, "fake": FAKE, "losses": {}}
for name, (discriminator, generator) in LOSSES.items():
    real, fake = column(REAL), column(FAKE)
    d = discriminator(real, fake)
    by_real, by_fake = torch.autograd.grad(d, (real, fake))
    g = generator(fake)
    (by_generated,) = torch.autograd.grad(g, fake)
    golden["losses"][name] = {
        "discriminator": {"value": d.item(), "byReal": by_real.flatten().tolist(), "byFake": by_fake.flatten().tolist()},
        "generator": {"value": g.item(), "byFake": by_generated.flatten().tolist()},
    }

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, indent=1) + "\n")
