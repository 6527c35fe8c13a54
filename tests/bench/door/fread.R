# fread.R FILE: the peer. data.table reads and types a CP932 file through
# iconv, on all processors; prints the seconds without the start of R.
suppressMessages(library(data.table))
file <- commandArgs(TRUE)[1]
start <- proc.time()[[3]]
d <- fread(cmd = paste("iconv -f CP932 -t UTF-8", shQuote(file)),
           encoding = "UTF-8", na.strings = "")
cat(sprintf("inner=%.3f rows=%d columns=%d\n", proc.time()[[3]] - start,
            nrow(d), ncol(d)))
