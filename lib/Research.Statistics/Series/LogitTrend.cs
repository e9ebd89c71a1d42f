using System.Collections.Immutable;

namespace Research;

/// <summary>How a <see cref="LogitTrend"/> is fitted and how wide its errors are.</summary>
public enum LogitTrendMethod
{
    /// <summary>Binomial logistic regression whose errors are widened by the dispersion found. R: <c>glm(family = quasibinomial)</c>.</summary>
    QuasiBinomial,

    /// <summary>Binomial logistic regression, errors as if pupils were independent. R: <c>glm(family = binomial)</c>.</summary>
    Binomial,

    /// <summary>Least squares of the log odds with weights n p (1 − p). R: <c>lm(qlogis(p) ~ t, weights = n*p*(1-p))</c>.</summary>
    WeightedLogit,
}

/// <summary>A straight line in the log odds of a rate with counts: log(p/(1 − p)) = a + b t, t in years since the first.</summary>
/// <remarks>Source: McCullagh and Nelder (1989), Generalized Linear Models, ch. 4.</remarks>
public sealed record LogitTrend : Fit
{
    private readonly double[] t;
    private readonly StraightLine line;
    private readonly double scale;

    private LogitTrend(AnnualCounts counts, LogitTrendMethod estimation)
    {
        if (counts.Points.Length < 3)
            throw new DataError($"counts {counts.Name}", $"{counts.Points.Length} years", "at least 3 for a trend", "Give more years.");
        (Counts, Estimation) = (counts, estimation);
        t = [.. counts.Points.Select(p => (double)(p.Year - FirstYear))];
        if (estimation == LogitTrendMethod.WeightedLogit)
        {
            // A share of 0 or 1 has no log odds; half a pupil is then added to both sides of every year.
            bool steady = counts.Points.Any(p => p.Successes == 0 || p.Successes == p.Total);
            double[] share = [.. counts.Points.Select(p => steady ? p.Steadied : p.Successes / p.Total)];
            line = StraightLine.Fit(t, [.. share.Select(Logit)], [.. counts.Points.Zip(share, (p, s) => p.Total * s * (1 - s))]);
            Convergence = Convergence.ClosedForm;
            Dispersion = line.ResidualVariance;
        }
        else
        {
            (line, Convergence) = LogitTrendIterations.Fit(counts, t);
            Dispersion = Pearson() / (t.Length - 2);
        }
        scale = estimation == LogitTrendMethod.Binomial ? 1 : Dispersion;
    }

    /// <summary>The counts.</summary>
    public AnnualCounts Counts { get; }

    /// <summary>How it was fitted.</summary>
    public LogitTrendMethod Estimation { get; }

    /// <summary>Pearson's chi-squared over n − 2: 1 when pupils are as good as independent, more when years differ by more than chance.
    /// For <see cref="LogitTrendMethod.WeightedLogit"/> the weighted residual variance.</summary>
    public double Dispersion { get; }

    /// <summary>Twice the log-likelihood short of one rate a year. R: <c>deviance</c>.</summary>
    public double Deviance => 2 * Counts.Points.Select((p, i) =>
    {
        double fitted = p.Total * Expit(line.At(t[i])), failures = p.Total - p.Successes;
        return Part(p.Successes, fitted) + Part(failures, p.Total - fitted);
    }).Sum();

    /// <summary>The factor by which the odds change a year.</summary>
    public double AnnualOddsRatio => Math.Exp(line.Slope);

    /// <summary>Degrees of freedom of intervals: n − 2, infinite for <see cref="LogitTrendMethod.Binomial"/>.</summary>
    public double DegreesOfFreedom => Estimation == LogitTrendMethod.Binomial ? double.PositiveInfinity : t.Length - 2;

    /// <inheritdoc/>
    public override string Method => Estimation switch
    {
        LogitTrendMethod.Binomial => "Logistic trend, binomial errors",
        LogitTrendMethod.QuasiBinomial => "Logistic trend, quasi-binomial errors",
        _ => "Weighted least-squares trend of log odds",
    };

    /// <inheritdoc/>
    public override string Formula => $"logit({Counts.Name}) ~ t, t = year − {FirstYear}";

    /// <inheritdoc/>
    public override Sample Sample => Sample.Complete(t.Length);

    /// <inheritdoc/>
    public override Convergence Convergence { get; }

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms => [TermOf("(Intercept)", line.Intercept, line.Leverage(0)), TermOf("t", line.Slope, 1 / line.Sxx)];

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("dispersion", "dispersion", Dispersion), new("deviance", "deviance", Deviance), new("annual_odds_ratio", "odds ratio a year", AnnualOddsRatio),
    ];

    /// <inheritdoc/>
    public override Dataset Rows
    {
        get
        {
            double[] observed = [.. Counts.Points.Select(p => p.Successes / p.Total)], fitted = [.. t.Select(x => Expit(line.At(x)))];
            return new(
                new NumberColumn("row", [.. t.Select((_, i) => i + 1.0)]), new NumberColumn("year", [.. Counts.Points.Select(p => (double)p.Year)]),
                new NumberColumn("observed", observed), new NumberColumn("fitted", fitted), new NumberColumn("residual", [.. observed.Zip(fitted, (o, f) => o - f)]));
        }
    }

    private int FirstYear => Counts.Points[0].Year;

    /// <summary>Fits the trend.</summary>
    /// <param name="counts">At least three years.</param>
    /// <param name="method">How; the default lets years differ by more than chance.</param>
    public static LogitTrend Fit(AnnualCounts counts, LogitTrendMethod method = LogitTrendMethod.QuasiBinomial) => new(counts, method);

    /// <summary>Forecasts of the years after the last, as shares. The level is the trend's; a value adds the noise of a cohort as large as
    /// the last, widened by the dispersion.</summary>
    /// <param name="years">How many.</param>
    /// <param name="level">Coverage of the intervals, 0 to 1.</param>
    /// <param name="total">Size of the cohorts forecast; null takes the last.</param>
    public SeriesForecast Forecast(int years, double level = 0.95, double? total = null)
    {
        double size = total ?? Counts.Points[^1].Total;
        if (!(size > 0)) throw new DataError("forecast", $"cohorts of {size:G4}", "a number above 0", "Give the cohort's size, or leave it out.");
        int last = Counts.Points[^1].Year;
        return new(Method, Counts.Logits(), Enumerable.Range(last + 1, SeriesForecast.CheckYears(years)).Select(year =>
        {
            double x = year - FirstYear, at = line.At(x), share = Expit(at), variance = scale * line.Leverage(x);
            PredictiveDistribution Around(double of) => new([new(1, at, Math.Sqrt(of), DegreesOfFreedom)], SeriesScale.Logit);
            return new ForecastPoint(year, Around(variance), Around(variance + (Math.Max(1, scale) / (size * share * (1 - share)))));
        }), level);
    }

    /// <inheritdoc/>
    public override Chart ToChart() => LineChart.Of($"{Counts.Name}: shares and trend of the log odds", "Year", "Share",
        new Line("Share", [.. Counts.Points.Select(p => (double)p.Year)], [.. Counts.Points.Select(p => p.Successes / p.Total)]),
        new Line("Trend", [.. Counts.Points.Select(p => (double)p.Year)], [.. t.Select(x => Expit(line.At(x)))]));

    /// <inheritdoc/>
    public override string Report() => $"A linear trend in the log odds of {Counts.Name} ({t.Length} years from {FirstYear}) was fitted by "
        + (Estimation == LogitTrendMethod.WeightedLogit ? "weighted least squares with weights n p (1 − p)" : "logistic regression")
        + (Estimation == LogitTrendMethod.QuasiBinomial ? ", standard errors widened by the square root of the Pearson dispersion (McCullagh and Nelder 1989)." : ".");

    private static double Expit(double x) => 1 / (1 + Math.Exp(-x));

    private static double Logit(double p) => Math.Log(p / (1 - p));

    private static double Part(double seen, double fitted) => seen == 0 ? 0 : seen * Math.Log(seen / fitted);

    private double Pearson() => Counts.Points.Select((p, i) =>
    {
        double share = Expit(line.At(t[i])), off = p.Successes - (p.Total * share);
        return off * off / (p.Total * share * (1 - share));
    }).Sum();

    private Term TermOf(string name, double estimate, double leverage)
    {
        var distribution = new StudentTDistribution(DegreesOfFreedom);
        double se = Math.Sqrt(scale * leverage), half = distribution.ForLevel(0.95) * se;
        return new(name, estimate, se, estimate / se, DegreesOfFreedom, distribution.TwoSided(estimate / se), new(estimate - half, estimate + half));
    }
}
