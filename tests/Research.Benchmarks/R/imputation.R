# The simulation of docs/simulations/imputation.md by mice itself: schools alike, predictive mean matching of x, logistic regression of z.
# Run: Rscript imputation.R [samples] [pmm or norm]      needs mice
suppressMessages({library(mice); library(parallel)})
arguments <- commandArgs(TRUE)
samples <- if (length(arguments)) as.integer(arguments[1]) else 400
methods <- if (length(arguments) > 1) arguments[2] else c("pmm", "norm")
n <- 300
one <- function(k, method) {
  set.seed(20240901 + k)
  x <- rnorm(n); z <- factor(ifelse(runif(n) < plogis(x), "yes", "no"), levels = c("no", "yes"))
  y <- 0.5 * x + 0.3 * (z == "yes") + rnorm(n)
  x[runif(n) < plogis(y - 1)] <- NA; z[runif(n) < 0.15] <- NA
  imputed <- mice(data.frame(x, y, z), m = 20, maxit = 10, method = c(method, "", "logreg"), printFlag = FALSE)
  pooled <- summary(pool(with(imputed, lm(y ~ x + z))), conf.int = TRUE)
  mean <- summary(pool(with(imputed, lm(x ~ 1))), conf.int = TRUE)
  held <- function(row, truth) row[["2.5 %"]] <= truth & truth <= row[["97.5 %"]]
  c(mean$estimate, held(mean, 0), pooled$estimate[2], held(pooled[2, ], 0.5), pooled$estimate[3], held(pooled[3, ], 0.3))
}
cat(R.version.string, "mice", as.character(packageVersion("mice")), samples, "samples\n")
for (method in methods) {
  r <- do.call(rbind, mclapply(seq_len(samples), one, method = method, mc.cores = 2))
  cat(sprintf("%s: mean of x %.4f (covers %.1f%%), effect of x %.4f (bias %.1f%%, covers %.1f%%, simulation error %.1f%%), effect of z %.4f (bias %.1f%%, covers %.1f%%)\n",
    method, mean(r[, 1]), 100 * mean(r[, 2]), mean(r[, 3]), 200 * mean(r[, 3] - 0.5), 100 * mean(r[, 4]), 200 * sd(r[, 3]) / sqrt(samples),
    mean(r[, 5]), 100 * mean(r[, 5] - 0.3) / 0.3, 100 * mean(r[, 6])))
}
