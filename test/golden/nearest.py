"""Golden values for lib/math/nearest.ts and nearestNeighbourError, by SciPy's k-d tree and NumPy in float64.

    pip install scipy==1.17.1
    python test/golden/nearest.py        writes test/golden/nearest.json
"""

import json
import pathlib

import numpy as np
from scipy.spatial import cKDTree
from scipy.stats import mode

rng = np.random.default_rng(1511)
P, Q, K = rng.normal(size=(40, 2)), 0.5 + 1.5 * rng.normal(size=(35, 2)), 3

to_q, index = cKDTree(Q).query(P, K)
to_p, _ = cKDTree(P).query(P, K + 1)  # the first is the point itself
ratios = np.log(to_q[:, K - 1] / to_p[:, K])
kl = 2 * ratios.mean() + np.log(len(Q) / (len(P) - 1))

labels_p, labels_q = rng.integers(0, 2, len(P)), rng.integers(0, 2, len(Q))  # two labels and three votes: no ties
votes = mode(labels_q[index], axis=1).mode

golden = {
    "p": P.tolist(),
    "q": Q.tolist(),
    "k": K,
    "index": index.tolist(),
    "distance": to_q.tolist(),
    "kl": kl,
    "labelsP": labels_p.tolist(),
    "labelsQ": labels_q.tolist(),
    "error": float((votes != labels_p).mean()),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
