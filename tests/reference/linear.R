# Reference figures of linear models, instruments and the wild bootstrap. Run: Rscript linear.R (writes linear-data.csv and linear.csv).
# Data are simulated here (public domain). A line a figure: case, quantity, term, value, relative tolerance.
suppressMessages({library(sandwich); library(clubSandwich); library(car); library(AER)})
set.seed(2024)
G <- 8; n <- 160
d <- data.frame(school = rep(sprintf("s%d", 1:G), times = c(8, 12, 30, 20, 25, 15, 40, 10)))
d$year <- factor(sample(2011:2014, n, TRUE))
d$treat <- as.integer(d$school %in% c("s1", "s4", "s7"))
d$band <- factor(sample(c("low", "mid", "top"), n, TRUE, c(.5, .3, .2)))
d$prior <- rnorm(n, 100, 15)
d$pupils <- sample(1:40, n, TRUE)
d$z1 <- rnorm(n); d$z2 <- rnorm(n); d$z3 <- rnorm(n)
u <- rnorm(n)
d$x1 <- 0.6 * d$z1 + 0.3 * d$z2 + 0.5 * u + rnorm(n); d$x2 <- 0.5 * d$z3 - 0.2 * d$z1 + 0.4 * u + rnorm(n)
d$score <- 20 + 0.5 * d$prior + 3 * d$treat + c(0, 2, 5)[d$band] + rnorm(G, 0, 3)[as.integer(factor(d$school))] + 2 * d$x1 - d$x2 + 3 * u + rnorm(n, 0, 5)
num <- sapply(d, is.numeric); d[num] <- lapply(d[num], round, 6)
d$score[c(3, 50)] <- NA; d$prior[c(50, 77)] <- NA
write.csv(d, "linear-data.csv", row.names = FALSE, na = "", quote = FALSE)
d <- read.csv("linear-data.csv", na.strings = "", stringsAsFactors = TRUE); d$year <- factor(d$year)
out <- data.frame()
put <- function(case, quantity, value, term = names(value), tol = 1e-8) {
  if (is.null(term)) term <- ""
  out <<- rbind(out, data.frame(case, quantity, term, value = sprintf("%.15g", as.numeric(value)), tolerance = tol))
}
f <- score ~ prior * band + treat
ok <- complete.cases(d[all.vars(f)])
e <- d[ok, ]
for (w in c("plain", "weighted")) {
  m <- if (w == "plain") lm(f, e) else lm(f, e, weights = pupils)
  s <- summary(m)
  put(w, "estimate", coef(m)); put(w, "classical", s$coefficients[, 2])
  put(w, "r_squared", s$r.squared); put(w, "log_lik", as.numeric(logLik(m))); put(w, "f_statistic", s$fstatistic[[1]])
  for (t in c("HC0", "HC1", "HC2", "HC3", "HC4", "HC4m", "HC5")) put(w, t, sqrt(diag(vcovHC(m, t))))
  for (t in c("CR0", "CR1", "CR1S", "CR1p", "CR2", "CR3")) put(w, t, sqrt(diag(vcovCR(m, e$school, t))))
  V <- vcovCR(m, e$school, "CR2"); ct <- coef_test(m, V, test = "Satterthwaite")
  put(w, "CR2.df", setNames(ct$df_Satt, rownames(ct)), tol = 1e-7)
  wt <- Wald_test(m, constrain_zero(c("bandmid", "bandtop")), V, test = "HTZ")
  put(w, "HTZ.F", wt$Fstat, tol = 1e-7); put(w, "HTZ.df", wt$df_denom, tol = 1e-7)
  a2 <- Anova(m, type = 2); k <- rownames(a2) != "Residuals"
  put(w, "typeII.ss", setNames(a2$`Sum Sq`[k], rownames(a2)[k]))
  ms <- update(m, contrasts = list(band = contr.sum)); a3 <- Anova(ms, type = 3); k <- rownames(a3) != "Residuals"
  put(w, "typeIII.ss", setNames(a3$`Sum Sq`[k], rownames(a3)[k]))
  new <- data.frame(prior = c(90, 120), band = c("top", "low"), treat = c(1, 0))
  p <- predict(m, new, interval = "confidence")
  put(w, "fit", setNames(p[, 1], 1:2)); put(w, "mean.low", setNames(p[, 2], 1:2))
  q <- suppressWarnings(predict(m, new, interval = "prediction")); put(w, "new.high", setNames(q[, 3], 1:2))
  put(w, "cooks_distance", max(cooks.distance(m))); put(w, "studentised", max(abs(rstudent(m))))
  # Adjusted means by hand: prior at its mean over the rows used, treat's two values with equal weights.
  grid <- expand.grid(prior = mean(e$prior), band = levels(e$band), treat = 0:1)
  X <- model.matrix(~ prior * band + treat, grid)
  for (l in levels(e$band)) {
    c0 <- colMeans(X[grid$band == l, ])
    put(w, "adjusted", sum(c0 * coef(m)), l); put(w, "adjusted.se", sqrt(drop(c0 %*% vcov(m) %*% c0)), l)
  }
}
# Fixed effects as dummies: the absorbed model must give these.
g <- d[complete.cases(d[c("score", "prior", "x1")]), ]
one <- lm(score ~ prior + x1 + school, g); two <- lm(score ~ prior + x1 + school + year, g)
for (m in list(list("one", one), list("two", two))) {
  k <- c("prior", "x1")
  put(m[[1]], "estimate", coef(m[[2]])[k]); put(m[[1]], "classical", sqrt(diag(vcov(m[[2]])))[k])
  put(m[[1]], "HC1", sqrt(diag(vcovHC(m[[2]], "HC1")))[k]); put(m[[1]], "CR0", sqrt(diag(vcovCR(m[[2]], g$school, "CR0")))[k])
  V <- vcovCR(m[[2]], g$school, "CR2"); put(m[[1]], "CR2", sqrt(diag(V))[k])
  put(m[[1]], "CR2.df", setNames(coef_test(m[[2]], V, test = "Satterthwaite")[k, "df_Satt"], k), tol = 1e-6)
  put(m[[1]], "r_squared", summary(m[[2]])$r.squared); put(m[[1]], "df_residual", m[[2]]$df.residual)
}
# reghdfe's small-sample factor: effects nested in the clusters are not counted.
N <- nrow(g); K <- 2 + nlevels(g$year)
put("two", "CR1S", sqrt(diag(vcovCR(two, g$school, "CR0")) * G / (G - 1) * (N - 1) / (N - K))[c("prior", "x1")])
put("one", "CR1S", sqrt(diag(vcovCR(one, g$school, "CR0")) * G / (G - 1) * (N - 1) / (N - 3))[c("prior", "x1")])
# Instruments.
iv <- d[complete.cases(d[c("score", "prior")]), ]
for (w in c("iv", "iv-weighted")) {
  m <- if (w == "iv") ivreg(score ~ x1 + x2 + prior | prior + z1 + z2 + z3, data = iv) else
    ivreg(score ~ x1 + x2 + prior | prior + z1 + z2 + z3, data = iv, weights = pupils)
  s <- summary(m, diagnostics = TRUE)
  put(w, "estimate", coef(m)); put(w, "classical", s$coefficients[, 2]); put(w, "r_squared", s$r.squared)
  if (w == "iv") {
    put(w, "HC1", sqrt(diag(vcovHC(m, "HC1")))); V <- vcovCR(m, iv$school, "CR2"); put(w, "CR2", sqrt(diag(V)))
    put(w, "diagnostic", setNames(s$diagnostics[, 3], rownames(s$diagnostics))); put(w, "diagnostic.p", setNames(s$diagnostics[, 4], rownames(s$diagnostics)), tol = 1e-6)
  }
}
# The wild bootstrap by brute force: every sign pattern, every regression.
b <- e
wild <- function(r) {
  X <- model.matrix(~ prior + treat, b); y <- b$score; cl <- as.integer(factor(b$school)); M <- solve(crossprod(X))
  tstat <- function(y, r) {
    beta <- drop(M %*% crossprod(X, y)); u <- drop(y - X %*% beta)
    S <- rowsum(X * u, cl); (beta[3] - r) / sqrt((M %*% crossprod(S) %*% M)[3, 3])
  }
  X0 <- X[, 1:2]; b0 <- drop(solve(crossprod(X0), crossprod(X0, y - r * X[, 3]))); fit <- drop(X0 %*% b0) + r * X[, 3]; res <- y - fit
  t0 <- tstat(y, r); pat <- as.matrix(expand.grid(rep(list(c(1, -1)), G)))
  ts <- apply(pat, 1, function(v) tstat(fit + res * v[cl], r))
  c(t = as.numeric(t0), p = mean(abs(ts) > abs(t0) * (1 + 1e-9)))
}
w0 <- wild(0); w3 <- wild(3)
put("wild", "t", w0[["t"]] / sqrt(G / (G - 1) * (nrow(b) - 1) / (nrow(b) - 3))); put("wild", "p", w0[["p"]]); put("wild", "p.null3", w3[["p"]])
est <- coef(lm(score ~ prior + treat, b))[["treat"]]
bound <- function(side) {
  inside <- 0; outside <- 2
  while (wild(est + side * outside)[["p"]] > 0.05) { inside <- outside; outside <- outside * 2 }
  for (i in 1:40) { mid <- (inside + outside) / 2; if (wild(est + side * mid)[["p"]] > 0.05) inside <- mid else outside <- mid }
  est + side * inside
}
put("wild", "low", bound(-1), tol = 1e-6); put("wild", "high", bound(1), tol = 1e-6)
cat("# R", as.character(getRversion()), "sandwich", as.character(packageVersion("sandwich")), "clubSandwich", as.character(packageVersion("clubSandwich")),
  "car", as.character(packageVersion("car")), "AER", as.character(packageVersion("AER")), "\n", file = "linear.csv")
suppressWarnings(write.table(out, "linear.csv", sep = ",", row.names = FALSE, quote = FALSE, append = TRUE))
