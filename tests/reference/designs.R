# Reference figures of regression discontinuity, interrupted series, synthetic control and sensitivity. Run: Rscript designs.R (writes discontinuity.csv,
# interrupted.csv, synthetic.csv and designs.csv). Data are simulated here (public domain). A line a figure: case, quantity, term, value, relative tolerance.
suppressMessages({library(nlme); library(sandwich); library(quadprog)})
set.seed(31)
out <- data.frame()
put <- function(case, quantity, value, term = "", tol = 1e-7) out <<- rbind(out, data.frame(case, quantity, term, value = sprintf("%.12g", as.numeric(value)), tolerance = tol))
# Discontinuity: the local line at a given bandwidth is weighted least squares; with b = h the corrected jump is that of the local square.
n <- 600; x <- round(runif(n, 0, 100), 3); s <- sample(1:30, n, TRUE); took <- rbinom(n, 1, ifelse(x < 40, .8, .1))
y <- round(20 + .3 * x + .002 * (x - 50)^2 + 4 * took + rnorm(30)[s] + rnorm(n, 0, 3), 3)
write.csv(data.frame(score = x, outcome = y, took, school = s), "discontinuity.csv", row.names = FALSE, quote = FALSE)
for (h in c(10, 25)) {
  u <- x - 40; w <- pmax(0, 1 - abs(u) / h); a <- as.integer(u >= 0)
  put(paste0("h", h), "conventional", -coef(lm(y ~ a * u, weights = w))[["a"]]); put(paste0("h", h), "corrected", -coef(lm(y ~ a * (u + I(u^2)), weights = w))[["a"]])
  for (m in list(lm(y ~ a * u, weights = w, subset = w > 0), lm(y ~ a * (u + I(u^2)), weights = w, subset = w > 0))) put(paste0("h", h), if (length(coef(m)) == 4) "conventional_error" else "corrected_error", sqrt(vcovHC(m, "HC3")["a", "a"]))
  put(paste0("h", h), "takeup", -coef(lm(took ~ a * (u + I(u^2)), weights = w))[["a"]])
}
# An interrupted series, alone and beside a comparison.
T <- 24; t <- 1:T; D <- as.integer(t >= 15); e <- as.numeric(arima.sim(list(ar = .5), T)); f <- as.numeric(arima.sim(list(ar = .5), T))
p <- data.frame(time = rep(t, 2), group = rep(1:0, each = T), value = round(c(50 + .3 * t + 3 * D + .4 * D * (t - 15) + e, 47 + .3 * t + .5 * D + f), 4))
write.csv(p, "interrupted.csv", row.names = FALSE, quote = FALSE)
own <- p[p$group == 1, ]; own$k <- own$time - 1; own$level <- D; own$slope <- D * (t - 15)
m <- gls(value ~ k + level + slope, own, correlation = corAR1(form = ~ time), method = "REML", control = glsControl(tolerance = 1e-12, msTol = 1e-12))
for (j in c(level = "level", slope = "slope", time = "k")) { n2 <- names(which(c(level = "level", slope = "slope", time = "k") == j)); put("ar1", "estimate", coef(m)[[j]], n2, 1e-4); put("ar1", "error", sqrt(diag(m$varBeta))[[j]], n2, 1e-4) }
put("ar1", "correlation", coef(m$modelStruct$corStruct, unconstrained = FALSE), "", 1e-4)
l <- lm(value ~ k + level + slope, own); V <- NeweyWest(l, lag = 2, prewhite = FALSE, adjust = TRUE)
for (j in c("level", "slope")) { put("neweywest", "estimate", coef(l)[[j]], j); put("neweywest", "error", sqrt(V[j, j]), j) }
b <- rbind(own, transform(p[p$group == 0, ], k = time - 1, level = D, slope = D * (t - 15)))
m <- gls(value ~ (k + level + slope) * group, b, correlation = corAR1(form = ~ time | group), method = "REML", control = glsControl(tolerance = 1e-12, msTol = 1e-12))
for (j in c("level", "slope")) { put("comparison", "estimate", coef(m)[[paste0(j, ":group")]], paste0("group:", j), 1e-4); put("comparison", "error", sqrt(diag(m$varBeta))[[paste0(j, ":group")]], paste0("group:", j), 1e-4) }
# Synthetic control: the quadratic programme with the same ridge.
J <- 12; Y <- 2004:2015; base <- rnorm(J + 1, 50, 4); trend <- rnorm(J + 1, .5, .3)
z <- expand.grid(year = Y, school = 0:J); z$value <- round(base[z$school + 1] + trend[z$school + 1] * (z$year - 2004) + rnorm(nrow(z), 0, .6) + 3 * (z$school == 0 & z$year >= 2012), 4)
z$school <- sprintf("s%02d", z$school); write.csv(z, "synthetic.csv", row.names = FALSE, quote = FALSE)
M <- matrix(z$value, length(Y)); pre <- Y < 2012
weigh <- function(target, donors) { X <- donors - target; Q <- crossprod(X); Q <- Q + diag(1e-6 * mean(diag(Q)), ncol(X)); solve.QP(Q, rep(0, ncol(X)), cbind(1, diag(ncol(X))), c(1, rep(0, ncol(X))), meq = 1)$solution }
w <- weigh(M[pre, 1], M[pre, -1]); gap <- M[, 1] - M[, -1] %*% w
for (k in 1:J) if (w[k] > 1e-4) put("synthetic", "weight", w[k], sprintf("s%02d", k), 1e-5)
put("synthetic", "effect", mean(gap[!pre]), "", 1e-6); rms <- function(v) sqrt(mean(v^2)); put("synthetic", "ratio", rms(gap[!pre]) / rms(gap[pre]), "", 1e-6)
r <- sapply(1:J, function(k) { d <- M[, -c(1, k + 1)]; g <- M[, k + 1] - d %*% weigh(M[pre, k + 1], d[pre, ]); rms(g[!pre]) / rms(g[pre]) })
put("synthetic", "p", (1 + sum(r >= rms(gap[!pre]) / rms(gap[pre]))) / (J + 1)); for (k in 1:J) put("synthetic", "placebo", sort(r)[k], k, 1e-5)
# Sensitivity.
rr <- 1.8; put("evalue", "point", rr + sqrt(rr * (rr - 1))); put("evalue", "bound", 1.2 + sqrt(1.2 * .2)); d <- .35; se <- .1
put("evalue", "smd_point", exp(.91 * d) + sqrt(exp(.91 * d) * (exp(.91 * d) - 1))); lo <- exp(.91 * d - 1.78 * se); put("evalue", "smd_bound", lo + sqrt(lo * (lo - 1)))
df <- c(1.2, -.4, 2.1, .9, -.1, 1.7, .3, 2.6, -1.1, .8, 1.2, .5, 1.9, -.6, 1.4); q <- rank(abs(df)); tt <- sum(q[df > 0])
for (g in c(1, 1.5, 2)) { ph <- g / (1 + g); pl <- 1 / (1 + g); put("rosenbaum", "high", pnorm((tt - ph * sum(q)) / sqrt(ph * (1 - ph) * sum(q^2)), lower.tail = FALSE), g); put("rosenbaum", "low", pnorm((tt - pl * sum(q)) / sqrt(pl * (1 - pl) * sum(q^2)), lower.tail = FALSE), g) }
o <- read.csv("discontinuity.csv"); f0 <- lm(outcome ~ took, o); f1 <- lm(outcome ~ took + score + factor(school), o); a <- lm(took ~ score + factor(school), o)
b0 <- coef(f0)[["took"]]; b1 <- coef(f1)[["took"]]; r0 <- summary(f0)$r.squared; r1 <- summary(f1)$r.squared; rm <- min(1, 1.3 * r1); syy <- var(o$outcome); sxx <- var(o$took); tx <- var(residuals(a)); mv <- b0 - b1
top <- b1 * (r1 - r0) * syy * tx + b1 * sxx * tx * mv^2 + 2 * b1^2 * tx * mv * sxx + b1^3 * (tx * sxx - tx^2)
bot <- (rm - r1) * syy * mv * sxx + b1 * (rm - r1) * syy * (sxx - tx) + b1^2 * tx * mv * sxx + b1^3 * (tx * sxx - tx^2); put("oster", "delta", top / bot); put("oster", "adjusted", b1 - mv * (rm - r1) / (r1 - r0))
write.csv(out, "designs.csv", row.names = FALSE, quote = FALSE)
