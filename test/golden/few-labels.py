"""Golden values of what learns from few labels, in float64: python3 test/golden/few-labels.py > test/golden/few-labels.json

ZCA whitening, triangle codes of patches, the cluster kernel and moved images by NumPy and SciPy, grids of maxima by PyTorch,
the best of all transductive SVMs by scikit-learn (2.4.6, 1.17.1, 2.13.0 and 1.9.1 made the committed file).
"""

import itertools
import json

import numpy as np
import torch
from scipy.linalg import fractional_matrix_power
from scipy.ndimage import affine_transform
from sklearn.svm import LinearSVC

rng = np.random.default_rng(7)


def whitening():
    x = np.round(rng.normal(size=(30, 4)) @ rng.normal(size=(4, 4)), 4)
    matrix = fractional_matrix_power(np.cov(x.T) + 0.1 * np.eye(4), -0.5)
    return {"x": x.tolist(), "epsilon": 0.1, "mean": x.mean(0).tolist(), "matrix": matrix.real.tolist()}


def patches():
    side, contrast = 2, 0.3
    x = np.round(rng.uniform(-1, 1, size=(3, 5, 4, 2)), 4)
    d = side * side * 2
    mean, matrix = rng.normal(size=d) / 4, rng.normal(size=(d, d))
    centroids = rng.normal(size=(5, d))
    features = []
    for image in x:
        codes = np.zeros((4, 3, 5))
        for i, j in np.ndindex(4, 3):
            p = image[i : i + side, j : j + side].reshape(-1)
            p = (p - p.mean()) / np.sqrt(p.var() + contrast)
            z = np.linalg.norm((p - mean) @ matrix - centroids, axis=1)
            codes[i, j] = np.maximum(0, z.mean() - z)
        quarters = [codes[:2, :2], codes[:2, 2:], codes[2:, :2], codes[2:, 2:]]
        features.append(np.concatenate([q.sum((0, 1)) for q in quarters]))
    return {
        "x": x.tolist(),
        "side": side,
        "contrast": contrast,
        "mean": mean.tolist(),
        "matrix": matrix.tolist(),
        "centroids": centroids.tolist(),
        "features": np.array(features).tolist(),
    }


def pools():
    x = np.round(rng.normal(size=(2, 7, 5, 3)), 4)
    chw = torch.tensor(x).permute(0, 3, 1, 2)
    grids = {side: torch.nn.functional.adaptive_max_pool2d(chw, side).permute(0, 2, 3, 1) for side in (1, 2, 4, 5)}
    return {"x": x.tolist(), "grids": [{"side": side, "max": grid.tolist()} for side, grid in grids.items()]}


def cluster_kernel():
    x = np.round(rng.normal(size=(12, 2)), 4)
    width, steps = 0.8, 3
    k = np.exp(-((x[:, None] - x[None]) ** 2).sum(-1) / (2 * width**2))
    d = k.sum(1)
    walk = np.linalg.matrix_power(k / np.sqrt(np.outer(d, d)), steps)
    length = np.sqrt(np.diag(walk))
    return {"x": x.tolist(), "width": width, "steps": steps, "kernel": (walk / np.outer(length, length)).tolist()}


def transduction():
    """Two labelled points, ten without: the labels of least loss among all with five of each."""
    x = np.array([[0.7, 0.2], [-0.7, -0.2]])
    u = np.round(np.r_[rng.normal((0.8, -1.2), 0.4, size=(5, 2)), rng.normal((-0.7, 1.1), 0.4, size=(5, 2))], 4)
    c, cu = 1.0, 0.2  # the price of the ten together is that of the two

    def fit(labels):
        y = np.r_[1, -1, labels]
        price = np.r_[c, c, np.full(10, cu)]
        svm = LinearSVC(C=1.0, loss="squared_hinge", tol=1e-12, max_iter=1_000_000).fit(np.r_[x, u], y, price)
        w = np.r_[svm.coef_[0], svm.intercept_]
        slack = np.maximum(0, 1 - y * (np.r_[x, u] @ w[:2] + w[2]))
        return 0.5 * w @ w + price @ slack**2, w

    best = None
    for yes in itertools.combinations(range(10), 5):
        labels = -np.ones(10)
        labels[list(yes)] = 1
        loss, w = fit(labels)
        if best is None or loss < best[0]:
            best = (loss, w, labels)
    alone = LinearSVC(C=c, loss="squared_hinge", tol=1e-12, max_iter=1_000_000).fit(x, [1, -1])
    return {
        "x": x.tolist(),
        "u": u.tolist(),
        "weights": best[1][:2].tolist(),
        "bias": best[1][2],
        "labels": best[2].tolist(),
        "alone": alone.predict(u).tolist(),
    }


def moved():
    image = rng.integers(0, 256, size=(6, 5))
    a, b, c, d, e, f = 0.9, 0.3, -0.7, -0.2, 1.1, 0.4
    # SciPy's coordinates are (row, column)
    out = affine_transform(image.astype(float), [[e, d], [b, a]], (f, c), order=1, mode="grid-constant", cval=40)
    return {"image": image.tolist(), "map": [a, b, c, d, e, f], "background": 40, "moved": out.tolist()}


print(
    json.dumps(
        {
            "whitening": whitening(),
            "patches": patches(),
            "pools": pools(),
            "clusterKernel": cluster_kernel(),
            "transduction": transduction(),
            "moved": moved(),
        }
    )
)
