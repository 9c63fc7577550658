"""Values of zero-sum games for test/lib/math/payoffs.test.ts, by SciPy's linear programs (HiGHS).

    pip install scipy
    python test/golden/payoffs.py        writes test/golden/payoffs.json
"""

import json
import math
import pathlib

import numpy
from scipy.optimize import linprog


def value(V):
    """The column player's best guarantee: maximise w subject to V q >= w, q a distribution."""
    rows, columns = V.shape
    result = linprog(
        [0] * columns + [-1],
        A_ub=numpy.hstack([-V, numpy.ones((rows, 1))]),
        b_ub=[0] * rows,
        A_eq=[[1] * columns + [0]],
        b_eq=[1],
        bounds=[(0, None)] * columns + [(None, None)],
    )
    return result.x[-1]


games = []
for n, (rows, columns) in enumerate([(2, 2), (2, 3), (3, 2), (3, 3), (4, 4), (3, 5), (5, 5), (6, 4)]):
    k = numpy.arange(rows * columns)
    V = numpy.array([round(3 * math.sin(n + i * i), 6) for i in k]).reshape(rows, columns)
    games.append({"V": V.tolist(), "value": value(V)})
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(games) + "\n")
