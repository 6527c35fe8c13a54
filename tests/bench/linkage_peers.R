# linkage_peers.R: fastLink and RecordLinkage on our sets, at p >= 0.95.
#
#     Rscript linkage_peers.R fastLink|RecordLinkage TRUTH.csv [RIGHT_TRUTH.csv]
#
# One file is searched for doubles, two are linked; first column id, column
# cluster the truth, kept from the peer. Prints one line as linkage_peers.py
# does. R_LIBS names where the packages are; the product does not need them.
args <- commandArgs(TRUE)
read <- function(path) {
    d <- read.csv(path, colClasses = "character", na.strings = "",
                  check.names = FALSE, fileEncoding = "UTF-8")
    names(d)[1] <- "id"
    d
}
left <- read(args[2])
right <- if (length(args) > 2) read(args[3]) else NULL
columns <- setdiff(names(left), c("id", "cluster"))
columns <- columns[sapply(columns, function(c)
    mean(!is.na(left[[c]])) > 0.3 && length(unique(left[[c]])) > 1)]
texts <- columns[sapply(columns, function(c)
    length(unique(left[[c]])) > 50 && !all(grepl("^[0-9]*$", left[[c]])))]
started <- proc.time()[["elapsed"]]

fast_link <- function() {
    suppressPackageStartupMessages(library(fastLink))
    other <- if (is.null(right)) left else right
    invisible(capture.output(
        f <- fastLink(dfA = left, dfB = other, varnames = columns,
                      stringdist.match = texts, threshold.match = 0.95,
                      dedupe.matches = !is.null(right), n.cores = 1)))
    if (!is.null(right))
        return(data.frame(a = f$matches$inds.a, b = f$matches$inds.b))
    p <- data.frame(a = f$matches$inds.a, b = f$matches$inds.b)
    unique(p[p$a < p$b, ])
}

record_linkage <- function() {
    suppressPackageStartupMessages(library(RecordLinkage))
    fine <- columns[order(-sapply(columns, function(c)
        length(unique(left[[c]]))))]
    fine <- head(fine, 5)
    blocks <- lapply(combn(fine, 2, simplify = FALSE), function(b)
        match(b, columns))
    how <- list(blockfld = blocks, strcmp = match(texts, columns),
                strcmpfun = jarowinkler)
    pairs <- if (is.null(right))
        do.call(compare.dedup, c(list(left[columns]), how))
    else
        do.call(compare.linkage, c(list(left[columns], right[columns]), how))
    pairs <- emWeights(pairs)
    # The weight is log2 of m/u; the share of matches gives the probability.
    n <- if (is.null(right)) nrow(left) * (nrow(left) - 1) / 2
         else as.numeric(nrow(left)) * nrow(right)
    prior <- 0.5 * nrow(left) / n
    p <- 1 / (1 + 2 ^ (-pairs$Wdata) * (1 - prior) / prior)
    kept <- pairs$pairs[p >= 0.95, c("id1", "id2")]
    data.frame(a = kept$id1, b = kept$id2)
}

found <- switch(args[1], fastLink = fast_link(),
                RecordLinkage = record_linkage())
second <- if (is.null(right)) left else right
good <- sum(left$cluster[found$a] == second$cluster[found$b])
true <- if (is.null(right)) sum(choose(table(left$cluster), 2)) else
    sum(table(right$cluster)[left$cluster], na.rm = TRUE)
cat(sprintf(paste("%s: links %d false %d missed %d precision %.4f recall %.4f",
                  "F1 %.4f %.0f s\n"), args[1], nrow(found),
            nrow(found) - good, true - good, good / max(1, nrow(found)),
            good / true, 2 * good / max(1, nrow(found) + true),
            proc.time()[["elapsed"]] - started))
