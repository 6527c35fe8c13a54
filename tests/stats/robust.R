# CR2 of a logit and sandwiches of categorical models, R 4.2.2 with
# clubSandwich 0.5.8, sandwich 3.0-2, MASS 7.3-58.2. Run in tests/:
# Rscript stats/robust.R > reference/stats/robust.csv
suppressMessages({library(clubSandwich); library(sandwich); library(MASS)})
out <- function(case, kind, term, se) cat(sprintf("%s,%s,%s,%.17g\n", case, kind, term, se), sep = "")
options(warn = -1)
cat("case,kind,term,std_error\n")
polish <- function(family, w) {   # glm stops when the deviance does, half the digits early
  wt <<- w; fam <<- family; from <<- NULL
  for (i in 1:5) { g <- glm(d$y ~ X - 1, fam, weights = wt, start = from); from <<- coef(g) }
  g
}
d <- read.csv("reference/stats/infert_cluster.design.csv", check.names = FALSE)
cl <- read.csv("reference/stats/infert_cluster.data.csv")$stratum
X <- as.matrix(d[, -(1:3)])
g <- polish(binomial, rep(1, nrow(X)))
out("infert", "CR2", colnames(X), sqrt(diag(vcovCR(g, cluster = cl, type = "CR2"))))
w <- 1 + (seq_along(d$y) %% 3)
g <- polish(binomial, w)
out("infert_w", "CR2", colnames(X), sqrt(diag(vcovCR(g, cluster = cl, type = "CR2"))))
g <- polish(poisson, rep(1, nrow(X)))
out("infert_p", "CR2", colnames(X), sqrt(diag(vcovCR(g, cluster = cl, type = "CR2"))))
# wine: polr, then Newton on its own score to the last digits
wine <- read.csv("reference/stats/wine.data.csv"); wine$rating <- factor(wine$rating)
p <- polr(rating ~ temp + contact, wine, Hess = TRUE)
Z <- model.matrix(~ temp + contact, wine)[, -1]; y <- as.integer(wine$rating); K <- 5
loglik <- function(t) { e <- drop(Z %*% t[1:2]); z <- c(-Inf, t[3:6], Inf); sum(log(plogis(z[y + 1] - e) - plogis(z[y] - e))) }
estfun1 <- function(t) {
  e <- drop(Z %*% t[1:2]); z <- c(-Inf, t[3:6], Inf); q <- plogis(z[y + 1] - e) - plogis(z[y] - e)
  hi <- dlogis(z[y + 1] - e) / q; lo <- dlogis(z[y] - e) / q
  cbind(-(hi - lo) * Z, sapply(1:4, function(k) hi * (y == k) - lo * (y == k + 1)))
}
t <- c(coef(p), p$zeta)
info <- function(t) { h <- 1e-5; -sapply(seq_along(t), function(j) { u <- v <- t; u[j] <- u[j] + h; v[j] <- v[j] - h; (colSums(estfun1(u)) - colSums(estfun1(v))) / (2 * h) }) }
for (i in 1:8) t <- t + solve(info(t), colSums(estfun1(t)))
B <- solve(info(t)); S <- estfun1(t); nm <- names(t)
sand <- function(S) sqrt(diag(B %*% crossprod(S) %*% B))
out("wine", "HC0", nm, sand(S))
stopifnot(max(abs(sand(S) / sqrt(diag(sandwich(p))) - 1)) < 1e-3)   # sandwich's own, at polr's optimum
out("wine", "CR0", nm, sand(rowsum(S, wine$judge)))
# birthwt: three classes of race
b <- read.csv("reference/stats/birthwt_race.data.csv"); levels3 <- c("white", "black", "other")
X <- cbind(1, b$age, b$smoke); y <- match(b$race, levels3); Y <- outer(y, 2:3, "==") + 0
beta <- rep(0, 6)
for (i in 1:40) {
  E <- exp(cbind(0, X %*% matrix(beta, 3))); P <- E / rowSums(E); P <- P[, -1]
  S <- cbind((Y - P)[, 1] * X, (Y - P)[, 2] * X)
  I <- rbind(cbind(crossprod(X, P[, 1] * (1 - P[, 1]) * X), -crossprod(X, P[, 1] * P[, 2] * X)),
             cbind(-crossprod(X, P[, 1] * P[, 2] * X), crossprod(X, P[, 2] * (1 - P[, 2]) * X)))
  beta <- beta + solve(I, colSums(S))
}
B <- solve(I)
out("race", "HC0", 1:6, sand(S)); out("race", "HC1", 1:6, sand(S) * sqrt(nrow(X) / (nrow(X) - 6)))
out("race", "CR1", 1:6, sand(rowsum(S, seq_along(y) %% 17)) * sqrt(17 / 16))
