# Reference figures of meta-analysis. Run: Rscript meta.R (writes meta-data.csv and meta.csv). metafor 3.8-1, clubSandwich 0.5.8, R 4.2.2.
# Data are simulated here (public domain). A line a figure: case, quantity, term, value, relative tolerance.
suppressMessages({library(metafor); library(clubSandwich)})
set.seed(51)
k <- 24
d <- data.frame(study = sprintf("s%02d", 1:k), place = sprintf("p%d", rep(1:8, each = 3)), author = sprintf("a%d", sample(1:6, k, TRUE)), weeks = sample(4:40, k, TRUE), setting = sample(c("class", "group", "one"), k, TRUE))
d$v <- round(runif(k, 0.004, 0.09), 4)
d$g <- round(0.1 + 0.006 * d$weeks + rnorm(8, 0, 0.15)[rep(1:8, each = 3)] + rnorm(k, 0, 0.1) + rnorm(k, 0, sqrt(d$v)), 4)
d$weeks[c(3, 20)] <- NA; d$g[11] <- NA
write.csv(d, "meta-data.csv", row.names = FALSE, na = "", quote = FALSE)
out <- data.frame()
put <- function(case, quantity, value, term = "", tol = 1e-7) out <<- rbind(out, data.frame(case, quantity, term, value = sprintf("%.12g", as.numeric(value)), tolerance = tol))
d$setting <- factor(d$setting)
tight <- list(threshold = 1e-14, maxiter = 10000, tol = 1e-14)
fit <- function(mods, method, test) suppressWarnings(rma(g, v, mods = mods, data = d, method = method, test = test, control = tight))
for (mods in c("~ 1", "~ weeks + setting")) for (method in c("EE", "DL", "HE", "HS", "SJ", "ML", "REML", "EB", "PM")) for (test in c("z", "knha", "t")) {
  r <- fit(as.formula(mods), method, test); case <- paste(mods, method, test); names <- sub("intrcpt", "(Intercept)", rownames(r$beta))
  put(case, "estimate", r$beta, names); put(case, "se", r$se, names); put(case, "p", r$pval, names); put(case, "low", r$ci.lb, names)
  put(case, "tau2", r$tau2); put(case, "I2", r$I2); put(case, "Q", r$QE); if (method != "EE") put(case, "tau2_se", r$se.tau2)
  if (mods != "~ 1") { put(case, "QM", r$QM); put(case, "QMp", r$QMp) } else if (method != "EE") put(case, "pi_low", predict(r)$pi.lb)
}
r <- fit(~ 1, "REML", "z")
ci <- confint(r, control = list(tol = 1e-14))$random; put("intervals", "tau2", ci[1, 2:3], c("low", "high"), 1e-6)
ci <- confint(r, type = "PL", control = list(tol = 1e-12))$random; put("intervals", "tau2_pl", ci[1, 2:3], c("low", "high"), 1e-6)
m <- fit(~ weeks + setting, "REML", "knha"); inf <- influence(m)$inf; id <- paste(1:length(inf$rstudent))
for (q in c("rstudent", "dffits", "cook.d", "cov.r", "tau2.del", "QE.del", "hat", "weight")) put("influence", q, inf[[q]], id, 1e-6)
l <- leave1out(r); for (q in c("estimate", "se", "tau2", "I2", "Q")) put("leave", q, l[[q]], paste(1:length(l$se)), 1e-6)
z <- blup(r); put("blup", "value", z$pred, paste(1:length(z$pred))); put("blup", "se", z$se, paste(1:length(z$pred)))
t <- regtest(g, v, data = subset(d, !is.na(g)), model = "lm"); put("egger", "t", t$zval); put("egger", "p", t$pval); put("egger", "limit", t$est)
t <- ranktest(g, v, data = subset(d, !is.na(g))); put("rank", "tau", t$tau); put("rank", "p", t$pval)
for (random in c("~ 1 | place/study", "crossed")) {
  re <- if (random == "crossed") list(~ 1 | place, ~ 1 | author) else as.formula(random)
  x <- suppressWarnings(rma.mv(g, v, mods = ~ weeks, random = re, data = d, test = "t", control = list(optimizer = "optim", optmethod = "BFGS", reltol = 1e-15)))
  put(random, "estimate", x$beta, c("(Intercept)", "weeks"), 1e-5); put(random, "se", x$se, c("(Intercept)", "weeks"), 1e-5); put(random, "p", x$pval, c("(Intercept)", "weeks"), 1e-4)
  put(random, "sigma2", x$sigma2, c("1", "2"), 1e-3); put(random, "loglik", logLik(x), "", 1e-7)
  if (random != "crossed") for (type in c("CR0", "CR1", "CR1p", "CR2")) {
    s <- coef_test(x, vcov = vcovCR(x, cluster = na.omit(d)$place, type = type)); put(random, paste0(type, "_se"), s$SE, c("(Intercept)", "weeks"), 1e-5); if (type == "CR2") put(random, "CR2_df", s$df, c("(Intercept)", "weeks"), 1e-4) }
}
write.csv(out, "meta.csv", row.names = FALSE, quote = FALSE)
