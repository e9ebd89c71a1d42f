# Logistic regression by glm. Run by `--benchmark logistic`, or: Rscript logistic.R FILE
d <- read.csv(commandArgs(TRUE)[1], stringsAsFactors = TRUE)
times <- sapply(1:3, function(i) { s <- system.time(m <<- glm(y ~ a + b + c + d + g, binomial, d)); c(s[["elapsed"]], s[["user.self"]] + s[["sys.self"]]) })
cat(sprintf("%s glm  wall %.3f s  processor %.3f s (median of 3)  most memory %.0f MB  a %.16g (%.16g)\n", R.version.string, median(times[1, ]), median(times[2, ]),
            sum(gc()[, 6]), coef(m)["a"], summary(m)$coefficients["a", 2]))
