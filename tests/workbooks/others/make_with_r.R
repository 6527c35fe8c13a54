# Saves openxlsx.xlsx with R 4.2 and openxlsx 4.2 (Debian 12:
# r-cran-openxlsx). Run in this folder. Everybody is invented.
library(openxlsx)
d <- data.frame(
  活動番号 = c("A1", "A2", "A3"),
  整理番号 = c("0101", "0102", "0103"),
  開始日 = as.Date(c("2023-08-01", "2023-08-02", "2023-08-03")),
  終了日 = as.Date(NA),
  形態 = c(1, 2, 4),
  把握日 = as.POSIXct("2023-08-10", tz = "UTC"),
  業務内容 = c("送迎", NA, "草取り"),
  check.names = FALSE
)
write.xlsx(list(一枚目 = d, 二枚目 = d), "openxlsx.xlsx", asTable = TRUE, startRow = 3)
