# More cases of matching and weighting in the form of the reference cases, on other data (MASS, AER, nlme, simulated), by MatchIt 4.5.1.
# Rscript tests/reference/matching-cases.R DIR && dotnet run --project tests/Research.Oracle -- DIR psm-
suppressMessages({library(MatchIt);library(sandwich);library(clubSandwich);library(jsonlite);library(lmtest)})
out <- commandArgs(TRUE)[1]
num <- function(x) { x <- as.numeric(x); x[!is.finite(x)] <- NA; x }
fig <- function(name, value, rtol, atol, labels=NULL) { f <- list(name=name, value=if (length(value)==1 && is.null(labels)) unbox(value) else value, rtol=unbox(rtol), atol=unbox(atol)); f$name <- unbox(name); if (!is.null(labels)) f$labels <- labels; f }
sumfigs <- function(prefix, s) { lab <- rownames(s); c <- list()
  nm <- c(mean_treated="Means Treated", mean_control="Means Control", smd="Std. Mean Diff.", variance_ratio="Var. Ratio", ecdf_mean="eCDF Mean", ecdf_max="eCDF Max")
  lapply(names(nm), function(k) fig(paste0(prefix,".",k), num(s[,nm[[k]]]), 1e-6, 1e-8, lab)) }
att <- function(prefix, f, md, treat) { m <- lm(f, data=md, weights=weights); g <- function(v) sqrt(diag(v))[treat]
  list(fig(paste0(prefix,".estimate"), unname(coef(m)[treat]),1e-7,1e-9), fig(paste0(prefix,".HC0_se"), unname(g(vcovHC(m,type="HC0"))),1e-7,1e-9), fig(paste0(prefix,".HC3_se"), unname(g(vcovHC(m,type="HC3"))),1e-7,1e-9),
    fig(paste0(prefix,".CL_HC0_cadjust_se"), unname(g(vcovCL(m,cluster=md$subclass,type="HC0",cadjust=TRUE))),1e-7,1e-9), fig(paste0(prefix,".CL_HC1_se"), unname(g(vcovCL(m,cluster=md$subclass,type="HC1"))),1e-7,1e-9),
    fig(paste0(prefix,".CR0_se"), unname(g(as.matrix(vcovCR(m,cluster=md$subclass,type="CR0")))),1e-7,1e-9), fig(paste0(prefix,".CR2_se"), unname(g(as.matrix(vcovCR(m,cluster=md$subclass,type="CR2")))),1e-7,1e-9),
    fig(paste0(prefix,".n_clusters"), length(unique(md$subclass)),1e-10,1e-12)) }
block <- function(id, d, file, formula, outcome, treat, method, ...) { a <- list(...)
  f <- as.formula(formula); call <- list(f, data=d, method=method)
  for (k in names(a)) call[[k]] <- if (k=="exact") as.formula(a[[k]]) else a[[k]]
  m <- suppressWarnings(do.call(matchit, call)); s <- summary(m, standardize=TRUE)
  figs <- list()
  sub <- method %in% c("subclass"); nearest <- method=="nearest"; isex <- method=="exact"
  md <- match.data(m)
  figs <- c(figs, list(fig("n_treated_matched", sum(m$weights>0 & m$treat==1),1e-10,1e-12), fig("n_control_matched", sum(m$weights>0 & m$treat==0),1e-10,1e-12)))
  ps <- !isex && !identical(a$distance,"mahalanobis")
  if (ps) figs <- c(figs, list(fig("ps_first_rows", unname(m$distance)[1:10],1e-7,1e-9), fig("ps_sum_squares", sum(m$distance^2),1e-7,1e-9)))
  if (nearest) { mm <- m$match.matrix; tr <- as.integer(rownames(mm)); keep <- !is.na(mm[,1]); cr <- matrix(as.integer(mm), nrow(mm))
    o <- order(tr); tr <- tr[o]; cr <- cr[o,,drop=FALSE]; keep <- rep(TRUE, length(tr))
    if (ps) { tot <- 0; for (j in seq_len(ncol(cr))) { k <- !is.na(cr[,j]); tot <- tot + sum(abs(m$distance[tr[k]]-m$distance[cr[k,j]])) }; figs <- c(figs, list(fig("total_ps_distance", tot,1e-6,1e-8))) }
    figs <- c(figs, list(fig("treated_row", tr[keep],1e-10,1e-12,NULL)))
    if (ncol(cr)==1) figs <- c(figs, list(fig("matched_control_row", cr[keep,1],1e-10,1e-12))) else for (j in seq_len(ncol(cr))) figs <- c(figs, list(fig(paste0("matched_control_row_",j), cr[keep,j],1e-10,1e-12))) }
  figs <- c(figs, list(fig("weights", unname(m$weights),1e-7,1e-9)))
  if (sub || isex) figs <- c(figs, list(fig("n_subclasses", length(unique(na.omit(m$subclass))),1e-10,1e-12)))
  figs <- c(figs, sumfigs("all", s$sum.all), if (sub) sumfigs("across", s$sum.across) else sumfigs("matched", s$sum.matched))
  if (is.null(a$replace)) { figs <- c(figs, att("att", as.formula(paste(outcome,"~",treat)), md, treat))
    if (!sub && !isex) figs <- c(figs, att("att_adjusted", as.formula(paste(outcome,"~",treat,"+",as.character(f)[3])), md, treat)) }
  if (!is.null(a$caliper)) figs <- c(figs, list(fig("caliper_width", unname(a$caliper*sd(m$distance)),1e-7,1e-9)))
  args <- c(list(data=file, formula=formula, outcome=outcome, treatment=treat, method=method), a)
  list(id=unbox(id), kind=unbox("psm"), args=lapply(args, unbox), call=unbox("matchit"), packages=list(), notes=unbox(""), figures=figs) }
ipw <- function(id, d, file, formula, outcome, treat) { p <- fitted(glm(as.formula(formula), binomial, d)); z <- d[[treat]]; figs <- list()
  W <- list(ATT=ifelse(z==1,1,p/(1-p)), ATE=ifelse(z==1,1/p,1/(1-p)), ATC=ifelse(z==1,(1-p)/p,1), ATO=ifelse(z==1,1-p,p))
  for (k in names(W)) { d$w_ <- W[[k]]; m <- lm(as.formula(paste(outcome,"~",treat)), d, weights=w_); g <- function(v) unname(sqrt(diag(v))[treat]); n <- nrow(d)
    figs <- c(figs, list(fig(paste0(k,".estimate"), unname(coef(m)[treat]),1e-7,1e-9), fig(paste0(k,".HC0_se"), g(vcovHC(m,type="HC0")),1e-7,1e-9), fig(paste0(k,".HC1_se"), g(vcovHC(m,type="HC1")),1e-7,1e-9),
      fig(paste0(k,".svy_se"), g(vcovHC(m,type="HC0"))*sqrt(n/(n-1)),1e-6,1e-9), fig(paste0(k,".ess_treated"), sum(W[[k]][z==1])^2/sum(W[[k]][z==1]^2),1e-7,1e-9), fig(paste0(k,".ess_control"), sum(W[[k]][z==0])^2/sum(W[[k]][z==0]^2),1e-7,1e-9), fig(paste0(k,".max_weight"), max(W[[k]]),1e-7,1e-9))) }
  list(id=unbox(id), kind=unbox("ipw"), args=lapply(list(data=file, formula=formula, outcome=outcome, treatment=treat), unbox), call=unbox("glm"), packages=list(), notes=unbox(""), figures=figs) }
write_case <- function(name, d, formula, outcome, treat, exact, only) { file <- paste0(name,".csv"); rownames(d) <- NULL; write.csv(d, file.path(out,file), row.names=FALSE, na="")
  cols <- lapply(names(d), function(n) { x <- d[[n]]; c(list(name=unbox(n), type=unbox(if (is.factor(x)) "factor" else if (is.integer(x) || all(x==round(x))) "integer" else "number")), if (is.factor(x)) list(levels=levels(x))) })
  B <- list(); try1 <- function(...) { r <- try(block(paste0(name,"-",length(B)+1), d, file, ...), silent=TRUE); if (inherits(r,"try-error")) cat(name, "skip", conditionMessage(attr(r,"condition")), "\n") else B[[length(B)+1]] <<- r }
  try1(formula,outcome,treat,"nearest"); try1(formula,outcome,treat,"nearest",caliper=0.2); try1(formula,outcome,treat,"nearest",caliper=0.05); try1(formula,outcome,treat,"nearest",exact=exact); try1(formula,outcome,treat,"nearest",ratio=2L); try1(formula,outcome,treat,"nearest",ratio=3L)
  try1(formula,outcome,treat,"nearest",distance="mahalanobis"); try1(only,outcome,treat,"exact"); for (k in c(4L,5L,6L,10L)) try1(formula,outcome,treat,"subclass",subclass=k)
  B[[length(B)+1]] <- ipw(paste0(name,"-ipw"), d, file, formula, outcome, treat)
  case <- list(id=unbox(name), topic=unbox("psm"), title=unbox(name), split=unbox("generated"), reference=unbox("R"), passRule=unbox(""), data=list(list(file=unbox(file), rows=unbox(nrow(d)), source=unbox(name), licence=unbox(""), columns=cols)), blocks=B)
  writeLines(toJSON(case, digits=NA, na="null", null="null", pretty=FALSE), file.path(out, paste0(name,".json"))); cat(name, length(B), "\n") }
data(birthwt, package="MASS"); b <- birthwt; b$race <- factor(b$race, labels=c("white","black","other")); b <- b[,c("smoke","bwt","age","lwt","race","ptl","ht","ui")]
write_case("psm-birthwt2", b, "smoke ~ age + lwt + race + ptl + ht + ui","bwt","smoke","~race","smoke ~ race + ht + ui")
data(CPS1985, package="AER"); c1 <- CPS1985; c1$union <- as.integer(c1$union=="yes"); c1 <- c1[,c("union","wage","education","experience","ethnicity","region","gender","married")]
write_case("psm-cps", c1, "union ~ education + experience + ethnicity + region + gender + married","wage","union","~gender","union ~ ethnicity + gender + married")
data(MathAchieve, package="nlme"); ma <- as.data.frame(MathAchieve); set.seed(4); ma <- ma[sort(sample(nrow(ma),700)),]; ma$minority <- as.integer(ma$Minority=="Yes"); ma <- data.frame(minority=ma$minority, MathAch=ma$MathAch, SES=ma$SES, Sex=factor(ma$Sex), MEANSES=ma$MEANSES)
write_case("psm-math", ma, "minority ~ SES + Sex + MEANSES","MathAch","minority","~Sex","minority ~ Sex")
data(HMDA, package="AER"); set.seed(5); h <- HMDA[sort(sample(nrow(HMDA),600)),]; h$afam <- as.integer(h$afam=="yes"); h$deny <- as.integer(h$deny=="yes"); h <- h[,c("afam","deny","pirat","hirat","lvrat","chist","selfemp","single","hschool")]
write_case("psm-hmda", h, "afam ~ pirat + hirat + lvrat + chist + selfemp + single","deny","afam","~single","afam ~ chist + single + selfemp")
set.seed(6); n <- 300; s <- data.frame(x1=rnorm(n), x2=rpois(n,3), g=factor(sample(c("a","b","c","d","e"),n,TRUE)), f=rbinom(n,1,0.3)); s$treat <- rbinom(n,1,plogis(0.8*s$x1-0.2*s$x2+0.5*(s$g=="b")+0.9)); s$y <- 2+s$x1+0.5*s$treat+rnorm(n)
write_case("psm-many-treated", s, "treat ~ x1 + x2 + g + f","y","treat","~g","treat ~ g + f")
set.seed(7); n <- 80; s <- data.frame(x1=round(rnorm(n),1), x2=rpois(n,2), g=factor(sample(c("low","mid","high"),n,TRUE),levels=c("low","mid","high"))); s$treat <- rbinom(n,1,plogis(-1+0.5*s$x1)); s$y <- round(10+2*s$x1+s$treat+rnorm(n),1)
write_case("psm-small", s, "treat ~ x1 + x2 + g","y","treat","~g","treat ~ g + x2")
data(NMES1988, package="AER"); set.seed(8); nm <- NMES1988[sort(sample(nrow(NMES1988),1500)),]; nm$medicaid <- as.integer(nm$medicaid=="yes"); nm <- nm[,c("medicaid","visits","age","income","school","chronic","health","region","married","afam")]
write_case("psm-nmes", nm, "medicaid ~ age + income + school + chronic + health + region + married + afam","visits","medicaid","~region","medicaid ~ health + region + married")
write_case("psm-nmes-logs", nm, "medicaid ~ age + I(age^2) + log(school + 1) + chronic + health:married","visits","medicaid","~married + afam","medicaid ~ health + afam")
