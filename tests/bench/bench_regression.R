# The same data in R: Rscript bench_regression.R DATA.csv [classes]
#
# Prints "what <tab> program <tab> clock <tab> processor", the best of many, in
# seconds a fit. Peers that are not installed are named on stderr and left out.
a <- commandArgs(TRUE)
d <- read.csv(a[1], stringsAsFactors = TRUE)
f <- as.formula(paste("y ~", paste0("x", 1:14, collapse = "+"), "+ f"))
n <- nrow(d)
# system.time has a resolution of 1 ms: short fits are timed some at a time.
best <- function(what, name, e) {
  each <- max(1, ceiling(2e4 / n)); runs <- max(1, min(15, 5e5 %/% n))
  t <- replicate(runs, {
    s <- system.time(for (i in seq_len(each)) e())
    c(s[[3]], s[[1]] + s[[2]]) / each
  })
  cat(what, name, min(t[1, ]), min(t[2, ]), sep = "\t"); cat("\n")
}
peer <- function(package, what, name, e) {
  if (requireNamespace(package, quietly = TRUE)) best(what, name, e)
  else message("not installed, left out: ", package)
}
X <- model.matrix(f, d)
best("binary", "R glm", function() glm(f, binomial, d))
best("binary", "R glm.fit", function() glm.fit(X, d$y, family = binomial()))
peer("fastglm", "binary", "R fastglm", function() fastglm::fastglm(X, d$y, binomial()))
peer("speedglm", "binary", "R speedglm", function() speedglm::speedglm.wfit(d$y, X, family = binomial()))
peer("Rfast", "binary", "R Rfast", function() Rfast::glm_logistic(X[, -1], d$y))
if (length(a) > 1) {
  f[[2]] <- as.name("k")
  t <- system.time(nnet::multinom(f, d, trace = FALSE, maxit = 500))
  cat("multinomial", "R nnet::multinom", t[[3]], t[[1]] + t[[2]], sep = "\t")
  cat("\n")
}
