"""Golden values for the metrics of notebook 10 in float64: python3 test/golden/evaluation.py > test/golden/evaluation.json

Needs NumPy, SciPy and scikit-learn (2.4.6, 1.17.1 and 1.9.1 made the committed file).
"""

import json

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.spatial.distance import cdist
from scipy.special import logsumexp
from scipy.stats import binom, binomtest
from sklearn.cluster import KMeans

rng = np.random.default_rng(10)


def log_densities(x, samples, sigma):
    d = x.shape[1]
    squares = cdist(x, samples, "sqeuclidean")
    constant = np.log(len(samples)) + d / 2 * np.log(2 * np.pi * sigma**2)
    return logsumexp(-squares / (2 * sigma**2), axis=1) - constant


def parzen():
    """Two clumps in the unit cube, away from 0, as pixels are."""
    draw = lambda n: np.round(rng.choice([0.3, 0.8], size=(n, 1)) + 0.05 * rng.normal(size=(n, 6)), 4)
    samples, validation, test = draw(40), draw(20), draw(15)
    score = lambda log_sigma: -log_densities(validation, samples, np.exp(log_sigma)).mean()
    best = minimize_scalar(score, bracket=(np.log(0.03), np.log(0.05), np.log(0.2)), tol=1e-10)
    sigma = float(np.exp(best.x))
    at = log_densities(test, samples, 0.07)
    chosen = log_densities(test, samples, sigma)
    return {
        "samples": samples.tolist(),
        "validation": validation.tolist(),
        "test": test.tolist(),
        "at": {"sigma": 0.07, "logDensities": at.tolist()},
        "sigma": sigma,
        "logLikelihood": float(chosen.mean()),
        "standardError": float(chosen.std(ddof=1) / np.sqrt(len(test))),
    }


def binomials():
    cases = []
    for k, n in [(0, 5), (5, 5), (13, 20), (3, 200), (5210, 10000), (9999, 10000), (500, 1000)]:
        for confidence in (0.95, 0.99):
            test = binomtest(k, n, 0.5)
            exact = test.proportion_ci(confidence, "exact")
            wilson = test.proportion_ci(confidence, "wilson")
            cases.append(
                {
                    "successes": k,
                    "trials": n,
                    "confidence": confidence,
                    "upperTail": float(binom.sf(k - 1, n, 0.5)),
                    "clopperPearson": [float(exact.low), float(exact.high)],
                    "wilson": [float(wilson.low), float(wilson.high)],
                }
            )
    return cases


def k_means():
    x = np.round(rng.normal(size=(60, 4)) + 3 * rng.integers(0, 4, size=(60, 1)), 4)
    start = x[:5]
    fits = {t: KMeans(5, init=start, n_init=1, max_iter=t, tol=0, algorithm="lloyd").fit(x) for t in (1, 3)}
    return {
        "x": x.tolist(),
        "start": start.tolist(),
        "centres": {t: fit.cluster_centers_.tolist() for t, fit in fits.items()},
        "distortion": float((cdist(x, start, "sqeuclidean").min(1)).mean()),
    }


print(json.dumps({"parzen": parzen(), "binomial": binomials(), "kMeans": k_means()}))
