# Expected numbers of test_performance.c beside the reference files, R 4.2.2.
options(digits = 16)
d <- read.csv("reference/stats/endometrial.data.csv")
X <- cbind(1, d$NV, d$PI, d$EH); y <- d$HG
logf <- function(m) {                       # log-F(m, m) by pseudo rows
  A <- diag(4)[-1, ]; Z <- rbind(X, A, A); w <- c(rep(1, nrow(X)), rep(m / 2, 6)); o <- c(y, 0, 0, 0, 1, 1, 1)
  b <- rep(0, 4)
  for (i in 1:60) { p <- plogis(drop(Z %*% b)); b <- b + solve(crossprod(Z, w * p * (1 - p) * Z), crossprod(Z, w * (o - p))) }
  p <- plogis(drop(Z %*% b)); cbind(b, sqrt(diag(solve(crossprod(Z, w * p * (1 - p) * Z)))))
}
print(logf(1)); print(logf(2))
b <- read.csv("reference/stats/birthwt.data.csv")
g <- glm(low ~ age + lwt + smoke + ptl, binomial, b, control = list(epsilon = 1e-15, maxit = 50))
print(diag(solve(cov2cor(vcov(g)[-1, -1]))))   # car::vif of single columns
b$race <- factor(b$race, levels = c("white", "black", "other"))
g <- glm(low ~ age + race, binomial, b, control = list(epsilon = 1e-15, maxit = 50)); i <- 3:4
print(drop(coef(g)[i] %*% solve(vcov(g)[i, i]) %*% coef(g)[i]))   # joint Wald test of race
