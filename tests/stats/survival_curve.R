# survival_curve.R: the numbers of test_survival_curve.c.
# Rscript tests/stats/survival_curve.R   (survival 3.5.3)
library(survival)
options(digits = 15)
time <- c(20, 45, 45, 60, 91, 91, 120, 182, 182, 200, 300, 365, 365, 400)
left <- c(1, 0, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 0)
fit <- survfit(Surv(time, left) ~ 1, conf.type = "log-log")
for (at in c(0, 91, 182, 365, 400)) {
    s <- summary(fit, times = at)
    cat(at, s$n.risk, sum(left[time <= at]), sum(1 - left[time <= at]),
        format(c(s$surv, s$std.err, s$lower, s$upper), digits = 16), "\n")
}
