# The same data in R: Rscript bench_regression.R DATA.csv
d <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
f <- as.formula(paste("y ~", paste0("x", 1:14, collapse = "+"), "+ f"))
run <- function(n, e) median(replicate(n, sum(system.time(e())[1:2])))
g <- glm(f, binomial, d)
cat("glm", run(3, function() glm(f, binomial, d)), "s  logLik", format(c(logLik(g)), digits = 13), "\n")
if (nrow(d) <= 100000) {
  f[[2]] <- as.name("k")
  t <- system.time(m <- nnet::multinom(f, d, trace = FALSE, maxit = 500))[["user.self"]]
  cat("multinom", t, "s  logLik", format(c(logLik(m)), digits = 13), "\n")
}
