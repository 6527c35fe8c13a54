# Expected numbers of test_nested.c: glm on the rows that each split asks.
# birthwt, mother: white (0), of them not: black (1) or other (2).
d <- read.csv("tests/reference/stats/birthwt_race.data.csv")
y <- match(d$race, c("white", "black", "other")) - 1
show <- function(x) cat(sprintf("%.15g", x), "\n")
fit <- function(k) glm(y > k ~ age + smoke, binomial, d, subset = y >= k, control = glm.control(1e-15, 50))
a <- fit(0); b <- fit(1)
for (m in list(a, b)) { show(coef(m)); show(sqrt(diag(vcov(m)))) }
show(as.numeric(logLik(a) + logLik(b)))
p <- predict(a, d, type = "response"); q <- predict(b, d, type = "response")
for (i in c(1, 189)) show(c(1 - p[i], p[i] * (1 - q[i]), p[i] * q[i]))
