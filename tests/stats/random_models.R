# Random models in R, for tests/pipeline/test_random_models.sh:
#   Rscript tests/stats/random_models.R tests/reference/stats
# R's own fitters stop early (8 digits); so their score equations are solved
# here by plain Newton steps to the last bit, on R's model.matrix. Ordinal
# models are ordinal::clm's, matched sets survival::coxph's, both with tight
# limits. Left out: what has no maximum, and columns R finds collinear.
suppressMessages({library(ordinal); library(survival)})
Sys.setlocale("LC_COLLATE", "C")
out <- commandArgs(TRUE)[1]; set.seed(20231)
climb <- function(b, step) {
  for (i in 1:400) { d <- step(b); d <- d * min(1, 3 / max(abs(d))); b <- b + d
    if (max(abs(d)) < 1e-14 * max(1, abs(b))) break }
  b
}
logit <- function(X, y, w, o, firth = FALSE) {
  at <- function(b) { p <- plogis(drop(X %*% b) + o); H <- crossprod(X * sqrt(w * p * (1 - p))); list(p = p, H = H) }
  step <- function(b) {
    s <- at(b); p <- s$p
    h <- if (firth) rowSums((X %*% solve(s$H)) * X) * w * p * (1 - p) else 0 * p
    drop(solve(crossprod(X * sqrt((w + h) * p * (1 - p))), crossprod(X, w * (y - p) + h * (0.5 - p))))
  }
  # the largest offset's size is given to the constant first
  b <- climb(drop(qr.solve(X, -o)), step); e <- drop(X %*% b) + o
  list(b = b, se = sqrt(diag(solve(at(b)$H))), ll = sum(w * (y * plogis(e, log.p = TRUE) + (1 - y) * plogis(-e, log.p = TRUE))))
}
poisson_fit <- function(X, y, w, o) {
  mu <- function(b) exp(drop(X %*% b) + o); H <- function(b) crossprod(X * sqrt(w * mu(b)))
  b <- climb(suppressWarnings(glm.fit(X, y, w, offset = o, family = poisson()))$coefficients, function(b) drop(solve(H(b), crossprod(X, w * (y - mu(b))))))
  list(b = b, se = sqrt(diag(solve(H(b)))), ll = sum(w * (y * log(mu(b)) - mu(b) - lgamma(y + 1))))
}
multinomial <- function(X, y, w, o) {
  K <- nlevels(y); p <- ncol(X); Y <- outer(as.integer(y), 2:K, "==") * 1
  P <- function(b) { E <- exp(cbind(0, X %*% matrix(b, p) + o)); E / rowSums(E) }
  H <- function(b) { P <- P(b)[, -1, drop = FALSE]; M <- matrix(0, p * (K - 1), p * (K - 1))
    for (i in 1:(K - 1)) for (j in 1:(K - 1)) M[(i - 1) * p + 1:p, (j - 1) * p + 1:p] <- crossprod(X, X * (w * P[, i] * ((i == j) - P[, j])))
    M }
  b <- climb(rep(drop(qr.solve(X, -o)), K - 1), function(b) drop(solve(H(b), as.vector(crossprod(X, w * (Y - P(b)[, -1, drop = FALSE]))))))
  list(b = b, se = sqrt(diag(solve(H(b)))), ll = sum(w * log(P(b)[cbind(seq_along(y), as.integer(y))])))
}
fit <- function(family, X, d, w, o) switch(family,
  logit = logit(X, d$y, w, o), firth = logit(X, d$y, w, o, TRUE), poisson = poisson_fit(X, d$count, w, o),
  multinomial = multinomial(X, factor(d$kind), w, o),
  ordinal = { k <- factor(d$kind, ordered = TRUE); m <- clm(k ~ X + offset(o), weights = w, control = clm.control(gradTol = 1e-12, maxIter = 200))
    c1 <- coef(summary(m)); list(b = unname(c1[, 1]), se = unname(c1[, 2]), ll = c(logLik(m))) },
  clogit = { m <- coxph(Surv(rep(1, nrow(d)), d$y) ~ X + offset(o) + strata(d$set), method = "exact", control = coxph.control(eps = 1e-14, iter.max = 60))
    list(b = unname(coef(m)), se = sqrt(diag(vcov(m))), ll = m$loglik[2]) })
right <- c("x1 + x2", "f", "f - 1", "x1*f", "f:b + x1", "x1 + factor(g)", "factor(g) - 1", "ordered(g) + x1", "ordered(f)", "I(x1^2) + x1",
  "log(x3) + f", "x1 + x1:f", "f/x1 - 1", "offset(x2) + x1", "offset(log(x3)) + f + b", "(x1 + b + f)^2 - x1:f", "0 + x1 + b", "sqrt(x3)*b", "f:x1", "exp(x1) + factor(g):b")
families <- c("logit", "firth", "poisson", "multinomial", "ordinal", "clogit")
cases <- NULL; want <- NULL
note <- function(case, level, term, estimate, se) data.frame(case, outcome_level = level, term, estimate = sprintf("%.17g", estimate), std_error = if (is.na(se)) "" else sprintf("%.17g", se))
for (k in 1:6) {
  n <- 90; g <- sample(c(1, 2, 3, 10), n, TRUE)
  d <- data.frame(x1 = round(rnorm(n), 3), x2 = round(rnorm(n, c(0, 70)[k %% 2 + 1]), 2), x3 = round(rexp(n) + 0.01, 3), f = sample(c("b", "A", "10x", "\u3042")[1:(2 + k %% 3)], n, TRUE), g,
    b = sample(c("TRUE", "FALSE"), n, TRUE))
  eta <- 0.6 * d$x1 + 0.3 * (d$b == "TRUE") - 0.3
  d$y <- rbinom(n, 1, plogis(eta)); d$kind <- c("c", "B", "a")[1 + d$y + rbinom(n, 1, 0.3)]; d$count <- rpois(n, exp(eta / 2))
  d$w <- sample(0:3, n, TRUE); d$o <- round(rnorm(n) / 4, 3); d$set <- rep(1:15, each = 6)
  d[sample(n, 2), "x1"] <- NA; d[sample(n, 2), "f"] <- NA
  file <- sprintf("random_models_%d.csv", k)
  write.csv(d, file.path(out, file), row.names = FALSE, na = "", quote = FALSE, fileEncoding = "UTF-8")
  for (i in sample(seq_along(right), 10)) {
    family <- sample(families, 1); y <- c("y", "y", "count", "kind", "kind", "y")[match(family, families)]
    weighted <- runif(1) < 0.3 && family != "clogit"; moved <- runif(1) < 0.3 && family %in% families[1:3]
    m <- d[complete.cases(d[c(all.vars(as.formula(paste("~", right[i]))))]), ]
    rows <- model.frame(as.formula(paste("~", right[i])), m); X <- model.matrix(as.formula(paste("~", right[i])), rows); o <- model.offset(rows)
    o <- (if (is.null(o)) 0 else o) + (if (moved) m$o else 0) + rep(0, nrow(X)); w <- if (weighted) m$w else rep(1, nrow(X))
    if (family %in% c("ordinal", "clogit")) X <- X[, colnames(X) != "(Intercept)", drop = FALSE]
    within <- if (family == "clogit") apply(X, 2, function(z) z - ave(z, m$set)) else if (family == "ordinal") cbind(1, X) else X
    if (qr(within[w > 0, , drop = FALSE])$rank < ncol(within)) next
    r <- tryCatch(suppressWarnings(fit(family, X, m, w, o)), error = function(e) NULL)
    if (is.null(r) || any(!is.finite(r$b)) || max(abs(r$b)) > 400 || max(r$se) > 40) next
    case <- length(unique(cases$case)) + 1
    cases <- rbind(cases, data.frame(case, data = file, arguments = paste0("--family ", family, if (weighted) " --weights w", if (moved) " --offset o", if (family == "clogit") " --strata set"), formula = paste(y, "~", right[i])))
    kinds <- sort(unique(m$kind)); names <- colnames(X); level <- if (family == "poisson") "" else "1"
    if (family == "ordinal") { names <- c(paste(kinds[-3], kinds[-1], sep = "|"), names); level <- "" }
    if (family == "multinomial") { level <- rep(kinds[-1], each = length(names)); names <- rep(names, 2) }
    want <- rbind(want, do.call(rbind, Map(note, case, level, names, r$b, r$se)), note(case, "", "log-likelihood", r$ll, NA))
  }
}
write.csv(cases, file.path(out, "random_models.cases.csv"), row.names = FALSE, quote = FALSE)
write.csv(want, file.path(out, "random_models.csv"), row.names = FALSE, quote = FALSE)
cat(nrow(cases), "cases\n"); print(table(sub("--family ([a-z]*).*", "\\1", cases$arguments)))
