"""The same data in Python: python3 bench_regression.py DATA.csv [classes]

statsmodels Logit, scikit-learn newton-cholesky without penalty, and with
`classes` statsmodels MNLogit; BLAS on one thread, medians of processor
seconds. newton-cholesky gets the column with mean 70 centred, as it needs.
"""
import sys
import time

import numpy as np
import pandas as pd
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits


def seconds(work, runs):
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return sorted(times)[runs // 2]


data = pd.read_csv(sys.argv[1])
numbers = [data[f"x{j}"] for j in range(1, 15)]
dummies = [(data.f == f"f{k}") * 1.0 for k in range(1, 6)]
x = np.column_stack([np.ones(len(data))] + numbers + dummies)
y = data.y.values.astype(float)
centred = x.copy()
centred[:, 1] -= 70
plain = LogisticRegression(penalty=None, solver="newton-cholesky",
                           fit_intercept=False)
with threadpool_limits(1):
    print("statsmodels Logit", seconds(lambda: sm.Logit(y, x).fit(disp=0), 3))
    print("sklearn newton-cholesky", seconds(lambda: plain.fit(centred, y), 3))
    if len(sys.argv) > 2:
        k = data.k.astype("category").cat.codes.values
        print("statsmodels MNLogit",
              seconds(lambda: sm.MNLogit(k, x).fit(disp=0), 1))
