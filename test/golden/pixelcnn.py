"""Golden trace of PixelCNN's first three steps for test/lib/models/pixelcnn.test.ts, in float64 by PyTorch.

    pip install torch==2.13.0
    python test/golden/pixelcnn.py        writes test/golden/pixelcnn.json

Start weights and images come from `wave`, which the test computes too. Kernels are stored as tfjs has them, HWIO.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

BATCH, SIZE, DEPTH, WIDTH, STEPS = 3, [6, 5], 3, 4, 3
RATE, BETA1 = 1e-2, 0.9


def wave(shape, seed, scale=1.0):
    """scale * sin(seed + k^2) at flat index k: spread out like noise, and the same in every language."""
    k = torch.arange(torch.Size(shape).numel())
    return scale * torch.sin(seed + (k * k) % 1000).reshape(shape)


SHAPES = {"net.0.kernel": (7, 7, 1, WIDTH)}
SHAPES |= {f"net.{i}.kernel": (3, 3, WIDTH, WIDTH) for i in range(1, DEPTH)}
SHAPES |= {f"net.{DEPTH}.kernel": (1, 1, WIDTH, 1)}

w = {name: wave(shape, i, 0.5) for i, (name, shape) in enumerate(SHAPES.items())}
w |= {name.replace("kernel", "bias"): torch.zeros(shape[3]) for name, shape in SHAPES.items()}
for tensor in w.values():
    tensor.requires_grad_()


def causal(kernel, sees_itself):
    """The kernel where a tap lies before the centre in raster order, or on it; zero elsewhere."""
    side = kernel.shape[0]
    before = torch.arange(side * side).reshape(side, side) < side * side // 2 + sees_itself
    return kernel * before[:, :, None, None]


def logits(x):
    for i in range(DEPTH + 1):
        kernel = causal(w[f"net.{i}.kernel"], i > 0)
        x = F.conv2d(x, kernel.permute(3, 2, 0, 1), w[f"net.{i}.bias"], padding="same")
        x = F.relu(x) if i < DEPTH else x
    return x


optimizer = torch.optim.Adam(w.values(), lr=RATE, betas=(BETA1, 0.999))
losses = []
for step in range(STEPS):
    x = (wave((BATCH, *SIZE, 1), 10 * step) > 0).double().permute(0, 3, 1, 2)
    loss = F.binary_cross_entropy_with_logits(logits(x), x, reduction="sum") / BATCH
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

golden = {
    "config": {"size": SIZE, "depth": DEPTH, "width": WIDTH, "learningRate": RATE, "beta1": BETA1},
    "batch": BATCH,
    "start": {name: list(shape) for name, shape in SHAPES.items()},
    "losses": losses,
    "weights": {name: [float(f"{v:.10g}") for v in t.detach().flatten().tolist()] for name, t in w.items()},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
