# Cluster bootstrap by boot with lm, and with lmer of lme4. Run by `--benchmark bootstrap`, or: Rscript bootstrap.R FILE DRAWS
suppressMessages({library(boot); library(lme4)})
a <- commandArgs(TRUE); d <- read.csv(a[1]); draws <- as.integer(a[2])
cat(R.version.string, "boot", as.character(packageVersion("boot")), "lme4", as.character(packageVersion("lme4")), "\n")
rows <- split(seq_len(nrow(d)), d$school); ids <- seq_along(rows)
set.seed(20240901)
pick <- function(i) { d2 <- d[unlist(rows[i], use.names = FALSE), ]; d2$school <- rep(seq_along(i), lengths(rows[i])); d2 }
ols <- function(x, i) coef(lm(score ~ prior + fsm, pick(i)))
# The quickest R can do without a package of its own: model matrix made once, .lm.fit on its rows.
X <- model.matrix(~ prior + fsm, d)
fast <- function(x, i) { k <- unlist(rows[i], use.names = FALSE); .lm.fit(X[k, ], d$score[k])$coefficients }
ri <- function(x, i) fixef(lmer(score ~ prior + fsm + (1 | school), pick(i)))
t <- function(f, n, parallel = "no") { s <- system.time(b <- boot(ids, f, R = n, parallel = parallel, ncpus = parallel::detectCores()))[["elapsed"]]; c(s * draws / n, sd(b$t[, 2])) }
say <- function(what, v, n) cat(sprintf("R %-30s %.1f s (from %d draws)   se(prior) %.6g\n", what, v[1], n, v[2]))
say("lm", t(ols, 100), 100)
say("lm, all cores", t(ols, 200, "multicore"), 200)
say(".lm.fit, all cores", t(fast, 400, "multicore"), 400)
say("lmer", t(ri, 10), 10)
say("lmer, all cores", t(ri, 20, "multicore"), 20)
