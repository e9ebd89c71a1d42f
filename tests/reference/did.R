# Reference figures of difference-in-differences. Run: Rscript did.R (writes did-panel.csv, did-pairs.csv and did.csv).
# Data are simulated here (public domain). Two-way models by plm and clubSandwich; effects of two periods as M-estimators: all moments stacked, their
# Jacobian by differences, which derives the errors a second way. A line a figure: case, quantity, term, value, relative tolerance.
suppressMessages({library(plm); library(clubSandwich)})
set.seed(99)
out <- data.frame()
put <- function(case, quantity, value, term = "", tol = 1e-6) out <<- rbind(out, data.frame(case, quantity, term, value = sprintf("%.12g", as.numeric(value)), tolerance = tol))
# Staggered adoption of 40 schools over seven years.
S <- 40; Y <- 2010:2016
p <- expand.grid(year = Y, school = 1:S); first <- sample(c(0, 2012, 2014, 2015), S, TRUE, c(.4, .2, .2, .2))
p$first <- first[p$school]; p$size <- round(runif(S, 20, 60))[p$school]; p$prior <- round(rnorm(nrow(p), 50, 5), 3)
treated <- p$first > 0 & p$year >= p$first
p$d <- as.integer(treated)
p$score <- round(rnorm(S, 0, 3)[p$school] + 0.4 * (p$year - 2010) + 0.2 * p$prior + ifelse(treated, 1 + 0.5 * (p$year - p$first), 0) + rnorm(nrow(p)), 3)
write.csv(p, "did-panel.csv", row.names = FALSE, quote = FALSE)
for (f in c("score ~ d", "score ~ d + prior")) {
  m <- plm(as.formula(f), p, index = c("school", "year"), model = "within", effect = "twoways")
  V <- vcovCR(m, cluster = p$school, type = "CR2"); t <- coef_test(m, V)
  for (k in names(coef(m))) { i <- which(names(coef(m)) == k); put(f, "coef", coef(m)[[k]], k, 1e-8); put(f, "cr2_se", t$SE[i], k, 1e-7); put(f, "cr2_df", t$df_Satt[i], k, 1e-6)
    put(f, "cr0_se", sqrt(diag(vcovCR(m, cluster = p$school, type = "CR0")))[i], k, 1e-7) }
}
ev <- ifelse(p$first == 0, NA, p$year - p$first)
for (e in c(-4:-2, 0:3)) p[[if (e < 0) paste0("before_", -e) else paste0("after_", e)]] <- as.integer(!is.na(ev) & ev == e)
terms <- c(paste0("before_", 4:2), paste0("after_", 0:3))
m <- plm(reformulate(terms, "score"), p, index = c("school", "year"), model = "within", effect = "twoways")
V <- vcovCR(m, cluster = p$school, type = "CR0") * S / (S - 1) * (nrow(p) - 1) / (nrow(p) - length(terms) - length(Y))
for (k in terms) { put("event", "coef", coef(m)[[k]], k, 1e-8); put("event", "se", sqrt(V[k, k]), k, 1e-8) }
b <- paste0("before_", 4:2); put("event", "pretrend", t(coef(m)[b]) %*% solve(V[b, b]) %*% coef(m)[b], "", 1e-7)
# Two periods: panel of units and, with the same rows taken as others, cross-sections.
n <- 150; x1 <- round(rnorm(n), 4); x2 <- rbinom(n, 1, .4); D <- rbinom(n, 1, plogis(-.4 + .6 * x1 - .3 * x2))
y0 <- round(1 + x1 + rnorm(n), 4); y1 <- round(y0 + .5 + .4 * x1 + .3 * x2 + 1.2 * D + rnorm(n), 4)
q <- data.frame(unit = rep(1:n, 2), year = rep(1:2, each = n), first = rep(2 * D, 2), x1 = rep(x1, 2), x2 = rep(x2, 2), score = c(y0, y1))
write.csv(q, "did-pairs.csv", row.names = FALSE, quote = FALSE)
estimate <- function(case, moments, theta, att) {
  # A few Newton steps from near the root, then the sandwich.
  jac <- function(th) sapply(seq_along(th), function(j) { h <- 1e-5; a <- th; b <- th; a[j] <- a[j] + h; b[j] <- b[j] - h; (colMeans(moments(a)) - colMeans(moments(b))) / (2 * h) })
  for (i in 1:30) theta <- theta - solve(jac(theta), colMeans(moments(theta)))
  psi <- moments(theta); inf <- -psi %*% t(solve(jac(theta))); a <- sum(att * theta); se <- sqrt(sum((inf %*% att)^2)) / nrow(psi)
  put(case, "att", a, "", 1e-6); put(case, "se", se, "", 1e-5)
}
X <- cbind(1, x1, x2); dy <- y1 - y0; lg <- coef(glm(D ~ x1 + x2, family = binomial)); rg <- coef(lm(dy ~ x1 + x2, subset = D == 0)); E <- function(g) exp(c(X %*% g))
estimate("panel_reg", function(t) { r <- c(X %*% t[1:3]); cbind((1 - D) * (dy - r) * X, D * (dy - t[4]), D * (r - t[5])) }, c(rg, 1, 1), c(0, 0, 0, 1, -1))
estimate("panel_ipw", function(t) { w <- (1 - D) * E(t[1:3]); cbind((D - plogis(c(X %*% t[1:3]))) * X, D * (dy - t[4]), w * (dy - t[5])) }, c(lg, 1, 1), c(0, 0, 0, 1, -1))
estimate("panel_dr", function(t) { w <- (1 - D) * E(t[1:3]); r <- c(X %*% t[4:6]); cbind((D - plogis(c(X %*% t[1:3]))) * X, (1 - D) * (dy - r) * X, D * (dy - r - t[7]), w * (dy - r - t[8])) }, c(lg, rg, 1, 0), c(rep(0, 6), 1, -1))
X <- cbind(1, q$x1, q$x2); D <- as.integer(q$first > 0); P <- q$year - 1; y <- q$score; lg <- coef(glm(D ~ x1 + x2, data = q, family = binomial))
ols <- function(d, p) coef(lm(score ~ x1 + x2, q, subset = (first > 0) == d & year == p + 1)); sc <- function(t, d, p) (D == d) * (P == p) * (y - c(X %*% t)) * X
estimate("sections_reg", function(t) { g <- c(X %*% (t[4:6] - t[1:3])); cbind(sc(t[1:3], 0, 0), sc(t[4:6], 0, 1), D * P * (y - t[7]), D * (1 - P) * (y - t[8]), D * (g - t[9])) }, c(ols(0, 0), ols(0, 1), 1, 1, 1), c(rep(0, 6), 1, -1, -1))
estimate("sections_ipw", function(t) { w <- (1 - D) * E(t[1:3]); cbind((D - plogis(c(X %*% t[1:3]))) * X, D * P * (y - t[4]), D * (1 - P) * (y - t[5]), w * P * (y - t[6]), w * (1 - P) * (y - t[7])) }, c(lg, 1, 1, 1, 1), c(0, 0, 0, 1, -1, -1, 1))
estimate("sections_dr", function(t) { w <- (1 - D) * E(t[1:3]); f <- function(k) c(X %*% t[k]); r <- ifelse(P == 1, f(7:9), f(4:6)); a <- f(13:15) - f(7:9); b <- f(10:12) - f(4:6)
  cbind((D - plogis(c(X %*% t[1:3]))) * X, sc(t[4:6], 0, 0), sc(t[7:9], 0, 1), sc(t[10:12], 1, 0), sc(t[13:15], 1, 1), D * P * (y - r - t[16]), D * (1 - P) * (y - r - t[17]), w * P * (y - r - t[18]), w * (1 - P) * (y - r - t[19]),
    D * (a - t[20]), D * P * (a - t[21]), D * (b - t[22]), D * (1 - P) * (b - t[23])) },
  c(lg, ols(0, 0), ols(0, 1), ols(1, 0), ols(1, 1), 1, 1, 1, 1, 1, 1, 1, 1), c(rep(0, 15), 1, -1, -1, 1, 1, -1, -1, 1))
write.csv(out, "did.csv", row.names = FALSE, quote = FALSE)
