#!/usr/bin/env python3
# Expected numbers of test_logit.c for columns that nearly coincide, and for a
# large mean, in 60-digit arithmetic (mpmath). The data are made as there.
import mpmath as mp

mp.mp.dps = 60


def fit(rows, y):
    means = [mp.fsum(c) / len(rows) for c in zip(*rows)]
    z = [[mp.mpf(1)] + [v - m for v, m in zip(r, means)] for r in rows]
    p = len(z[0])
    b = mp.matrix(p, 1)
    for _ in range(40):
        g, h = mp.matrix(p, 1), mp.matrix(p, p)
        for r, o in zip(z, y):
            q = 1 / (1 + mp.exp(-sum(r[j] * b[j] for j in range(p))))
            for j in range(p):
                g[j] += (o - q) * r[j]
                for k in range(p):
                    h[j, k] += q * (1 - q) * r[j] * r[k]
        step = mp.lu_solve(h, g)
        b = b + step
        if max(abs(v) for v in step) < mp.mpf(10) ** -45:
            break
    v = h ** -1
    for j in range(1, p):
        print(mp.nstr(b[j], 20), mp.nstr(mp.sqrt(v[j, j]), 20))


n = 120
base = [float(i * 7 % 37) for i in range(n)]
y = [1 if (i * 7 % 37 + i * i % 41) > 37 else 0 for i in range(n)]
near = [x + 1e-6 * float(i * 13 % 29) for i, x in enumerate(base)]
fit([[mp.mpf(a), mp.mpf(b)] for a, b in zip(base, near)], y)
large = [1e8 + x for x in base]
fit([[mp.mpf(a)] for a in large], y)
