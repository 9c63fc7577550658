"""Golden values for divergences, the minimax value and its estimates: python3 test/golden/divergences.py > test/golden/divergences.json

Needs NumPy, SciPy and mpmath (2.4.6, 1.17.1 and 1.3.0 made the committed file). What SciPy has is SciPy's float64; the
pair that hardly differs is summed in 50 digits, where SciPy's own Jensen-Shannon distance has lost half of its own.
"""

import json

import numpy as np
from mpmath import mp, mpf
from scipy.integrate import quad
from scipy.spatial.distance import jensenshannon
from scipy.special import expit, kl_div, log_expit, rel_entr, softmax
from scipy.stats import chisquare, norm

rng = np.random.default_rng(1406)
mp.dps = 50


def pair(p, q):
    m = (p + q) / 2
    d = p / (p + q)
    s = 3 * rng.normal(size=len(p))
    return {
        "p": p.tolist(),
        "q": q.tolist(),
        "kl": float(rel_entr(p, q).sum()),
        "reverseKL": float(rel_entr(q, p).sum()),
        "jensenShannon": float((kl_div(p, m).sum() + kl_div(q, m).sum()) / 2),
        "rootJensenShannon": float(jensenshannon(p, q)),
        "totalVariation": float(np.abs(p - q).sum() / 2),
        "hellinger": float(np.linalg.norm(np.sqrt(p) - np.sqrt(q)) / np.sqrt(2)),
        "chiSquared": float(chisquare(p, q).statistic),
        "optimalLogits": (np.log(p) - np.log(q)).tolist(),
        "optimalValue": float((p * np.log(d) + q * np.log1p(-d)).sum()),
        "danskinGradient": np.log1p(-d).tolist(),
        "logits": s.tolist(),
        "value": float((p * log_expit(s)).sum() + (q * log_expit(-s)).sum()),
    }


def near_pair():
    p = softmax(rng.normal(size=7))
    q = p * (1 + 1e-9 * rng.normal(size=7))
    q /= q.sum()
    P, Q = [mpf(float(v)) for v in p], [mpf(float(v)) for v in q]
    exact = sum(a * mp.log(2 * a / (a + b)) + b * mp.log(2 * b / (a + b)) for a, b in zip(P, Q)) / 2
    return {"p": p.tolist(), "q": q.tolist(), "jensenShannon": float(exact)}


def gaussians(m1, s1, m2, s2):
    p, q = norm(m1, s1), norm(m2, s2)

    def integrand(x):
        a, b = p.logpdf(x), q.logpdf(x)
        m = np.logaddexp(a, b) - np.log(2)
        return (np.exp(a) * (a - m) + np.exp(b) * (b - m)) / 2

    value = quad(integrand, -30, 30, points=[m1, m2], epsabs=1e-13, epsrel=1e-13, limit=400)[0]
    return {"mean": [m1, m2], "sigma": [s1, s2], "jensenShannon": float(value)}


logits = [-1000.0, -100, -30, -8, -1, -1e-9, 0, 1e-9, 0.5, 8, 30, 100, 1000]
print(
    json.dumps(
        {
            "logistic": {
                "s": logits,
                "sigmoid": expit(logits).tolist(),
                "softplus": (-log_expit(-np.array(logits))).tolist(),
            },
            "pairs": [pair(softmax(2 * rng.normal(size=k)), softmax(2 * rng.normal(size=k))) for k in (2, 6, 30)],
            "near": near_pair(),
            "gaussians": [gaussians(0, 1, 1, 1), gaussians(0, 1, 2, 0.5), gaussians(-2, 1.5, 2, 0.7)],
        }
    )
)
