# A cluster trial's effect size over resampled pupils, as eefAnalytics::crtFREQ(nBoot =) computes it: two lmer fits a draw, with covariates and without.
# Run by `--benchmark trials`, or: Rscript trials.R FILE DRAWS. Writes seconds for 1000 draws and the SD of the effects.
suppressMessages(library(lme4))
a <- commandArgs(TRUE); d <- read.csv(a[1]); draws <- as.integer(a[2]); d$arm <- factor(d$arm)
rows <- split(seq_len(nrow(d)), d$school)
set.seed(1)
one <- function() {
  b <- d[unlist(lapply(rows, function(r) r[sample.int(length(r), replace = TRUE)])), ]
  m <- suppressMessages(lmer(post ~ arm + pre + (1 | school), b)); n <- suppressMessages(lmer(post ~ 1 + (1 | school), b))
  beta <- fixef(m)[["arm1"]]; v <- as.numeric(VarCorr(m)$school); w <- as.numeric(VarCorr(n)$school)
  c(beta / sqrt(v + sigma(m)^2), beta / sqrt(w + sigma(n)^2))
}
s <- system.time(g <- replicate(draws, one()))[["elapsed"]]
cat(sprintf("%.4f %.6f\n", s * 1000 / draws, sd(g[1, ])))
