# Writes infert.csv (R's data set infert, package datasets, GPL-2 | GPL-3; Trichopoulos et al. 1976), warpbreaks.csv (datasets; Tippett 1950)
# and generalised.csv, the reference values.
# Rscript generalised.R, in this folder.
library(sandwich)
options(digits = 15)
data(infert); data(warpbreaks)
infert <- infert[, c("education", "age", "parity", "induced", "case", "spontaneous", "stratum")]
infert$education <- as.character(infert$education)
write.csv(infert, "infert.csv", row.names = FALSE, quote = FALSE)
write.csv(warpbreaks, "warpbreaks.csv", row.names = FALSE, quote = FALSE)
infert <- read.csv("infert.csv", stringsAsFactors = TRUE)
rows <- list()
put <- function(model, term, figure, value) rows[[length(rows) + 1]] <<- data.frame(model, term, figure, value = sprintf("%.15g", value))
control <- glm.control(epsilon = 1e-14, maxit = 100)
tell <- function(name, m) {
  s <- summary(m)$coefficients
  for (t in rownames(s)) { put(name, t, "estimate", s[t, 1]); put(name, t, "std_error", s[t, 2]); put(name, t, "p_value", s[t, 4]) }
  for (k in c("HC0", "HC3")) { se <- sqrt(diag(vcovHC(m, type = k))); for (t in names(se)) put(name, t, k, se[t]) }
  put(name, "", "deviance", deviance(m)); put(name, "", "null_deviance", m$null.deviance)
  if (!grepl("quasi", m$family$family)) put(name, "", "log_lik", as.numeric(logLik(m)))
}
tell("logit", glm(case ~ spontaneous + induced + education, binomial, infert, control = control))
tell("probit", glm(case ~ spontaneous + induced + education, binomial("probit"), infert, control = control))
tell("poisson", glm(breaks ~ wool * tension, poisson, warpbreaks, control = control))
tell("quasipoisson", glm(breaks ~ wool + tension, quasipoisson, warpbreaks, control = control))
tell("offset", glm(breaks ~ wool + offset(log(breaks + 5)), poisson, warpbreaks, control = control))
tell("weighted", glm(case ~ spontaneous, binomial, infert, weights = parity, control = control))
r <- pROC::roc(infert$case, fitted(glm(case ~ spontaneous + induced + education, binomial, infert)), quiet = TRUE)
put("logit", "", "auc", as.numeric(r$auc)); put("logit", "", "auc_se", sqrt(pROC::var(r)))
write.csv(do.call(rbind, rows), "generalised.csv", row.names = FALSE, quote = FALSE)
