"""Golden trace of a VAE with an inverse autoregressive flow, for test/lib/models/iaf-vae.test.ts, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/iaf-vae.py        writes test/golden/iaf-vae.json

Two steps of the flow as equations 13 and 14 of arXiv:1606.04934 have them, with a loop over the variables' degrees for
the masks; the log determinant is that of the whole Jacobian by autograd, not the sum of the gates.
"""

import json
import pathlib
import sys

import torch
from torch.distributions import Bernoulli, Independent, Normal

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from vae import ADAM, BATCH, HIDDEN, LATENT, PRIOR, SIDE, images, mlp, shapes, tidy, wave  # noqa: E402

FLOW_STEPS, FLOW_HIDDEN, STEPS = 2, 3, 5
ORDER = list(range(1, LATENT + 1))
IN = ORDER + [0] * (2 * LATENT)
DEGREES = [0, 1, 1]
OUT = ORDER + ORDER


def flow_shapes():
    sizes = {0: (3 * LATENT, FLOW_HIDDEN), 1: (FLOW_HIDDEN, 2 * LATENT)}
    layers = {f"flow{t}.{i}": s for t in range(FLOW_STEPS) for i, s in sizes.items()}
    return {f"{name}.{w}": s if w == "kernel" else s[1:] for name, s in layers.items() for w in ("kernel", "bias")}


def mask(before, after, strict):
    return torch.tensor([[float(b > a or (b == a and not strict)) for b in after] for a in before])


def step(w, t, z, h):
    hidden = torch.relu(torch.cat([z, h]) @ (w[f"flow{t}.0.kernel"] * mask(IN, DEGREES, False)) + w[f"flow{t}.0.bias"])
    out = hidden @ (w[f"flow{t}.1.kernel"] * mask(DEGREES, OUT, True)) + w[f"flow{t}.1.bias"]
    m, sigma = out[:LATENT], torch.sigmoid(out[LATENT:])
    return sigma * z + (1 - sigma) * m


def flow(w, z, h):
    z = step(w, 0, z, h)
    return step(w, 1, z.flip(0), h)


def bound(w, x, noise):
    mean, log_variance = mlp(w, "encoder", x).chunk(2)
    q = Independent(Normal(mean, (log_variance / 2).exp()), 1)
    z0 = mean + (log_variance / 2).exp() * noise
    h = torch.cat([mean, log_variance])
    z = flow(w, z0, h)
    jacobian = torch.autograd.functional.jacobian(lambda z0: flow(w, z0, h), z0, create_graph=True)
    log_q = q.log_prob(z0) - torch.linalg.slogdet(jacobian).logabsdet
    log_likelihood = Independent(Bernoulli(logits=mlp(w, "decoder", z)), 1).log_prob(x)
    kl = log_q - PRIOR.log_prob(z)
    return torch.stack([log_likelihood - kl, kl])


def trace():
    start = shapes() | flow_shapes()
    w = {name: wave(shape, i, 0.5).requires_grad_() for i, (name, shape) in enumerate(start.items())}
    optimizer = torch.optim.Adam(w.values(), lr=ADAM["learningRate"], betas=(ADAM["beta1"], 0.999))
    losses = []
    for s in range(STEPS):
        noise = wave((1, BATCH, LATENT), 10 * s + 1)[0]
        elbo, kl = torch.stack([bound(w, x, e) for x, e in zip(images(10 * s), noise)], 1).mean(1)
        optimizer.zero_grad()
        (-elbo).backward()
        optimizer.step()
        losses.append({"negativeELBO": -elbo.item(), "kl": kl.item()})
    weights = {name: tidy(tensor) for name, tensor in w.items()}
    return {"start": {name: list(shape) for name, shape in start.items()}, "losses": losses, "weights": weights}


golden = {
    "config": {
        **{"shape": [SIDE, SIDE, 1], "hidden": list(HIDDEN), "latentDim": LATENT},
        **{"flowSteps": FLOW_STEPS, "flowHidden": FLOW_HIDDEN, **ADAM},
    },
    "batch": BATCH,
    "degrees": [{"inputDegrees": IN, "outputDegrees": DEGREES}, {"inputDegrees": DEGREES, "outputDegrees": OUT}],
    **trace(),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
