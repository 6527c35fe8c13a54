"""The same data in Python: python3 bench_regression.py DATA.csv [classes]

statsmodels Logit, scikit-learn newton-cholesky without penalty, and with
`classes` statsmodels MNLogit; the matrix is ready, BLAS on one thread. Prints
"what <tab> program <tab> clock <tab> processor", the best of many, in seconds
a fit. newton-cholesky gets the column with mean 70 centred, as it needs.
Programs that are not installed are named on stderr and left out.
"""
import sys
import time

import numpy as np
import pandas as pd


def best(what, name, work, runs):
    clock, processor = [], []
    for _ in range(runs):
        wall, used = time.perf_counter(), time.process_time()
        work()
        clock.append(time.perf_counter() - wall)
        processor.append(time.process_time() - used)
    print(what, name, min(clock), min(processor), sep="\t")


data = pd.read_csv(sys.argv[1])
numbers = [data[f"x{j}"] for j in range(1, 15)]
dummies = [(data.f == f"f{k}") * 1.0 for k in range(1, 6)]
x = np.column_stack([np.ones(len(data))] + numbers + dummies)
y = data.y.values.astype(float)
runs = max(2, min(25, 1_000_000 // len(data)))
try:
    from sklearn.linear_model import LogisticRegression
    centred = x.copy()
    centred[:, 1] -= 70
    plain = LogisticRegression(penalty=None, solver="newton-cholesky",
                               fit_intercept=False)
    best("binary", "sklearn newton-cholesky", lambda: plain.fit(centred, y),
         runs)
except ImportError:
    print("not installed, left out: sklearn", file=sys.stderr)
try:
    import statsmodels.api as sm
    best("binary", "statsmodels Logit", lambda: sm.Logit(y, x).fit(disp=0),
         runs)
    if len(sys.argv) > 2:
        k = data.k.astype("category").cat.codes.values
        best("multinomial", "statsmodels MNLogit",
             lambda: sm.MNLogit(k, x).fit(disp=0), 1)
except ImportError:
    print("not installed, left out: statsmodels", file=sys.stderr)
