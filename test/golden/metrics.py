"""Golden values for lib/metrics in float64: python3 test/golden/metrics.py > test/golden/metrics.json

Needs NumPy and SciPy (2.4.6 and 1.17.1 made the committed file).
"""

import json

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist
from scipy.special import rel_entr, softmax

rng = np.random.default_rng(849)


def inception_score():
    p = softmax(3 * rng.normal(size=(12, 5)), axis=1)
    kl = rel_entr(p, p.mean(0)).sum(1)
    return {"probabilities": p.tolist(), "score": float(np.exp(kl.mean()))}


def frechet():
    a = rng.normal(size=(40, 6)) @ rng.normal(size=(6, 6)) + rng.normal(size=6)
    b = rng.normal(size=(30, 6)) @ rng.normal(size=(6, 6)) + rng.normal(size=6)
    a[:, 2] = 0.0  # a feature that is never active: a singular covariance
    ca, cb = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    # S1 S2 has real eigenvalues >= 0; the trace of its root is the sum of their roots
    roots = np.sqrt(np.clip(np.real(np.linalg.eigvals(ca @ cb)), 0, None))
    d = ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(ca) + np.trace(cb) - 2 * roots.sum()
    return {"a": a.tolist(), "b": b.tolist(), "distance": float(d)}


def neighbours():
    q, r = rng.normal(size=(5, 3, 2)), rng.normal(size=(9, 3, 2))
    d = cdist(q.reshape(5, -1), r.reshape(9, -1))
    return {
        "queries": q.tolist(),
        "references": r.tolist(),
        "index": d.argmin(1).tolist(),
        "distance": d.min(1).tolist(),
    }


def assignment():
    """Clusters that follow the labels half of the time, some of them two labels at once."""
    labels = rng.integers(0, 10, size=400)
    clusters = np.where(rng.random(400) < 0.5, rng.integers(0, 10, size=10)[labels], rng.integers(0, 10, size=400))
    counts = np.zeros((10, 10), dtype=int)
    np.add.at(counts, (clusters, labels), 1)
    rows, columns = linear_sum_assignment(counts, maximize=True)
    return {
        "clusters": clusters.tolist(),
        "labels": labels.tolist(),
        "assignedError": 1 - counts[rows, columns].sum() / 400,
        "majorityError": 1 - counts.max(1).sum() / 400,
    }


print(
    json.dumps(
        {
            "inceptionScore": inception_score(),
            "frechet": frechet(),
            "neighbours": neighbours(),
            "assignment": assignment(),
        }
    )
)
