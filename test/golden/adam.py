"""Golden trace of Adam for test/lib/training/optimizers.test.ts, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/adam.py        writes test/golden/adam.json

Two parameters follow given gradients for 30 steps; the gradients of the second are small enough for epsilon to matter.
"""

import json
import pathlib

import torch

torch.set_default_dtype(torch.float64)
generator = torch.Generator().manual_seed(1)


def draw(*shape, scale=1.0):
    return torch.round(1000 * torch.randn(shape, generator=generator)) / 1000 * scale


STEPS = 30
config = {"learningRate": 0.01, "beta1": 0.5, "beta2": 0.9, "epsilon": 1e-3}
start = [draw(3), draw(2, 2)]
gradients = [[draw(3), draw(2, 2, scale=1e-3)] for _ in range(STEPS)]

parameters = [p.clone().requires_grad_() for p in start]
optimizer = torch.optim.Adam(
    parameters, lr=config["learningRate"], betas=(config["beta1"], config["beta2"]), eps=config["epsilon"]
)
trace = []
for step in gradients:
    for parameter, gradient in zip(parameters, step):
        parameter.grad = gradient.clone()
    optimizer.step()
    trace.append([p.detach().tolist() for p in parameters])

golden = {
    "config": config,
    "start": [p.tolist() for p in start],
    "gradients": [[g.tolist() for g in step] for step in gradients],
    "trace": trace,
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden) + "\n")
