"""Golden values for lib/distributions and lib/math/special: python3 test/golden/distributions.py > test/golden/distributions.json

Needs mpmath, NumPy and SciPy (1.3.0, 2.4.6 and 1.17.1 made the committed file). Special functions are by mpmath at
50 digits, since some of SciPy's lose more than we allow.
"""

import json

import mpmath as mp
import numpy as np
from scipy import stats
from scipy.optimize import brentq
from scipy.special import logsumexp

mp.mp.dps = 50
rng = np.random.default_rng(2014)
U = [1e-12, 1e-3, 0.1, 0.25, 0.4999, 0.5, 0.5001, 0.75, 0.9, 0.999]


def floats(values):
    return [float(v) for v in values]


def record(name, parameters, dist, xs, entropy=True, log="logpdf"):
    return {
        "name": name,
        "parameters": parameters,
        "x": floats(xs),
        "logProb": floats(getattr(dist, log)(x) for x in xs),
        "cdf": floats(dist.cdf(x) for x in xs),
        "u": U,
        "icdf": floats(dist.ppf(u) for u in U),
        "entropy": float(dist.entropy()) if entropy else None,
    }


def continuous():
    wide = [-300, -20, -3.3, -1, 0.25, 0.7, 2, 9, 40, 1e4]
    positive = [1e-8, 0.02, 0.3, 1, 2.5, 7, 30, 200]
    return [
        *(record("normal", p, stats.norm(*p), [*wide[1:-1]]) for p in ([0, 1], [-2.5, 0.3], [4, 60])),
        *(record("logistic", p, stats.logistic(*p), wide) for p in ([0, 1], [1.5, 0.4])),
        *(record("cauchy", p, stats.cauchy(*p), wide) for p in ([0, 1], [-1, 3])),
        *(record("exponential", [r], stats.expon(scale=1 / r), positive) for r in (1, 0.05, 6)),
        *(record("gamma", [a, r], stats.gamma(a, scale=1 / r), positive) for a, r in ((0.4, 1), (1, 2), (3.7, 0.5), (250, 9))),
        *(record("uniform", [a, b], stats.uniform(a, b - a), [0.1, 0.26, 0.5, 0.99]) for a, b in ((0, 1), (-3, 2))),
    ]


def discrete():
    values, p = [-2, 0.5, 3, 10], [0.1, 0.4, 0.2, 0.3]
    table = stats.rv_discrete(values=(range(4), p))
    by_value = {
        "name": "discrete",
        "parameters": [p, values],
        "x": floats([-2, 0.5, 3, 10]),
        "logProb": np.log(p).tolist(),
        "cdf": floats(table.cdf(range(4))),
        "u": U,
        "icdf": [values[int(table.ppf(u))] for u in U],
        "entropy": float(stats.entropy(p)),
    }
    coins = [record("bernoulli", [p], stats.bernoulli(p), [0, 1], log="logpmf") for p in (0.3, 0.5, 0.98)]
    return [by_value, *coins]


def mixture():
    weights, means, sigmas = [0.25, 0.6, 0.15], [-3.0, 0.5, 40.0], [0.5, 1.0, 0.2]
    parts = [stats.norm(m, s) for m, s in zip(means, sigmas)]
    cdf = lambda x: sum(w * part.cdf(x) for w, part in zip(weights, parts))
    x = [-30, -3, 0, 1.7, 20, 40.1]
    u = U[1:]
    return {
        "weights": weights,
        "means": means,
        "sigmas": sigmas,
        "x": x,
        "logProb": [float(logsumexp([np.log(w) + part.logpdf(v) for w, part in zip(weights, parts)])) for v in x],
        "cdf": floats(map(cdf, x)),
        "u": u,
        "icdf": [brentq(lambda v: cdf(v) - t, -60, 60, xtol=1e-15, rtol=1e-15) for t in u],
    }


def special():
    f = lambda function, xs: {"x": floats(xs), "y": floats(function(mp.mpf(float(x))) for x in xs)}
    quantile = lambda p: mp.findroot(lambda z: mp.log(mp.ncdf(z)) - mp.log(p), mp.mpf(float(stats.norm.ppf(float(p)))))
    pairs = [(float(a), float(a + z * np.sqrt(a))) for a in (0.02, 0.5, 3, 40, 600, 1e4, 5e4) for z in (-5, -1, 0.1, 4, 9)]
    pairs = [(a, x) for a, x in pairs if x > 0]
    lower = [mp.gammainc(a, 0, x, regularized=True) for a, x in pairs]
    return {
        "erf": f(mp.erf, [-4, -0.3, 1e-200, 1e-9, 0.013, 0.5, 1.1, 3, 5.5]),
        "erfc": f(mp.erfc, [-7, -2, 0.1, 0.9, 4, 12, 26]),
        "erfInverse": f(mp.erfinv, [-0.999999, -0.2, 1e-250, 1e-5, 0.3, 0.49, 0.51, 0.9, 1 - 2.0**-40]),
        "logGamma": f(mp.loggamma, [1e-10, 0.1, 0.9, 1.7, 2.4, 12, 1e4, 1e9]),
        "digamma": f(mp.digamma, [1e-5, 0.2, 1, 1.4, 3, 50, 1e6]),
        "standardNormalQuantile": f(quantile, [1e-250, 1e-20, 1e-6, 0.02, 0.3, 0.51, 0.9, 0.999999]),
        "gamma": {
            "a": floats(a for a, _ in pairs),
            "x": floats(x for _, x in pairs),
            "P": floats(lower),
            "Q": floats(1 - p for p in lower),
        },
    }


def fit():
    samples = [rng.normal(size=n) * scale for n, scale in ((1500, 1), (2000, 1.1))]
    ks = [stats.kstest(x, stats.norm.cdf, method="asymp") for x in samples]
    counts, p = np.array([18, 55, 30, 97]), np.array([0.1, 0.25, 0.2, 0.45])
    chi = stats.chisquare(counts, counts.sum() * p)
    v = rng.normal(size=30) * 1.3
    squares = float(((v - v.mean()) ** 2).sum())
    tail = stats.chi2(29)
    return {
        "ks": [
            {"samples": x.tolist(), "statistic": float(t.statistic), "pValue": float(t.pvalue)}
            for x, t in zip(samples, ks)
        ],
        "chi2": {
            "counts": counts.tolist(),
            "probabilities": p.tolist(),
            "statistic": float(chi.statistic),
            "pValue": float(chi.pvalue),
        },
        "variance": {
            "samples": v.tolist(),
            "statistic": squares,
            "pValue": 2 * min(float(tail.cdf(squares)), float(tail.sf(squares))),
        },
    }


print(json.dumps({"continuous": continuous(), "discrete": discrete(), "mixture": mixture(), "special": special(), "fit": fit()}))
