"""Golden traces of one training step of each adversarial autoencoder, for test/lib/models/aae.test.ts,
categorical-aae.test.ts and semi-supervised-aae.test.ts, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/aae.py        writes test/golden/aae.json

Start weights, images, noise and draws of the priors come from `wave`, which the tests compute too. Two steps of each
model, so that Adam's slots count; kernels are stored as tfjs has them, [in, out].
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

SIDE, HIDDEN, LATENT, HIDDEN_D, CLASSES, BATCH, STEPS, NOISE, ETA = 3, 5, 2, 4, 3, 6, 2, 0.3, 3.0
D_IN = SIDE * SIDE
RATES = {
    "reconstruction": {"learningRate": 1e-2, "beta1": 0.9},
    "discriminator": {"learningRate": 2e-2, "beta1": 0.5},
    "generator": {"learningRate": 5e-3, "beta1": 0.5},
}
NORM = {"gamma": 1.0, "beta": 0.0, "moving_mean": 0.0, "moving_variance": 1.0}
EPSILON = 1e-5
ENCODING = ["encoder", "normalization"]
CLASSIFIER = {"learningRate": 3e-3, "beta1": 0.9}


def wave(shape, seed, scale=1.0):
    """scale * sin(seed + k^2) at flat index k: spread out like noise, and the same in every language."""
    k = torch.arange(torch.Size(shape).numel())
    return scale * torch.sin(seed + (k * k) % 1000).reshape(shape)


def images(seed):
    return (wave((BATCH, D_IN), seed) + 1) / 2


def one_hot(step):
    return F.one_hot((torch.arange(BATCH) + step) % CLASSES, CLASSES).double()


def mlp_shapes(name, inputs, hidden, outputs):
    shapes = {f"{name}.1.kernel": (inputs, hidden), f"{name}.1.bias": (hidden,)}
    return shapes | {f"{name}.2.kernel": (hidden, outputs), f"{name}.2.bias": (outputs,)}


def mlp(w, name, x):
    h = F.relu(x @ w[f"{name}.1.kernel"] + w[f"{name}.1.bias"])
    return h @ w[f"{name}.2.kernel"] + w.get(f"{name}.2.bias", 0)


class Players:
    """Weights of named networks, and Adam for each group of networks that moves together."""

    def __init__(self, shapes):
        self.shapes = shapes
        self.w = {name: wave(shape, i, 0.7).requires_grad_() for i, (name, shape) in enumerate(shapes.items())}
        self.optimizers = {}

    def descend(self, label, networks, config, loss):
        moving = [t for name, t in self.w.items() if name.split(".")[0] in networks and t.requires_grad]
        if label not in self.optimizers:
            rate, betas = config["learningRate"], (config["beta1"], 0.999)
            self.optimizers[label] = torch.optim.Adam(moving, lr=rate, betas=betas)
        for parameter, gradient in zip(moving, torch.autograd.grad(loss, moving)):
            parameter.grad = gradient
        self.optimizers[label].step()
        return loss.item()


def d_loss(w, name, real, fake):
    return F.softplus(-mlp(w, name, real)).mean() + F.softplus(mlp(w, name, fake)).mean()


def g_loss(w, name, fake):
    return F.softplus(-mlp(w, name, fake)).mean()


def bernoulli(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1).mean()


def aae(labels):
    """AAE.step; labels go to nobody, to the discriminator, to the decoder or to both."""
    extra = lambda to: CLASSES if labels in (to, "both") else 0
    p = Players(
        mlp_shapes("encoder", D_IN, HIDDEN, LATENT)
        | mlp_shapes("decoder", LATENT + extra("decoder"), HIDDEN, D_IN)
        | mlp_shapes("discriminator", LATENT + extra("discriminator"), HIDDEN_D, 1)
    )
    losses = []
    for step in range(STEPS):
        x, y = images(10 * step), one_hot(step)
        seen = x + wave((BATCH, D_IN), 10 * step + 1, NOISE)
        beside = lambda to, z: torch.cat([z, y], 1) if labels in (to, "both") else z
        E = lambda: mlp(p.w, "encoder", seen)
        cost = bernoulli(x, mlp(p.w, "decoder", beside("decoder", E())))
        r = p.descend("r", ["encoder", "decoder"], RATES["reconstruction"], cost)
        real = beside("discriminator", wave((BATCH, LATENT), 10 * step + 2))
        fake = beside("discriminator", E()).detach()
        cost = d_loss(p.w, "discriminator", real, fake)
        d = p.descend("d", ["discriminator"], RATES["discriminator"], cost)
        cost = g_loss(p.w, "discriminator", beside("discriminator", E()))
        g = p.descend("g", ["encoder"], RATES["generator"], cost)
        losses.append({"reconstruction": r, "discriminator": d, "generator": g})
    return trace(p, losses)


def categorical(reduction, labelled):
    """CategoricalAAE.step, with cluster heads where `reduction`; SemiSupervisedAAE.step where `labelled`."""
    decoder_in = LATENT if reduction else CLASSES + LATENT
    encoder = mlp_shapes("encoder", D_IN, HIDDEN, CLASSES + LATENT)
    del encoder["encoder.2.bias"]  # a batch norm follows, which would take it away again
    p = Players(
        encoder
        | mlp_shapes("decoder", decoder_in, HIDDEN, D_IN)
        | ({"heads.0.kernel": (CLASSES, LATENT)} if reduction else {})
        | mlp_shapes("discriminatorY", CLASSES, HIDDEN_D, 1)
        | mlp_shapes("discriminatorZ", LATENT, HIDDEN_D, 1)
    )

    norm = {name: torch.full((CLASSES,), value) for name, value in NORM.items()}
    p.w |= {f"normalization.0.{name}": t.requires_grad_("moving" not in name) for name, t in norm.items()}

    def normalized(logits):
        """With running averages of the biased variance, as Keras and tfjs keep them (PyTorch's own are unbiased)."""
        with torch.no_grad():
            for name, batch in {"mean": logits.mean(0), "variance": logits.var(0, unbiased=False)}.items():
                norm[f"moving_{name}"].mul_(0.9).add_(0.1 * batch)
        return F.batch_norm(logits, None, None, norm["gamma"], norm["beta"], True, 0.1, EPSILON)

    def E(seen):
        logits, z = mlp(p.w, "encoder", seen).split([CLASSES, LATENT], 1)
        return F.softmax(normalized(logits), 1), z

    def represent(y, z):
        return y @ p.w["heads.0.kernel"] + z if reduction else torch.cat([y, z], 1)

    def penalty():
        if not reduction:
            return 0
        i, j = torch.triu_indices(CLASSES, CLASSES, 1)
        heads = p.w["heads.0.kernel"]
        return F.relu(ETA - (heads[i] - heads[j]).norm(dim=1)).sum()

    losses = []
    for step in range(STEPS):
        x = images(10 * step)
        seen = x + wave((BATCH, D_IN), 10 * step + 1, NOISE)
        cost = bernoulli(x, mlp(p.w, "decoder", represent(*E(seen)))) + penalty()
        r = p.descend("r", [*ENCODING, "decoder", "heads"], RATES["reconstruction"], cost)
        real = {"Y": one_hot(step), "Z": wave((BATCH, LATENT), 10 * step + 2)}
        fake = dict(zip("YZ", (code.detach() for code in E(seen))))
        costs = {part: d_loss(p.w, f"discriminator{part}", real[part], fake[part]) for part in "YZ"}
        d = sum(p.descend(f"d{k}", [f"discriminator{k}"], RATES["discriminator"], costs[k]) for k in "YZ")
        cost = sum(g_loss(p.w, f"discriminator{part}", code) for part, code in zip("YZ", E(seen)))
        g = p.descend("g", ENCODING, RATES["generator"], cost)
        losses.append({"reconstruction": r, "discriminator": d, "generator": g})
        if labelled:
            # of both signs: a unit that is active on all has a gradient of 0 before a batch norm, which Adam would magnify
            lx = wave((BATCH, D_IN), 10 * step + 3, 3) + wave((BATCH, D_IN), 10 * step + 4, NOISE)
            logits = normalized(mlp(p.w, "encoder", lx)[:, :CLASSES])
            cost = F.cross_entropy(logits, (torch.arange(BATCH) + step + 1) % CLASSES)
            losses[-1]["crossEntropy"] = p.descend("l", ENCODING, CLASSIFIER, cost)
    return trace(p, losses)


def trace(p, losses):
    tidy = lambda t: [float(f"{value:.10g}") for value in t.detach().flatten().tolist()]
    start = {name: list(shape) for name, shape in p.shapes.items()}
    return {"start": start, "losses": losses, "weights": {name: tidy(t) for name, t in p.w.items()}}


golden = {
    "config": {
        "shape": [SIDE, SIDE, 1],
        "hidden": [HIDDEN],
        "latentDim": LATENT,
        "hiddenD": [HIDDEN_D],
        "inputNoise": NOISE,
        **RATES,
    },
    "classes": CLASSES,
    "batch": BATCH,
    "classifier": CLASSIFIER,
    "headDistance": ETA,
    "aae": {to: aae(to) for to in ("none", "discriminator", "decoder", "both")},
    "categorical": {"beside": categorical(False, False), "heads": categorical(True, False)},
    "semiSupervised": categorical(False, True),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
