# Columns of model.matrix for test_formula.c, by R 4.2.2; run from tests/:
#   Rscript stats/formula.R > reference/stats/formula.columns.csv
# check = sum over rows of row number * value: names, order and values in one.
d <- read.csv("reference/stats/birthwt.data.csv", stringsAsFactors = FALSE)
d$race <- factor(d$race, levels = c("white", "black", "other"))
formulas <- c("low ~ age + race", "low ~ age + race - 1", "low ~ race + factor(ftv) + 0",
  "low ~ race * smoke", "low ~ age:smoke", "low ~ race:smoke", "low ~ race:factor(ht)",
  "low ~ factor(ht) + race:factor(ht)", "low ~ (age + race + smoke)^2", "low ~ (age + race + smoke)^3 - age:race:smoke",
  "low ~ I(age^2) + log(lwt)", "low ~ I((age - 20)/5) + I(lwt*2+1)", "low ~ race/smoke", "low ~ race/age - 1",
  "low ~ ordered(ftv) + age", "low ~ ordered(race):smoke + smoke", "low ~ . - bwt", "low ~ age + offset(log(lwt)) + ui",
  "low ~ 1", "low ~ age*race*smoke", "low ~ smoke + age:race", "low ~ -1 + age:race + smoke", "low ~ factor(race) + factor(smoke)",
  "low ~ exp(-age/10) + sqrt(lwt) + abs(age - 25)", "low~age+age+race:age+age:race")
cat("formula,column,check\n")
for (f in formulas) {
  x <- model.matrix(as.formula(f), d)
  for (j in colnames(x)) cat(sprintf("\"%s\",%s,%.17g\n", f, j, sum(seq_len(nrow(x)) * x[, j])))
}
