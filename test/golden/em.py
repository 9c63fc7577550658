"""Golden values for lib/math and its mixtures in float64: python3 test/golden/em.py > test/golden/em.json

Needs NumPy and SciPy (2.4.6 and 1.17.1 made the committed file).
"""

import json

import numpy as np
from scipy.special import log_softmax, logsumexp, rel_entr, softmax
from scipy.stats import bernoulli, entropy, multivariate_normal, norm

rng = np.random.default_rng(1977)


def log_sum_exp():
    inputs = [[0.0], [-1000, -1000], [1000, 999, -5], [-5000, -1e6, -5001.5], list(rng.normal(size=9) * 300)]
    return [
        {"a": [float(v) for v in a], "logSumExp": float(logsumexp(a)), "logSoftmax": log_softmax(a).tolist()}
        for a in inputs
    ]


def information():
    p, q = softmax(2 * rng.normal(size=6)), softmax(2 * rng.normal(size=6))
    p[2] = 0
    p /= p.sum()
    kl = rel_entr(p, q).sum()
    return {
        "p": p.tolist(),
        "q": q.tolist(),
        "entropy": float(entropy(p)),
        "crossEntropy": float(entropy(p) + kl),
        "kl": float(kl),
    }


def covariance(d):
    a = rng.normal(size=(d, d))
    return a @ a.T + 0.1 * np.eye(d)


def gaussian(d):
    m, n = rng.normal(size=d), rng.normal(size=d)
    s, t = covariance(d), covariance(d)
    x = 3 * rng.normal(size=(4, d))
    inverse = np.linalg.inv(t)
    kl = 0.5 * (
        np.trace(inverse @ s) + (n - m) @ inverse @ (n - m) - d + np.linalg.slogdet(t)[1] - np.linalg.slogdet(s)[1]
    )
    return {
        "mean": m.tolist(),
        "covariance": s.tolist(),
        "x": x.tolist(),
        "logDensity": np.atleast_1d(multivariate_normal(m, s).logpdf(x)).tolist(),
        "entropy": float(multivariate_normal(m, s).entropy()),
        "precision": np.linalg.inv(s).tolist(),
        "otherMean": n.tolist(),
        "otherCovariance": t.tolist(),
        "kl": float(kl),
    }


def normal():
    x, mean, sigma = rng.normal(size=5) * 4, rng.normal(size=5), rng.uniform(0.01, 3, size=5)
    columns = {"x": x, "mean": mean, "sigma": sigma, "logDensity": norm(mean, sigma).logpdf(x)}
    return {name: values.tolist() for name, values in columns.items()}


def e_step(log_joint):
    """Responsibilities, mean log-likelihood."""
    evidence = logsumexp(log_joint, axis=1, keepdims=True)
    return np.exp(log_joint - evidence), float(evidence.mean())


def gmm_log_joint(x, w, m, s):
    return np.stack([np.log(w[k]) + multivariate_normal(m[k], s[k]).logpdf(x) for k in range(len(w))], axis=1)


def gmm(centres):
    """Three iterations of EM for a mixture of three Gaussians in the plane."""
    x = centres[rng.integers(3, size=60)] + rng.normal(size=(60, 2)) @ np.array([[1.5, 0], [0.9, 0.6]])
    w, m = np.full(3, 1 / 3), centres + rng.normal(size=(3, 2))
    s = np.stack([np.eye(2) * 2.0] * 3)
    start = {"weights": w.tolist(), "means": m.tolist(), "covariances": s.tolist()}
    trace = []
    for _ in range(3):
        log_joint = gmm_log_joint(x, w, m, s)
        q, likelihood = e_step(log_joint)
        trace.append({"logJoint": log_joint.tolist(), "responsibilities": q.tolist(), "logLikelihood": likelihood})
        w, m = q.mean(0), np.stack([np.average(x, axis=0, weights=q[:, k]) for k in range(3)])
        s = np.stack([np.cov(x, rowvar=False, bias=True, aweights=q[:, k]) for k in range(3)])
    final = {"weights": w.tolist(), "means": m.tolist(), "covariances": s.tolist()}
    return {"x": x.tolist(), "start": start, "trace": trace, "final": final}


def bernoulli_mixture():
    """Three iterations of EM for a mixture of two products of seven Bernoullis."""
    x = (rng.uniform(size=(30, 7)) < rng.choice([0.2, 0.7], size=(30, 1))).astype(int)
    w, mu = np.array([0.4, 0.6]), rng.uniform(0.25, 0.75, size=(2, 7))
    start = {"weights": w.tolist(), "means": mu.tolist()}
    likelihoods = []
    for _ in range(3):
        log_joint = np.stack([np.log(w[k]) + bernoulli(mu[k]).logpmf(x).sum(1) for k in range(2)], axis=1)
        q, likelihood = e_step(log_joint)
        likelihoods.append(likelihood)
        w, mu = q.mean(0), (q.T @ x) / q.sum(0)[:, None]
    assert 0 < mu.min() and mu.max() < 1
    final = {"weights": w.tolist(), "means": mu.tolist()}
    return {"x": x.tolist(), "start": start, "logLikelihoods": likelihoods, "final": final}


print(
    json.dumps(
        {
            "logSumExp": log_sum_exp(),
            "information": information(),
            "gaussians": [gaussian(d) for d in (1, 2, 5)],
            "normal": normal(),
            # overlapping; and so far apart that exp() of the log-densities is 0
            "gmms": [gmm(scale * np.array([[-60.0, 0], [60, 5], [0, 55]])) for scale in (0.02, 1)],
            "bernoulliMixture": bernoulli_mixture(),
        }
    )
)
