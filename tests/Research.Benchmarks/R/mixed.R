# Mixed models in R, timed, and the data for the same fits elsewhere.
# usage: Rscript mixed.R FOLDER   writes the data as CSV and timings.csv (fit, seconds, memory in MB)
# Data: mlmRev::Chem97, mlmRev::ScotsSec (GPL-2 | GPL-3), lme4::InstEval (GPL >= 2); all from Debian's packages.
suppressMessages({ library(lme4); library(mlmRev) })
folder <- commandArgs(TRUE)[1]
chem <- data.frame(school = as.integer(Chem97$school), score = Chem97$score, gender = as.character(Chem97$gender), age = Chem97$age, gcsecnt = Chem97$gcsecnt)
scots <- data.frame(primary = as.integer(ScotsSec$primary), second = as.integer(ScotsSec$second), attain = ScotsSec$attain,
                    verbal = ScotsSec$verbal, social = ScotsSec$social, sex = as.character(ScotsSec$sex))
inst <- data.frame(s = as.integer(InstEval$s), d = as.integer(InstEval$d), dept = as.integer(InstEval$dept), y = InstEval$y)
for (name in c("chem", "scots", "inst")) write.csv(get(name), file.path(folder, paste0(name, ".csv")), row.names = FALSE, quote = FALSE)
cat("name,seconds,mb,deviance\n", file = file.path(folder, "timings.csv"))
time <- function(name, times, fit) {
  gc(reset = TRUE)
  seconds <- replicate(times, system.time(model <<- fit())[["elapsed"]])
  peak <- sum(gc()[, 6])
  cat(sprintf("%s,%.4f,%.0f,%.8f\n", name, median(seconds), peak, if (is(model, "merMod")) REMLcrit(model) else NA),
      file = file.path(folder, "timings.csv"), append = TRUE)
}
time("chem", 7, function() lmer(score ~ gcsecnt + gender + age + (1 | school), chem))
time("scots", 7, function() lmer(attain ~ verbal + social + sex + (1 | primary) + (1 | second), scots))
time("inst", 1, function() lmer(y ~ 1 + (1 | s) + (1 | d) + (1 | dept), inst))
# A cluster bootstrap: 20 refits timed, given for 1,000.
rows <- split(seq_len(nrow(chem)), chem$school)
set.seed(1)
refit <- function() for (draw in 1:20) {
  drawn <- sample(length(rows), replace = TRUE)
  again <- chem[unlist(rows[drawn]), ]
  again$school <- rep(seq_along(drawn), lengths(rows[drawn]))
  model <<- lmer(score ~ gcsecnt + gender + age + (1 | school), again)
}
time("refits", 1, function() { refit(); NULL })
