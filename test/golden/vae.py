"""Golden traces of AEVB's loop for test/lib/models/vae.test.ts and of its terms for test/lib/losses/elbo.test.ts, in
float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/vae.py        writes test/golden/vae.json

Start weights, images and noise come from `wave`, which the tests compute too. `adam` is the loop of VAE.step (the mean
over a minibatch, Adam); `adagrad` is Algorithm 1 as printed: the minibatch estimator of equation 8, Adagrad.
"""

import json
import pathlib

import torch
import torch.nn.functional as F
from torch.distributions import Bernoulli, Independent, Normal, kl_divergence

torch.set_default_dtype(torch.float64)

SIDE, HIDDEN, LATENT, BATCH, STEPS = 3, (5, 4), 2, 4, 10
N = 60
ADAM = {"learningRate": 1e-2, "beta1": 0.9}
ADAGRAD = {"learningRate": 1e-2, "initialAccumulator": 0.1}


def wave(shape, seed, scale=1.0):
    """scale * sin(seed + k^2) at flat index k: spread out like noise, and the same in every language."""
    k = torch.arange(torch.Size(shape).numel())
    return scale * torch.sin(seed + (k * k) % 1000).reshape(shape)


def images(seed):
    return (wave((BATCH, SIDE * SIDE), seed) > 0).double()


def shapes():
    D = SIDE * SIDE
    encoder = {1: (D, HIDDEN[0]), 2: HIDDEN, 3: (HIDDEN[1], 2 * LATENT)}
    decoder = {1: (LATENT, HIDDEN[1]), 2: HIDDEN[::-1], 3: (HIDDEN[0], D)}
    layers = {f"encoder.{i}": s for i, s in encoder.items()} | {f"decoder.{i}": s for i, s in decoder.items()}
    return {f"{name}.{w}": s if w == "kernel" else s[1:] for name, s in layers.items() for w in ("kernel", "bias")}


def mlp(w, name, x):
    h = F.relu(x @ w[f"{name}.1.kernel"] + w[f"{name}.1.bias"])
    h = F.relu(h @ w[f"{name}.2.kernel"] + w[f"{name}.2.bias"])
    return h @ w[f"{name}.3.kernel"] + w[f"{name}.3.bias"]


def posterior(w, x):
    mean, log_variance = mlp(w, "encoder", x).chunk(2, dim=1)
    return Independent(Normal(mean, (log_variance / 2).exp()), 1)


PRIOR = Independent(Normal(torch.zeros(LATENT), torch.ones(LATENT)), 1)


def bounds(w, x, noise):
    """Estimator B with one draw, by torch.distributions: ELBO and KL of each example."""
    q = posterior(w, x)
    z = q.base_dist.loc + q.base_dist.scale * noise
    log_likelihood = Independent(Bernoulli(logits=mlp(w, "decoder", z)), 1).log_prob(x)
    kl = kl_divergence(q, PRIOR)
    return log_likelihood - kl, kl


def start():
    return {name: wave(shape, i, 0.5).requires_grad_() for i, (name, shape) in enumerate(shapes().items())}


def trace(optimizer, total):
    """Ten steps; `total` makes of the bounds of a minibatch what is ascended."""
    w = start()
    optimizer = optimizer(w.values())
    losses = []
    for step in range(STEPS):
        elbo, kl = bounds(w, images(10 * step), wave((1, BATCH, LATENT), 10 * step + 1)[0])
        optimizer.zero_grad()
        (-total(elbo)).backward()
        optimizer.step()
        losses.append({"negativeELBO": -elbo.mean().item(), "kl": kl.mean().item()})
    return {"losses": losses, "weights": {name: tidy(tensor) for name, tensor in w.items()}}


def tidy(tensor):
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


def terms():
    """Every term of the bound on its own, with its gradients, K = 3 draws of z for B = 2 examples."""
    K, B, J, D = 3, 2, 2, 5
    mean, log_variance = wave((B, J), 1, 2).requires_grad_(), wave((B, J), 2, 3).requires_grad_()
    noise, x, logits = wave((K, B, J), 3), (wave((B, D), 4) > 0).double(), wave((K, B, D), 5, 40).requires_grad_()
    q = Independent(Normal(mean, (log_variance / 2).exp()), 1)
    z = mean + (log_variance / 2).exp() * noise
    log_likelihood = Independent(Bernoulli(logits=logits), 1).log_prob(x)
    log_weights = log_likelihood + PRIOR.log_prob(z) - q.log_prob(z)
    values = {
        "standardNormalKL": kl_divergence(q, PRIOR),
        "bernoulli": log_likelihood,
        "gaussian": Independent(Normal(logits, 0.3), 1).log_prob(x),
        "gaussianLogDensity": q.log_prob(z),
        "standardNormalLogDensity": PRIOR.log_prob(z),
        "estimatorA": log_weights.mean(0),
        "estimatorB": log_likelihood.mean(0) - kl_divergence(q, PRIOR),
        "importanceWeightedBound": torch.logsumexp(log_weights, 0) - torch.log(torch.tensor(float(K))),
    }
    inputs = {"mean": mean, "logVariance": log_variance, "decoded": logits}
    golden = {}
    for name, value in values.items():
        grads = torch.autograd.grad(value.sum(), list(inputs.values()), retain_graph=True, allow_unused=True)
        by = {i: tidy(g) for i, g in zip(inputs, grads) if g is not None}
        golden[name] = {"value": tidy(value), "by": by}
    return golden


golden = {
    "config": {"shape": [SIDE, SIDE, 1], "hidden": list(HIDDEN), "latentDim": LATENT, **ADAM},
    "batch": BATCH,
    "N": N,
    "start": {name: list(shape) for name, shape in shapes().items()},
    "adam": trace(lambda p: torch.optim.Adam(p, lr=ADAM["learningRate"], betas=(ADAM["beta1"], 0.999)), torch.mean),
    "adagrad": ADAGRAD
    | trace(
        lambda p: torch.optim.Adagrad(
            p, lr=ADAGRAD["learningRate"], initial_accumulator_value=ADAGRAD["initialAccumulator"], eps=1e-7
        ),
        lambda elbo: N / BATCH * elbo.sum(),
    ),
    "terms": terms(),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
