# Where the reference figures of docs/oracle/mixed.md come from: the zero of a difference quotient, not the optimum.
# Run: Rscript tests/reference/mixed-optimum.R      needs lme4, mlmRev, nlme, numDeriv (all in Debian)
suppressMessages({library(lme4); library(numDeriv)})

# The gradient by four points, exact up to h^4: (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h.
fourPoints <- function(f, h) function(x) sapply(seq_along(x), function(i) {
  e <- replace(numeric(length(x)), i, h[i])
  (8 * (f(x + e) - f(x - e)) - (f(x + 2 * e) - f(x - 2 * e))) / (12 * h[i])
})
newton <- function(gradient, x, H) { for (i in 1:15) x <- x - solve(H, gradient(x)); x }
variances <- function(f, data, REML, theta) {
  m <- lmer(f, data, REML = REML, start = theta, control = lmerControl(optimizer = NULL, calc.derivs = FALSE))
  as.data.frame(VarCorr(m))
}

compare <- function(case, figure, reference, f, data, REML, pick) {
  deviance <- lmer(f, data, REML = REML, devFunOnly = TRUE)
  start <- getME(lmer(f, data, REML = REML), "theta")
  curvature <- function(x) hessian(deviance, x, method.args = list(d = 0.01))
  step <- function(x, part) part / sqrt(diag(curvature(x)) / 2)          # part of a standard error, all other parameters held
  optimum <- newton(fourPoints(deviance, step(start, 0.01)), start, curvature(start))
  H <- curvature(optimum)
  cat(sprintf("\n%s, %s: reference %.9g\n", case, figure, reference))
  for (part in c(0.01, 0.05, 0.1)) {
    x <- newton(fourPoints(deviance, step(optimum, part)), optimum, H)
    g <- grad(deviance, x, method.args = list(d = 0.01, r = 6)) / sqrt(diag(H) / 2)
    cat(sprintf("  zero of the quotient with a step of %.2f standard errors: %.9g   deviance above the optimum %+.1e, largest gradient per standard error %.1e\n",
      part, pick(variances(f, data, REML, x)), deviance(x) - deviance(optimum), max(abs(g))))
  }
}
icc <- function(group) function(v) v$vcov[v$grp == group] / sum(v$vcov[is.na(v$var2)])
one <- function(group, column = "vcov", var1 = "(Intercept)", var2 = NA) function(v)
  v[[column]][v$grp == group & v$var1 %in% var1 & (if (is.na(var2)) is.na(v$var2) else v$var2 %in% var2)]

ms <- anova(lm(strength ~ batch / cask, Pastes))[["Mean Sq"]]
exact <- function(between) { v <- c((ms[2] - ms[3]) / 2, (between - ms[2]) / 6, ms[3]); v[2] / sum(v) }
cat(sprintf("Pastes by the analysis of variance: icc of batch %.12f (REML), %.12f (ML)\n", exact(ms[1]), exact(0.9 * ms[1])))

pastes <- strength ~ 1 + (1 | batch) + (1 | sample)
compare("pastes-reml", "icc of batch", 0.15389940954620102, pastes, Pastes, TRUE, icc("batch"))
compare("pastes-ml", "icc of batch", 0.11630249603492916, pastes, Pastes, FALSE, icc("batch"))
scots <- attain ~ verbal + social + sex + (1 | primary) + (1 | second)
compare("scotssec covariates-reml", "icc of second", 0.0013921551701637242, scots, mlmRev::ScotsSec, TRUE, icc("second"))
compare("scotssec covariates-ml", "var of second", 0.0033592579069795596, scots, mlmRev::ScotsSec, FALSE, one("second"))
compare("scotssec covariates-ml", "icc of second", 0.00076250511146645761, scots, mlmRev::ScotsSec, FALSE, icc("second"))
math <- merge(as.data.frame(nlme::MathAchieve)[c("School", "SES", "MEANSES", "MathAch")], as.data.frame(nlme::MathAchSchool)[c("School", "Sector")])
math$CSES <- round(math$SES - ave(math$SES, math$School), 6)
math$School <- factor(as.character(math$School))
slope <- MathAch ~ CSES * (MEANSES + Sector) + (CSES | School)
compare("mathachieve centred-slope-ml", "var of CSES", 0.065151063720674043, slope, math, FALSE, one("School", var1 = "CSES"))
compare("mathachieve centred-slope-ml", "cor of intercept and CSES", 0.48328720953397325, slope, math, FALSE, one("School", "sdcor", "(Intercept)", "CSES"))
