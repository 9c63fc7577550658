"""Golden values for linearSVM in float64: python3 test/golden/linear-svm.py > test/golden/linear-svm.json

Needs NumPy and scikit-learn, whose LinearSVC is LIBLINEAR (2.4.6 and 1.9.1 made the committed file).
"""

import json

import numpy as np
from sklearn.svm import LinearSVC

rng = np.random.default_rng(8)
labels = np.arange(60) % 3
centres = 1.2 * rng.normal(size=(3, 5))
x = np.round(centres[labels] + rng.normal(size=(60, 5)), 4)  # the classes overlap
fits = []
for C in (0.1, 10.0):
    svm = LinearSVC(C=C, loss="squared_hinge", dual=False, tol=1e-12, max_iter=10_000).fit(x, labels)
    fits.append(
        {
            "C": C,
            "weights": svm.coef_.tolist(),
            "biases": svm.intercept_.tolist(),
            "decisions": svm.decision_function(x).tolist(),
            "classes": svm.predict(x).tolist(),
        }
    )
print(json.dumps({"x": x.tolist(), "labels": labels.tolist(), "fits": fits}))
