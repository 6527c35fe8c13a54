# Expected numbers of test_families.c, printed by R 4.2.2 (glm, MASS data).
options(digits = 17)
d <- read.csv("reference/stats/birthwt.data.csv")
d$race <- factor(d$race, levels = c("white", "black", "other"))
polish <- function(formula, data, offset = rep(0, nrow(data))) {
  data$off <- offset
  g <- glm(update(formula, . ~ . + offset(off)), poisson, data, control = list(epsilon = 1e-14, maxit = 100))
  X <- model.matrix(g); b <- coef(g); y <- g$y
  for (i in 1:5) { mu <- exp(drop(X %*% b) + offset); b <- b + solve(crossprod(X, mu * X), crossprod(X, y - mu)) }
  mu <- exp(drop(X %*% b) + offset); V <- solve(crossprod(X, mu * X)); S <- (y - mu) * X; M <- crossprod(S)
  h <- rowSums((X %*% V) * X) * mu; n <- nrow(X); p <- ncol(X)
  cat(deparse(formula), "\n"); print(cbind(b, sqrt(diag(V)), sqrt(diag(V %*% M %*% V)),
    sqrt(diag(V %*% crossprod(S / sqrt(1 - h)) %*% V)), sqrt(diag(V %*% crossprod(S / (1 - h)) %*% V))))
  cat("loglik, deviance, null deviance", sum(dpois(y, mu, log = TRUE)),
      2 * sum(ifelse(y > 0, y * log(y / mu), 0) - (y - mu)), g$null.deviance, "\n")
}
polish(ftv ~ age + race + smoke, d)
polish(low ~ age + race + smoke, d)
polish(ftv ~ age + smoke, d, log(d$lwt))
