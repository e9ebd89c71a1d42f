# Reference figures of randomised trials. Run: Rscript trials.R (writes trials-data.csv and trials.csv).
# Data are simulated here (public domain). Effect sizes by the formulas of Hedges (2007, JEBS 32(4)) and of eefAnalytics 1.1.5's documentation,
# written out again; models by lme4. A line a figure: case, quantity, term, value, relative tolerance.
suppressMessages(library(lme4))
set.seed(77)
G <- 24; size <- sample(6:22, G, TRUE); school <- rep(1:G, size); n <- length(school)
d <- data.frame(school = sprintf("s%02d", school), pre = round(rnorm(n, 50, 10), 3))
u <- rnorm(G, 0, 3); arm <- rep(c(0, 1, 2), length.out = G)[sample(G)]
d$arm <- arm[school]
d$within <- unlist(lapply(size, function(k) sample(rep(0:1, length.out = k))))
d$post <- round(10 + 0.6 * d$pre + 2 * (d$arm == 1) + 1 * (d$arm == 2) + u[school] + rnorm(n, 0, 7), 3)
d$outcome <- round(10 + 0.6 * d$pre + (2 + rnorm(G, 0, 1.5)[school]) * d$within + u[school] + rnorm(n, 0, 7), 3)
d$post[c(5, 40)] <- NA; d$pre[77] <- NA
write.csv(d, "trials-data.csv", row.names = FALSE, na = "", quote = FALSE)
out <- data.frame()
put <- function(case, quantity, value, term = "", tol = 1e-4) out <<- rbind(out, data.frame(case, quantity, term, value = sprintf("%.12g", as.numeric(value)), tolerance = tol))
ctl <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))
sizes <- function(t, id) { it <- table(id[t == 1]); ic <- table(id[t == 0]); list(it = it[it > 0], ic = ic[ic > 0]) }
within <- function(b, v, icc, t, id) {
  s <- sizes(t, id); Nt <- sum(s$it); Nc <- sum(s$ic); N <- Nt + Nc; g <- b / sqrt(v)
  m <- Nc * sum(s$it^2) / (Nt * N) + Nt * sum(s$ic^2) / (Nc * N)
  c(g, sqrt(N / (Nt * Nc) * (1 + (m - 1) * icc) / (1 - icc) + g^2 / (2 * (N - length(s$it) - length(s$ic)))))
}
total <- function(b, v, icc, t, id) {
  s <- sizes(t, id); Nt <- sum(s$it); Nc <- sum(s$ic); N <- Nt + Nc; mt <- length(s$it); mc <- length(s$ic)
  m <- Nc * sum(s$it^2) / (Nt * N) + Nt * sum(s$ic^2) / (Nc * N)
  ut <- (Nt^2 - sum(s$it^2)) / (Nt * (mt - 1)); uc <- (Nc^2 - sum(s$ic^2)) / (Nc * (mc - 1)); B <- ut * (mt - 1) + uc * (mc - 1)
  A <- (Nt^2 * sum(s$it^2) + sum(s$it^2)^2 - 2 * Nt * sum(s$it^3)) / Nt^2 + (Nc^2 * sum(s$ic^2) + sum(s$ic^2)^2 - 2 * Nc * sum(s$ic^3)) / Nc^2
  g <- b / sqrt(v) * sqrt(1 - icc * ((N - ut * mt - uc * mc) + ut + uc - 2) / (N - 2))
  c(g, sqrt(N / (Nt * Nc) * (1 + (m - 1) * icc) + ((N - 2) * (1 - icc)^2 + A * icc^2 + 2 * B * icc * (1 - icc)) * g^2 / (2 * (N - 2) * (N - 2 - icc * (N - 2 - B)))))
}
add <- function(case, arm, basis, scale, v) { put(case, paste(basis, scale, "g", sep = "_"), v[1], arm); put(case, paste(basis, scale, "se", sep = "_"), v[2], arm) }
e <- na.omit(d[c("school", "pre", "arm", "post")]); e$arm <- factor(e$arm)
m <- lmer(post ~ arm + pre + (1 | school), e, control = ctl); alone <- lmer(post ~ 1 + (1 | school), e, control = ctl)
for (f in c("conditional", "unconditional")) {
  fit <- if (f == "conditional") m else alone; vb <- as.numeric(VarCorr(fit)$school); vw <- sigma(fit)^2; icc <- vb / (vb + vw)
  put("cluster", paste0(f, "_icc"), icc)
  for (a in 1:2) { t <- as.integer(e$arm == a); b <- fixef(m)[[paste0("arm", a)]]
    add("cluster", paste0("arm", a), f, "within", within(b, vw, icc, t, e$school)); add("cluster", paste0("arm", a), f, "total", total(b, vb + vw, icc, t, e$school)) }
}
e <- na.omit(d[c("school", "pre", "within", "outcome")]); e$within <- factor(e$within)
m <- lmer(outcome ~ within + pre + (1 + within | school), e, control = ctl); V <- VarCorr(m)$school; vw <- sigma(m)^2
vt <- V[1, 1] + vw + mean(e$within == 1) * (V[2, 2] + 2 * V[1, 2]); k <- table(e$school, e$within); k <- k[k[, 1] > 0 & k[, 2] > 0, ]
h <- k[, 1] * k[, 2] / rowSums(k); M <- length(unique(e$school)); N <- nrow(e); b <- fixef(m)[["within1"]]
for (s in c("within", "total")) { v <- if (s == "within") vw else vt; g <- b / sqrt(v)
  add("multisite", "within1", "conditional", s, c(g, sqrt(1 / sum(v / (V[2, 2] + vw / h)) + g^2 / (2 * N - 4 * M)))) }
e <- na.omit(d[c("pre", "within", "outcome")]); e$within <- factor(e$within); m <- lm(outcome ~ within + pre, e)
nt <- sum(e$within == 1); nc <- sum(e$within == 0); J <- 1 - 3 / (4 * (nt + nc - 2) - 1)
for (f in c("conditional", "unconditional")) { dd <- coef(m)[["within1"]] / (if (f == "conditional") sigma(m) else sd(e$outcome))
  put("simple", paste0(f, "_total_g"), J * dd, "within1", 1e-9); put("simple", paste0(f, "_total_se"), J * sqrt(1 / nt + 1 / nc + dd^2 / (2 * (nt + nc))), "within1", 1e-9) }
write.csv(out, "trials.csv", row.names = FALSE, quote = FALSE)
