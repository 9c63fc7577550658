"""Golden values of the layers in lib/nn/layers, in float64 by PyTorch, for test/lib/backend/gradients.test.ts.

    pip install torch==2.13.0
    python test/golden/layers.py        writes test/golden/layers.json

A case is a function of the layer's input and of its weights, in their order in the layer; the file holds for each what
gradients.py says. Layouts are tfjs's.
"""

import torch

from gradients import draw, write


def mask(rows, columns, strict=False):
    """MADE: unit k sees unit j when m(k) >= m(j), in the output layer when d > m(j)."""
    rows, columns = torch.tensor(rows)[:, None], torch.tensor(columns)[None]
    return (columns > rows if strict else columns >= rows).to(torch.float64)


CASES = {
    "maskedDense": ({"x": draw(3, 4), "w": draw(4, 5), "b": draw(5)},
                    lambda x, w, b: x @ (w * mask([2, 1, 3, 4], [3, 1, 2, 2, 3])) + b),
    "maskedDense strict": ({"x": draw(3, 3), "w": draw(3, 4)},
                           lambda x, w: torch.tanh(x @ (w * mask([1, 2, 0], [1, 2, 1, 2], strict=True)))),
}

if __name__ == "__main__":
    write(__file__, CASES)
