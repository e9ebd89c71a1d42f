# boot.ci of package boot (1.3-28.1) on draws and influence values written out here, so that the arithmetic of intervals is compared and not the
# random numbers. Run: Rscript bootstrap.R > bootstrap.csv
library(boot)
x <- c(3.1, 4.7, 2.2, 8.9, 5.5, 6.1, 3.8, 12.4, 4.4, 5.0)
t0 <- mean(x) / sd(x)
k <- 1:999
# Quasi-random draws of a skewed statistic.
t <- t0 * exp(0.31 * qnorm((k * 0.6180339887498949) %% 1) + 0.02)
jack <- sapply(seq_along(x), function(i) mean(x[-i]) / sd(x[-i]))
L <- (length(x) - 1) * (mean(jack) - jack)
b <- structure(list(t0 = t0, t = matrix(t), R = length(t), data = x, statistic = function(d, i) mean(d[i]) / sd(d[i]), sim = "ordinary", stype = "i", strata = rep(1, 10), weights = rep(0.1, 10), call = quote(boot(data = x, sim = "ordinary"))), class = "boot")
cat("figure,index,value\n")
out <- function(figure, v) for (i in seq_along(v)) cat(figure, i, format(v[i], digits = 15), sep = ",", fill = TRUE)
out("data", x); out("draws", t); out("bias", mean(t) - t0); out("std_error", sd(t))
for (level in c(0.9, 0.95)) {
  ci <- boot.ci(b, conf = level, type = c("norm", "basic", "perc", "bca"), L = L)
  out(paste("normal", level), ci$normal[2:3]); out(paste("basic", level), ci$basic[4:5]); out(paste("percentile", level), ci$percent[4:5]); out(paste("bca", level), ci$bca[4:5])
}
