# Reference values of mixed models: Rscript mixed.R   (writes mixed.csv and the data beside it)
# Data: lme4::sleepstudy, lme4::Penicillin, lme4::cbpp, lme4::cake, GPL (>= 2), from the package lme4.
suppressMessages({ library(lme4); library(lmerTest); library(pbkrtest) })
options(digits = 15)
write.csv(sleepstudy, "mixed-sleepstudy.csv", row.names = FALSE, quote = FALSE)
write.csv(Penicillin, "mixed-penicillin.csv", row.names = FALSE, quote = FALSE)
cake$temp2 <- cake$temp - 200
set.seed(3); cake <- cake[-sample(nrow(cake), 40), ]   # unbalanced, so that the coding matters
write.csv(cake, "mixed-cake.csv", row.names = FALSE, quote = FALSE)
cbpp$rest <- cbpp$size - cbpp$incidence
write.csv(cbpp, "mixed-cbpp.csv", row.names = FALSE, quote = FALSE)
out <- file("mixed.csv", "w")
cat(sprintf("# %s, lme4 %s, lmerTest %s, pbkrtest %s\ncase,quantity,term,value,tolerance\n", R.version.string,
            packageVersion("lme4"), packageVersion("lmerTest"), packageVersion("pbkrtest")), file = out)
put <- function(case, quantity, values, tolerance, terms = names(values))
  cat(sprintf("%s,%s,%s,%.12g,%g\n", case, quantity, if (is.null(terms)) "" else terms, values, tolerance), file = out, sep = "")
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 0.02, rhoend = 1e-9))
describe <- function(case, m, kr = FALSE) {
  s <- coef(summary(m, ddf = "Satterthwaite"))
  put(case, "estimate", s[, "Estimate"], 1e-5, rownames(s))
  put(case, "se", s[, "Std. Error"], 1e-5, rownames(s))
  put(case, "df", s[, "df"], 1e-3, rownames(s))
  put(case, "p", s[, "Pr(>|t|)"], 1e-3, rownames(s))
  put(case, "loglik", as.numeric(logLik(m)), 1e-9)
  put(case, "sigma", sigma(m), 1e-5)
  if (kr) {
    v <- vcovAdj(m)
    put(case, "kr_se", sqrt(diag(as.matrix(v))), 1e-4, rownames(s))
    put(case, "kr_df", sapply(seq_len(nrow(s)), function(i) Lb_ddf(diag(nrow(s))[i, ], vcov(m), v)), 1e-3, rownames(s))
  }
}
m1 <- lmer(Reaction ~ Days + (Days | Subject), sleepstudy, control = tight); describe("slope", m1, kr = TRUE)
m2 <- lmer(Reaction ~ Days + (Days || Subject), sleepstudy, REML = FALSE, control = tight); describe("uncorrelated", m2)
m3 <- lmer(diameter ~ 1 + (1 | plate) + (1 | sample), Penicillin, control = tight); describe("crossed", m3, kr = TRUE)
m4 <- lmer(Reaction ~ Days + (1 | Subject), sleepstudy, weights = 1 + Days / 9, control = tight); describe("weighted", m4)
m5 <- lmer(Reaction ~ Days + offset(2 * Days) + (1 | Subject), sleepstudy, control = tight); describe("offset", m5)
m6 <- lmer(angle ~ recipe * temp2 + (1 | recipe:replicate), cake, control = tight); a6 <- anova(m6)
put("type3", "F", a6[, "F value"], 1e-4, rownames(a6)); put("type3", "df", a6[, "DenDF"], 1e-3, rownames(a6)); put("type3", "p", a6[, "Pr(>F)"], 1e-3, rownames(a6))
g1 <- glmer(incidence ~ period + offset(log(size)) + (1 | herd), cbpp, poisson, control = glmerControl(tolPwrss = 1e-12, optimizer = "bobyqa", optCtrl = list(rhobeg = 0.02, rhoend = 1e-9)))
put("poisson", "estimate", fixef(g1), 1e-3); put("poisson", "se", coef(summary(g1))[, 2], 1e-3, names(fixef(g1))); put("poisson", "loglik", as.numeric(logLik(g1)), 1e-6)
g2 <- glmer(cbind(incidence, rest) ~ period + (1 | herd), cbpp, binomial, nAGQ = 9, control = glmerControl(tolPwrss = 1e-12, optimizer = "bobyqa", optCtrl = list(rhobeg = 0.02, rhoend = 1e-9)))
put("logistic", "estimate", fixef(g2), 1e-3); put("logistic", "se", coef(summary(g2))[, 2], 1e-3, names(fixef(g2)))
close(out)
