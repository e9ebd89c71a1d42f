# Structural series by generalised least squares on the dense covariance matrix: a second way to the same figures as the Kalman filter.
# Run: Rscript series.R > series.csv   (R 4.2.2, stats only; sandwich 3.0-2 for Newey and West)
# Data: datasets::Nile, first 20 years (annual flow at Aswan, 10^8 m3; Durbin and Koopman 2012, table); a short made-up rate with gaps.
nile <- data.frame(year = 1871:1890, y = as.numeric(Nile)[1:20], h = NA)
rate <- data.frame(year = 2008:2017, y = c(51.2, NA, 53.9, 52.7, 55.8, 55.1, NA, NA, 58.4, 57.9), h = c(4.1, NA, 3.8, 3.9, 3.2, 3.6, NA, NA, 3.0, 3.3))

pieces <- function(d, v, slope, ahead) {
  n <- nrow(d) + ahead
  t <- seq_len(n) - 1
  X <- if (slope) cbind(1, t) else matrix(1, n, 1)
  # Level after t years: shocks to the level 1..t, shocks to the slope s weighted by the years they have acted on the level, t - s.
  C <- v["level"] * outer(t, t, pmin)
  if (slope) for (s in seq_len(n - 1)) { w <- pmax(t - s, 0); C <- C + v["slope"] * outer(w, w) }
  h <- ifelse(is.na(d$h), 0, d$h)
  list(X = X, C = C, noise = c(h, rep(0, ahead)) + v["epsilon"])
}
gls <- function(d, v, slope, ahead = 3) {
  p <- pieces(d, v, slope, ahead)
  o <- which(!is.na(d$y)); y <- d$y[o]
  S <- p$C[o, o] + diag(p$noise[o]); X <- p$X[o, , drop = FALSE]
  Si <- solve(S); A <- t(X) %*% Si %*% X; b <- solve(A, t(X) %*% Si %*% y); e <- y - X %*% b
  ll <- -0.5 * ((length(o) - ncol(X)) * log(2 * pi) + c(determinant(S)$modulus) + c(determinant(A)$modulus) + sum(e * (Si %*% e)))
  G <- p$C[, o]; level <- p$X %*% b + G %*% Si %*% e
  R <- p$X - G %*% Si %*% X
  V <- p$C - G %*% Si %*% t(G) + R %*% solve(A) %*% t(R)
  list(ll = ll, level = c(level), var = diag(V))
}
out <- function(case, figure, values) for (i in seq_along(values)) cat(case, figure, i, format(values[i], digits = 15), sep = ",", fill = TRUE)
cat("case,figure,index,value\n")
show <- function(case, d, v, slope) {
  g <- gls(d, v, slope)
  out(case, "variances", v); out(case, "log_lik", g$ll); out(case, "level", g$level); out(case, "level_variance", g$var)
}
ml <- function(d, slope, free, start) {
  f <- function(x) { v <- c(level = 0, slope = 0, epsilon = 0); v[free] <- exp(x); -gls(d, v, slope)$ll }
  best <- NULL
  for (k in 1:length(start)) { m <- optim(start[[k]], f, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000)); if (is.null(best) || m$value < best$value) best <- m }
  v <- c(level = 0, slope = 0, epsilon = 0); v[free] <- exp(best$par); v
}
show("nile level fixed", nile, c(level = 1469.1, slope = 0, epsilon = 15099), FALSE)
show("nile trend fixed", nile, c(level = 900, slope = 60, epsilon = 14000), TRUE)
show("rate level fixed", rate, c(level = 1.5, slope = 0, epsilon = 0), FALSE)
show("rate trend fixed", rate, c(level = 0.6, slope = 0.05, epsilon = 0.4), TRUE)
show("nile level ml", nile, ml(nile, FALSE, c("level", "epsilon"), list(c(7, 9), c(9, 7))), FALSE)
show("rate level ml", rate, ml(rate, FALSE, "level", list(0, 2)), FALSE)

# Straight lines and log odds
m <- lm(y ~ year, rate)
out("rate line", "coef", coef(m)); out("rate line", "se", sqrt(diag(vcov(m))))
p <- predict(m, data.frame(year = 2018:2020), interval = "prediction", level = 0.9)
out("rate line", "low", p[, 2]); out("rate line", "high", p[, 3])
out("rate line", "newey_west", sqrt(diag(sandwich::NeweyWest(m, lag = 2, prewhite = FALSE, adjust = TRUE))))
k <- c(12, 15, 11, 18, 19, 17, 22); n <- c(40, 44, 39, 46, 43, 41, 45); t <- 0:6
g <- glm(cbind(k, n - k) ~ t, family = quasibinomial, control = glm.control(epsilon = 1e-13))
out("counts", "coef", coef(g)); out("counts", "se", sqrt(diag(vcov(g)))); out("counts", "deviance", deviance(g)); out("counts", "dispersion", summary(g)$dispersion)
q <- predict(g, data.frame(t = 7:8), se.fit = TRUE)
out("counts", "low", plogis(q$fit - qt(0.975, 5) * q$se.fit)); out("counts", "high", plogis(q$fit + qt(0.975, 5) * q$se.fit))
w <- lm(qlogis(k / n) ~ t, weights = k * (1 - k / n))
out("counts", "weighted", coef(w))
