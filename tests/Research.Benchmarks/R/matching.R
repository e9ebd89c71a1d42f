# Nearest matching and balance by MatchIt. Run by `--benchmark matching`, or: Rscript matching.R FILE
d <- read.csv(commandArgs(TRUE)[1])
if (!requireNamespace("MatchIt", quietly = TRUE)) { cat("MatchIt is not installed\n"); quit(status = 0) }
suppressMessages(library(MatchIt))
covariates <- grep("^x", names(d), value = TRUE)
best <- function(f) min(replicate(3, system.time(f())[["elapsed"]]))
m <- NULL
cat(sprintf("nearest wall %.3f\n", best(function() m <<- matchit(reformulate(covariates[1:5], "treated"), d, method = "nearest"))))
p <- m$distance
m2 <- NULL
cat(sprintf("nearest-given wall %.3f\n", best(function() m2 <<- matchit(reformulate(covariates[1:5], "treated"), d, method = "nearest", distance = p))))
m3 <- m2; m3$X <- d[covariates]
cat(sprintf("balance wall %.3f\n", best(function() summary(m3, standardize = TRUE, pair.dist = FALSE))))
cat(sprintf("version R %s MatchIt %s\n", getRversion(), packageVersion("MatchIt")))
