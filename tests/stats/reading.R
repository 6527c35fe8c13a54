# Influence, predictions for profiles, calibration groups and FLAC, R 4.2.2.
# Run in tests/: Rscript stats/reading.R > reference/stats/reading.csv
out <- function(what, index, ...) {
  m <- do.call(cbind, lapply(list(...), rep_len, length(index)))
  for (i in seq_along(index)) cat(paste(c(what, index[i], sprintf("%.17g", m[i, ])), collapse = ","), "\n", sep = "")
}
cat("what,row,a,b,c,d,e\n")
d <- read.csv("reference/stats/birthwt.design.csv", check.names = FALSE)
X <- as.matrix(d[, -(1:3)]); y <- d$y
polish <- function(y, X, family, w) { from <- NULL; fam <<- family; wt <<- w; yy <<- y; XX <<- X
  for (i in 1:5) { from <<- from; g <- eval(substitute(glm(yy ~ XX - 1, fam, weights = wt, start = s), list(s = from))); from <- coef(g) }; g }
w <- 1 + (seq_along(y) %% 3)
g <- polish(y, X, binomial, w)
z <- g$linear.predictors + residuals(g, "working")
l <- lm.fit(X * sqrt(g$weights), z * sqrt(g$weights)); h <- hatvalues(g)
# dfbeta by really leaving the row out of the last weighted regression
drop1 <- t(sapply(c(1, 50, 189), function(i) l$coefficients - lm.fit((X * sqrt(g$weights))[-i, ], (z * sqrt(g$weights))[-i])$coefficients))
k <- c(1, 50, 189)
out("hat", k, h[k], residuals(g, "pearson")[k], cooks.distance(g)[k], drop1[, 2], drop1[, 3])
p <- polish(d$y + (seq_along(y) %% 4), X, poisson, rep(1, length(y)))
out("poisson", k, hatvalues(p)[k], residuals(p, "pearson")[k], cooks.distance(p)[k], 0, 0)
# profiles: the first two rows with an offset of 0.3
lim <- function(g, x, inverse) { e <- drop(x %*% coef(g)) + 0.3; s <- sqrt(diag(x %*% vcov(g) %*% t(x))); q <- qnorm(0.95)
  list(inverse(e), inverse(e - q * s), inverse(e + q * s)) }
r <- lim(g, X[1:2, ], plogis); out("logit_profile", 1:2, r[[1]], r[[2]], r[[3]], 0, 0)
r <- lim(p, X[1:2, ], exp); out("poisson_profile", 1:2, r[[1]], r[[2]], r[[3]], 0, 0)
# multinomial: delta method on log(p / (1 - p)), numeric gradient
b <- read.csv("reference/stats/birthwt_race.data.csv"); Z <- cbind(1, b$age, b$smoke)
yy3 <- match(b$race, c("white", "black", "other")); Y <- outer(yy3, 2:3, "==") + 0; beta <- rep(0, 6)
for (i in 1:40) {
  E <- exp(cbind(0, Z %*% matrix(beta, 3))); P <- (E / rowSums(E))[, -1]
  S <- cbind((Y - P)[, 1] * Z, (Y - P)[, 2] * Z)
  I <- rbind(cbind(crossprod(Z, P[, 1] * (1 - P[, 1]) * Z), -crossprod(Z, P[, 1] * P[, 2] * Z)),
             cbind(-crossprod(Z, P[, 1] * P[, 2] * Z), crossprod(Z, P[, 2] * (1 - P[, 2]) * Z)))
  beta <- beta + solve(I, colSums(S))
}
V <- solve(I); x <- c(1, 30, 1)
lg <- function(b, k) { e <- exp(c(0, x %*% matrix(b, 3))); qlogis((e / sum(e))[k]) }
for (k in 1:3) {
  G <- sapply(1:6, function(j) { h <- 1e-5; u <- v <- beta; u[j] <- u[j] + h; v[j] <- v[j] - h; (lg(u, k) - lg(v, k)) / (2 * h) })
  s <- sqrt(drop(G %*% V %*% G)); e <- lg(beta, k); q <- qnorm(0.975)
  out("multinomial_profile", k, plogis(e), s * dlogis(e), plogis(e - q * s), plogis(e + q * s), 0)
}
# calibration: ten groups as ResourceSelection::hoslem.test makes them
g <- polish(y, X, binomial, rep(1, length(y))); f <- fitted(g)
cut10 <- cut(f, unique(quantile(f, seq(0, 1, 0.1))), include.lowest = TRUE)
n <- tapply(y, cut10, length); o <- tapply(y, cut10, sum); m <- tapply(f, cut10, mean)
wil <- t(mapply(function(a, b) prop.test(a, b, correct = FALSE)$conf.int, o, n))
out("calibration", seq_along(n), n, o, m, wil[, 1], wil[, 2])
chisq <- sum((o - n * m)^2 / (n * m * (1 - m)))
out("hosmer", 1, chisq, length(n) - 2, pchisq(chisq, length(n) - 2, lower.tail = FALSE), 0, 0)
# FLAC by its definition: Firth's leverages, pseudo rows with a column of their own
e <- read.csv("reference/stats/endometrial.data.csv"); X <- cbind(1, e$NV, e$PI, e$EH); y <- e$HG
b <- rep(0, 4)
for (i in 1:200) {
  p <- plogis(drop(X %*% b)); W <- p * (1 - p); V <- solve(crossprod(X, W * X)); h <- W * rowSums((X %*% V) * X)
  b <- b + solve(crossprod(X, (W * (1 + h)) * X), crossprod(X, y - p + h * (0.5 - p)))
}
A <- rbind(cbind(X, 0), cbind(X, 1), cbind(X, 1)); z <- c(y, y, 1 - y); ww <- c(rep(1, nrow(X)), h / 2, h / 2)
b <- rep(0, 5)
for (i in 1:60) { p <- plogis(drop(A %*% b)); b <- b + solve(crossprod(A, (ww * p * (1 - p)) * A), crossprod(A, ww * (z - p))) }
p <- plogis(drop(A %*% b)); s <- sqrt(diag(solve(crossprod(A, (ww * p * (1 - p)) * A))))
out("flac", 1:5, b, s, 0, 0, 0)
# standardised risks: everybody of one race, delta method; limits on the logit scale
d <- read.csv("reference/stats/birthwt.data.csv"); d$race <- factor(d$race, c("white", "black", "other"))
XX <- model.matrix(~ age + lwt + race * smoke, d); g <- polish(d$low, XX, binomial, rep(1, nrow(d))); V <- solve(crossprod(XX * sqrt(g$weights)))
for (k in 1:3) {
  r <- d; r$race[] <- levels(d$race)[k]; Z <- model.matrix(~ age + lwt + race * smoke, r)
  p <- plogis(drop(Z %*% coef(g))); J <- colMeans(p * (1 - p) * Z); s <- sqrt(drop(J %*% V %*% J)); e <- mean(p)
  h <- qnorm(0.975) * s / (e * (1 - e)); out("standardised", k, e, s, plogis(qlogis(e) - h), plogis(qlogis(e) + h), 0)
}
