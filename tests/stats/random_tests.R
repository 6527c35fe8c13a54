# Random samples and tables with R's tests of them, for test_random_tests.c:
#   Rscript tests/stats/random_tests.R >tests/reference/stats/random_tests.txt
# Two lines a case: what, its numbers; the expected numbers (NA: not asked).
# Exact p of rank sums with ties: coin; Kruskal-Wallis of few rows: every deal.
suppressMessages(library(coin))
set.seed(20232); options(warn = -1)
f <- function(x) paste(ifelse(is.na(x), "NA", sprintf("%.17g", x)), collapse = " ")
say <- function(what, given, expected) cat(what, " ", f(given), "\n", f(expected), "\n", sep = "")
for (i in 1:70) {
  n <- sample(6:24, 1); g <- sample(2:4, 1)
  v <- if (runif(1) < 0.6) sample(sample(3:9, 1), n, TRUE) else rnorm(n) * 10^sample(c(0, -8, 8), 1)
  k <- sample(g, n, TRUE); G <- factor(k)
  if (nlevels(G) < g || min(table(k)) < 3 || any(tapply(v, k, var) == 0)) next
  a <- oneway.test(v ~ G); w <- kruskal.test(v, G); pair <- rep(NA, 6); deals <- NA
  if (g == 2) {
    t <- t.test(v[k == 1], v[k == 2]); u <- wilcox.test(v[k == 1], v[k == 2])
    pair <- c(t$statistic, t$parameter, t$p.value, u$statistic, u$p.value, pvalue(wilcox_test(v ~ G, distribution = "exact")))
    if (choose(n, sum(k == 1)) < 3000) {
      r <- rank(v); H <- function(i) sum(r[i])^2 / length(i) + sum(r[-i])^2 / (n - length(i))
      deals <- mean(combn(n, sum(k == 1), H) >= H(which(k == 1)) * (1 - 1e-12))
    }
  }
  say("groups", c(n, g, v, k - 1), c(pair, a$statistic, a$parameter, a$p.value, w$statistic, w$parameter, w$p.value, deals))
}
kappa <- function(m, W) { p <- m / sum(m); 1 - sum(W * p) / sum(W * outer(rowSums(p), colSums(p))) }
tables <- list(t(matrix(c(1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12, 11), 4))) # Job, of ?fisher.test
for (i in 1:70) { r <- sample(2:4, 1); c <- if (runif(1) < 0.5) r else sample(2:5, 1); tables[[i + 1]] <- matrix(rpois(r * c, sample(c(1, 3, 8), 1)), r) }
for (m in tables) {
  r <- nrow(m); c <- ncol(m)
  if (any(rowSums(m) == 0) || any(colSums(m) == 0)) next
  x <- chisq.test(m, correct = FALSE); exact <- fisher.test(m, workspace = 2e7)$p.value
  bowker <- c(NA, NA); mcnemar <- NA; trend <- c(NA, NA); agree <- c(NA, NA)
  if (r == c) {
    d <- (m - t(m))[upper.tri(m)]; s <- (m + t(m))[upper.tri(m)]
    if (any(s > 0)) bowker <- c(sum((d^2 / s)[s > 0]), sum(s > 0))
    agree <- c(kappa(m, 1 - diag(r)), kappa(m, outer(1:r, 1:r, "-")^2))
  }
  if (r == 2 && c == 2 && m[1, 2] + m[2, 1] > 0) mcnemar <- binom.test(m[1, 2], m[1, 2] + m[2, 1])$p.value
  if (r == 2) { t <- prop.trend.test(m[1, ], colSums(m)); trend <- c(t$statistic, t$p.value) }
  say("table", c(r, c, t(m)), c(x$statistic, x$p.value, exact, bowker, mcnemar, trend, agree))
}
wilson <- function(x, n, z) { p <- x / n; (2 * n * p + z^2 + c(-1, 1) * z * sqrt(z^2 + 4 * n * p * (1 - p))) / (2 * (n + z^2)) }
for (i in 1:40) {
  n <- sample(1:60, 1); m <- sample(1:200, 1); a <- sample(0:n, 1); b <- sample(0:m, 1); level <- sample(c(0.8, 0.9, 0.95, 0.99), 1)
  z <- qnorm(1 - (1 - level) / 2); u <- wilson(a, n, z); v <- wilson(b, m, z); d <- a / n - b / m
  newcombe <- d + c(-sqrt((a / n - u[1])^2 + (v[2] - b / m)^2), sqrt((u[2] - a / n)^2 + (b / m - v[1])^2))
  say("share", c(a, n, b, m, level), c(prop.test(a, n, conf.level = level, correct = FALSE)$conf.int, binom.test(a, n, conf.level = level)$conf.int, newcombe, poisson.test(a, n / 7, conf.level = level)$conf.int))
}
for (i in 1:40) {
  n <- sample(2:30, 1); p <- sample(c(0, 0.05, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 1, runif(1)), 1); v <- sort(round(rnorm(n), sample(0:3, 1)) * 10^sample(c(0, -8, 8), 1))
  say("numbers", c(n, p, v), c(quantile(v, p, type = 2), quantile(v, p, type = 7), mean(v), sd(v), quantile(v, c(0.25, 0.5, 0.75))))
}
for (i in 1:40) {
  z <- rnorm(1) * 4; p <- runif(1)^3; d <- sample(c(1, 2, 3.5, 17, 120), 1); e <- sample(c(1, 4, 9.7, 60), 1); x <- rexp(1) * d
  say("curves", c(z, p, d, e, x), c(2 * pnorm(-abs(z)), pnorm(z), qnorm(p), pchisq(x, d, lower.tail = FALSE), pf(x / d, d, e, lower.tail = FALSE), 2 * pt(-abs(z), d), qt(p, d), qchisq(p, d), qbeta(p, d, e), qgamma(p, e)))
}
