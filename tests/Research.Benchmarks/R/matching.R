# Nearest matching and balance by MatchIt. Run by `--benchmark matching`, or: Rscript matching.R FILE
d <- read.csv(commandArgs(TRUE)[1])
if (!requireNamespace("MatchIt", quietly = TRUE)) { cat("MatchIt is not installed\n"); quit(status = 0) }
suppressMessages(library(MatchIt))
covariates <- grep("^x", names(d), value = TRUE)
s <- system.time(m <- matchit(reformulate(covariates[1:5], "treated"), d, method = "nearest"))
cat(sprintf("nearest wall %.3f\n", s[["elapsed"]]))
p <- m$distance
s <- system.time(m2 <- matchit(reformulate(covariates[1:5], "treated"), d, method = "nearest", distance = p))
cat(sprintf("nearest-given wall %.3f\n", s[["elapsed"]]))
m3 <- m2; m3$X <- d[covariates]
s <- system.time(summary(m3, standardize = TRUE, pair.dist = FALSE))
cat(sprintf("balance wall %.3f\n", s[["elapsed"]]))
cat(sprintf("version R %s MatchIt %s\n", getRversion(), packageVersion("MatchIt")))
