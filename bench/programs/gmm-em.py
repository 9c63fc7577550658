"""Twin of gmm-em.ts: the same points, start and number of iterations."""

import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from serve import serve_steps

N, K = 5000, 5
warnings.simplefilter("ignore", ConvergenceWarning)


def centre(k):
    return 3 * np.stack([np.cos(2 * np.pi * k / K), np.sin(2 * np.pi * k / K)], axis=-1)


n = np.arange(N, dtype=np.float64)
points = centre(n % K) + 2 * np.sin(np.stack([n * n, 7 * n * n + 1], axis=-1))
start = dict(
    weights_init=np.full(K, 1 / K), means_init=centre(np.arange(K) + 0.4), precisions_init=np.stack([np.eye(2)] * K)
)


def steps(iterations):
    GaussianMixture(K, tol=0, reg_covar=1e-6, max_iter=iterations, **start).fit(points)


serve_steps(steps, f"scikit-learn {sklearn.__version__}")
