# Conditional logit with several cases in a set, R 4.2.2, survival 3.5-3. Run in tests/.
suppressMessages(library(survival)); options(digits = 16)
d <- read.csv("reference/stats/infert_cluster.data.csv")
fit <- function(f, d) {
  g <- clogit(f, d, method = "exact")
  for (i in 1:3) g <- clogit(f, d, method = "exact", init = coef(g), control = coxph.control(eps = 1e-14, iter.max = 30))
  print(cbind(coef(g), sqrt(diag(vcov(g))))); print(g$loglik, digits = 16)
}
fit(case ~ spontaneous + induced + strata(parity), d)                 # few large sets
fit(case ~ spontaneous + age + strata(education), d[seq(1, 248, 2), ])
d$o <- d$age / 50
fit(case ~ spontaneous + offset(o) + strata(pooled.stratum), d)
