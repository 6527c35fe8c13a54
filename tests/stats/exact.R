# Exact conditional logit, R 4.2.2. Run in tests/: Rscript stats/exact.R > reference/stats/exact.csv
# One table: fisher.test; strata: mantelhaen.test(exact = TRUE); two terms: every outcome counted.
cat("case,estimate,conf_low,conf_high,p_value,p_probability,p_mid\n")
out <- function(case, ...) cat(case, sprintf("%.17g", c(...)), sep = ",", fill = FALSE); end <- function() cat("\n")
# tilted: root of f by bisection to the last digits
bis <- function(f, lo, hi) { for (i in 1:200) { m <- (lo + hi) / 2; if (m <= lo || m >= hi) break; if (f(m) < 0) lo <- m else hi <- m }; (lo + hi) / 2 }
line <- function(t, count, at) {              # distribution of one sum given the rest
  w <- function(b) { e <- log(count) + b * t; e <- exp(e - max(e)); e / sum(e) }
  up <- function(b) sum(w(b)[t >= at]); lo <- function(b) sum(w(b)[t <= at])
  est <- if (at == max(t)) bis(function(b) up(b) - 0.5, -50, 50) else if (at == min(t)) bis(function(b) 0.5 - lo(b), -50, 50) else bis(function(b) sum(w(b) * t) - at, -50, 50)
  p0 <- w(0); here <- p0[t == at]; s <- min(up(0), lo(0))
  c(est, if (at == min(t)) -Inf else bis(function(b) up(b) - 0.025, -50, 50), if (at == max(t)) Inf else bis(function(b) 0.025 - lo(b), -50, 50),
    min(1, 2 * s), sum(p0[p0 <= here * (1 + 1e-9)]), min(1, 2 * (s - here / 2)))
}
enumerate <- function(X, y, free) {            # all 2^n outcomes with the given sums of the other columns
  n <- length(y); obs <- drop(crossprod(X, y)); A <- as.matrix(expand.grid(rep(list(0:1), n)))
  S <- A %*% X; keep <- rep(TRUE, nrow(S)); for (j in setdiff(seq_len(ncol(X)), free)) keep <- keep & abs(S[, j] - obs[j]) < 1e-9
  list(S = S[keep, , drop = FALSE], obs = obs)
}
one <- function(X, y, j) { e <- enumerate(X, y, j); k <- table(round(e$S[, j], 6)); line(as.numeric(names(k)), as.numeric(k), round(e$obs[j], 6)) }
set.seed(1)
n <- 16; X <- cbind(1, rep(0:1, 8), c(0, 1, 2, 3, 1, 2, 0, 3, 2, 1, 1, 0, 3, 2, 2, 1), round(seq(0.5, 2, length.out = n), 1))
y <- c(0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1)
out("enumerated_3", one(X, y, 3)); end(); out("enumerated_2", one(X, y, 2)); end(); out("enumerated_4", one(X, y, 4)); end()
e <- enumerate(X, y, c(2, 3)); key <- paste(e$S[, 2], e$S[, 3]); k <- table(key); u <- do.call(rbind, strsplit(names(k), " ")) |> apply(2, as.numeric)
p <- as.numeric(k) / sum(k); at <- which(u[, 1] == e$obs[2] & u[, 2] == e$obs[3]); mu <- colSums(p * u); Sg <- crossprod(sweep(u, 2, mu) * sqrt(p))
sc <- apply(sweep(u, 2, mu), 1, function(d) d %*% solve(Sg, d))
out("joint", sum(p[p <= p[at] * (1 + 1e-9)]), sum(p[sc >= sc[at] * (1 - 1e-9)]), 0, 0, 0, 0); end()
ys <- X[, 3] >= 2                              # separated by column 3
out("separated", one(X, ys + 0, 3)); end()
f <- fisher.test(matrix(c(3, 8, 11, 5), 2)); out("fisher", log(f$estimate), log(f$conf.int), NA, f$p.value, NA); end()
tab <- array(c(7, 1, 3, 7, 5, 1, 0, 6), c(2, 2, 2)); m <- mantelhaen.test(tab, exact = TRUE)
out("strata", log(m$estimate), log(m$conf.int), NA, m$p.value, NA); end()
