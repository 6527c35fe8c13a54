# Are the planted effects in the delivered files? Read by R alone, without any
# part of ayumi, and fitted by glm (maximum likelihood).
#   Rscript check_effects.R STUDY      a study of make-town --clean
# Prints one row per coefficient: planted, estimate, standard error, z and
# whether the 95 % Wald interval covers the planted value.
study <- commandArgs(TRUE)[1]
cells <- function(kind) {
  files <- sort(list.files(file.path(study, "inbox"), full.names = TRUE,
                           pattern = paste0("_", kind, "_.*csv$")))
  do.call(rbind, lapply(files, function(f) {
    bytes <- readBin(f, "raw", file.size(f))
    if (identical(as.integer(bytes[1:3]), c(0xefL, 0xbbL, 0xbfL)))
      bytes <- bytes[-(1:3)]
    text <- rawToChar(bytes)
    if (!validUTF8(text)) text <- iconv(text, "CP932", "UTF-8")
    Encoding(text) <- "UTF-8"
    d <- read.csv(text = text, header = FALSE, skip = 1, colClasses =
                    "character", na.strings = "", encoding = "UTF-8")
    d$file <- basename(f)
    d
  }))
}
narrow <- function(x) chartr("０１２３４５６７８９．", "0123456789.", x)
day <- function(x) {
  x <- gsub("元年", "1年", x)
  era <- substr(x, 1, 1)
  parts <- regmatches(x, gregexpr("[0-9]+", x))
  shift <- c("S" = 1925, "昭" = 1925, "H" = 1988, "平" = 1988, "R" = 2018,
             "令" = 2018)
  as.Date(vapply(seq_along(x), function(i) {
    if (is.na(x[i])) return(NA_character_)
    p <- as.integer(parts[[i]])
    if (era[i] %in% names(shift)) p[1] <- p[1] + shift[[era[i]]]
    sprintf("%04d-%02d-%02d", p[1], p[2], p[3])
  }, ""))
}
legal_age <- function(birth, on) {
  on <- as.POSIXlt(on + 1); birth <- as.POSIXlt(birth)
  on$year - birth$year -
    (on$mon < birth$mon | (on$mon == birth$mon & on$mday < birth$mday))
}
roster <- cells("01"); consent <- cells("02"); base <- cells("05")
work <- cells("12"); back <- cells("14"); kcl <- cells("29")

consent$on <- day(consent$V3)
consent <- consent[order(consent$file, consent$on), ]
consent <- consent[!duplicated(consent$V1, fromLast = TRUE), ]
yes <- function(x) !is.na(x) & x %in% c("1", "○")
consent$follow <- yes(consent$V4) & is.na(consent$V7)
consent$link <- consent$follow & yes(consent$V5)

d <- data.frame(no = base$V1, on = day(base$V3))
i <- match(d$no, roster$V3)
d$age_10 <- legal_age(day(roster$V7[i]), d$on) / 10
sex <- roster$V6[i]
d$female <- ifelse(sex == "9", NA, sex %in% c("2", "女"))
hours <- narrow(base$V7)
d$wish_hours_5 <- vapply(strsplit(hours, "～"), function(h)
  mean(as.numeric(h)), 0) / 5
motives <- chartr("①②③④⑤⑥", "123456", base$V9)
d$motive_income <- grepl("1", motives)
d$motive_income[is.na(base$V9)] <- NA

kcl$on <- day(kcl$V2)
kcl <- kcl[order(kcl$on), ]
kcl <- kcl[!duplicated(kcl$V1), ]
item <- c(1:11, 13:25)
answers <- as.matrix(kcl[, 5:28])
risk <- t(t(answers == "いいえ") == (item <= 8 | item == 16 | item == 19))
bmi <- as.numeric(kcl$V4) / (as.numeric(kcl$V3) / 100)^2
points <- rowSums(risk) + (bmi < 18.5)
d$kcl_points <- points[match(d$no, kcl$V1)]

rank <- function(kind, h) ifelse(kind %in% c("1", "2", "3"),
  ifelse(!is.na(h) & h >= 20, 1, 2),
  unname(c("4" = 3, "5" = 4, "8" = 6)[kind]))
work$rank <- rank(work$V7, as.numeric(work$V6))
work$on <- day(work$V4)
best <- function(no, from) {
  r <- work$rank[work$V2 == no & work$on > from & work$on <= from + 365]
  suppressWarnings(min(r, na.rm = TRUE))
}
i <- match(d$no, consent$V1)
d <- d[!is.na(i) & consent$follow[i], ]
i <- match(d$no, consent$V1)
survey <- c("1" = 1, "2" = 2, "3" = 3, "4" = 4, "5" = 6, "6" = 10)
s <- unname(survey[back$V7[match(d$no, back$V2)]])
w <- mapply(best, d$no, d$on)
w[!consent$link[i]] <- Inf
class <- pmin(ifelse(is.na(s), Inf, s), w)
class[is.infinite(class)] <- NA
d$any <- class < 10
d$paid <- ifelse(d$any, class <= 3, NA)
d$long <- ifelse(!is.na(d$paid) & d$paid, class == 1, NA)

planted <- read.csv(file.path(study, "effects.csv"))
for (m in list(c("E2_any", "any"), c("E3_paid", "paid"), c("E3_long", "long"))) {
  fit <- glm(reformulate(c("age_10", "female", "kcl_points", "motive_income",
                           "wish_hours_5"), m[2]), binomial, d)
  b <- coef(summary(fit))
  true <- planted$log_odds[planted$model == m[1]]
  z <- (b[, 1] - true) / b[, 2]
  cat(sprintf("%s,%s,%g,%.4f,%.4f,%.2f,%s\n", m[1],
              planted$term[planted$model == m[1]], true, b[, 1], b[, 2], z,
              ifelse(abs(z) < 1.96, "covered", "missed")), sep = "")
  cat(sprintf("%s,n,%d,events,%d\n", m[1], nobs(fit), sum(fit$y)))
}
