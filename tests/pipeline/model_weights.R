# Firth's logit with people weighted by the probability of their link, robust
# standard errors (HC0); and bias-reduced multinomial, checked against glm and
# sandwich where there is no penalty. R 4.2.2, sandwich 3.0-2.
# Rscript tests/pipeline/model_weights.R prints what test_model_weights.c holds.
library(sandwich)
options(digits = 15)
i <- 1:48
age <- (60 + (i * 7) %% 25) / 10
y <- as.integer((i * 5) %% 11 + age > 12)
w <- ifelse(i %% 7 == 0, 0.9, ifelse(i %% 4 == 0, 0.97, 1))
X <- cbind(1, age)
fit <- function(w, firth) {
  b <- c(0, 0)
  for (k in 1:200) {
    p <- drop(plogis(X %*% b)); v <- w * p * (1 - p)
    V <- solve(crossprod(X, v * X))
    h <- if (firth) v * rowSums((X %*% V) * X) else 0
    s <- crossprod(X, w * (y - p) + h * (1 / 2 - p))
    step <- drop(V %*% s); b <- b + step
    if (max(abs(step)) < 1e-14) break
  }
  S <- w * (y - p) * X
  list(b = b, se = sqrt(diag(V %*% crossprod(S) %*% V)))
}
# the same code without the penalty is glm's estimate and sandwich's error
ml <- fit(w, FALSE)
g <- suppressWarnings(glm(y ~ age, binomial, weights = w, control = list(epsilon = 1e-14)))
stopifnot(max(abs(ml$b - coef(g))) < 1e-9,
          max(abs(ml$se / sqrt(diag(sandwich(g))) - 1)) < 1e-9)
f <- fit(w, TRUE)
cat(sprintf("weighted %s: %.12f se %.12f z %.12f p %.12f low %.12f high %.12f\n", c("(Intercept)", "age_10"), f$b, f$se,
            f$b / f$se, 2 * pnorm(-abs(f$b / f$se)), f$b - qnorm(.975) * f$se, f$b + qnorm(.975) * f$se), sep = "")
u <- fit(rep(1, 48), TRUE)
cat(sprintf("unweighted: %.12f\n", u$b), sep = "")
cat("events", sum(y), "uncertain", sum(w < 1), "\n")
