# Matching and weighting: the reference of MatchingReferenceTests. Run: Rscript matching.R   (R 4.2, MatchIt 4.5.1)
# Nearest matching on a score is left out: MatchIt 4.5.1 as Debian compiles it cuts score differences to whole numbers (docs/oracle/matching.md).
suppressMessages(library(MatchIt))
set.seed(20240901)
n <- 400
d <- data.frame(prior = round(rnorm(n, 100, 15), 1), absence = round(rexp(n, 1 / 5), 1), fsm = rbinom(n, 1, .3), band = factor(sample(c("low", "middle", "high"), n, TRUE), levels = c("low", "middle", "high")))
d$tutored <- rbinom(n, 1, plogis(-3 + .015 * d$prior + .8 * d$fsm - .03 * d$absence + .4 * (d$band == "low")))
d$score <- round(100 + .7 * (d$prior - 100) - 4 * d$fsm + 3 * d$tutored + rnorm(n, 0, 8), 1)
write.csv(d, "matching-data.csv", row.names = FALSE, quote = FALSE)
out <- list()
put <- function(case, quantity, term, value, tol = 1e-8) out[[length(out) + 1]] <<- data.frame(case, quantity, term, value = format(value, digits = 15, trim = TRUE), tol)
f <- tutored ~ prior + absence + fsm + band
sample <- function(case, m) {
  put(case, "weights", seq_len(n), m$weights)
  s <- summary(m, standardize = TRUE)
  a <- if (is.null(s$sum.matched)) s$sum.across else s$sum.matched
  put(case, "difference", rownames(a), a[, "Std. Mean Diff."]); put(case, "variance_ratio", rownames(a), a[, "Var. Ratio"])
  put(case, "mean_gap", rownames(a), a[, "eCDF Mean"]); put(case, "largest_gap", rownames(a), a[, "eCDF Max"])
}
sample("mahalanobis", matchit(f, d, distance = "mahalanobis"))
sample("mahalanobis-exact-ratio2", suppressWarnings(matchit(f, d, distance = "mahalanobis", exact = ~fsm, ratio = 2)))
sample("exact", matchit(tutored ~ fsm + band, d, method = "exact"))
sample("exact-ate", matchit(tutored ~ fsm + band, d, method = "exact", estimand = "ATE"))
sample("coarsened", matchit(f, d, method = "cem"))
sample("coarsened-atc", matchit(f, d, method = "cem", estimand = "ATC"))
sample("subclass", matchit(f, d, method = "subclass", subclass = 5))
sample("subclass-ate", matchit(f, d, method = "subclass", subclass = 8, estimand = "ATE"))
sample("subclass-atc", matchit(f, d, method = "subclass", subclass = 6, estimand = "ATC"))
# Augmented inverse-probability weighting by its formula.
p <- fitted(glm(f, binomial, d)); t <- d$tutored; y <- d$score
m0 <- predict(lm(score ~ prior + absence + fsm + band, d[t == 0, ]), d); m1 <- predict(lm(score ~ prior + absence + fsm + band, d[t == 1, ]), d)
all <- m1 - m0 + t * (y - m1) / p - (1 - t) * (y - m0) / (1 - p)
put("aipw-all", "estimate", "tutored", mean(all)); put("aipw-all", "error", "tutored", sd(all) / sqrt(n))
tr <- (t * (y - m0) - (1 - t) * (y - m0) * p / (1 - p)) / mean(t); i <- tr - t * mean(tr) / mean(t)
put("aipw-treated", "estimate", "tutored", mean(tr)); put("aipw-treated", "error", "tutored", sqrt(sum(i^2) / n / (n - 1)))
cat("# R", as.character(getRversion()), "MatchIt", as.character(packageVersion("MatchIt")), "\n", file = "matching.csv")
suppressWarnings(write.table(do.call(rbind, out), "matching.csv", append = TRUE, sep = ",", row.names = FALSE, quote = FALSE))
