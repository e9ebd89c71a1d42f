using System.Collections.Immutable;

namespace Research;

/// <summary>The augmented inverse-probability estimate: a model of the outcome mended by weighted residuals, right when either the model of the outcome or that of treatment is right.</summary>
/// <remarks>For all: τ = mean of m₁ − m₀ + T(y − m₁)/e − (1 − T)(y − m₀)/(1 − e). For the treated: mean of (T(y − m₀) − (1 − T)(y − m₀) e/(1 − e)) over the share treated, with mₐ the regression of the outcome
/// in group a. The variance is that of the influence function, by clusters where there are some (× G/(G − 1)). Sources: Robins, Rotnitzky and Zhao (1994), JASA 89(427); Bang and Robins (2005), Biometrics
/// 61(4); Glynn and Quinn (2010), Political Analysis 18(1). R: <c>AIPW</c>, <c>drtmle</c>, <c>PSweight</c>.</remarks>
public sealed record DoublyRobust : Result
{
    private DoublyRobust(Term effect, Estimand estimand, (string Formula, string Outcome, Sample Sample) what, double? clusters) =>
        (Effect, Estimand, Formula, Outcome, Sample, Clusters) = (effect, estimand, what.Formula, what.Outcome, what.Sample, clusters);

    /// <summary>The effect with its error and interval.</summary>
    public Term Effect { get; }

    /// <summary>For whom.</summary>
    public Estimand Estimand { get; }

    /// <summary>The treatment and covariates.</summary>
    public string Formula { get; }

    /// <summary>The outcome.</summary>
    public string Outcome { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>Clusters of the error; null for none.</summary>
    public double? Clusters { get; }

    /// <summary>Estimates an effect.</summary>
    /// <param name="formula">The treatment (1 and 0) and the covariates of both models.</param>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">For whom, and the clusters; null for the treated and independent rows.</param>
    public static DoublyRobust Fit(string formula, string outcome, Dataset data, DoublyRobustOptions? options = null)
    {
        options ??= new();
        if (options.Estimand is not (Estimand.Treated or Estimand.All)) throw new DataError("estimand", $"{options.Estimand}", "the treated or all", "Use Weighting for the others.");
        var frame = TreatmentFrame.Of(formula, data, outcome, options.Cluster);
        double[] e = PropensityScore.Of(frame), y = frame.Frame.Numbers(outcome);
        var rows = frame.Frame.Data.Take(frame.Frame.KeptRows);
        string model = $"{outcome} ~ {(frame.Frame.Formula.Fixed.Terms.IsEmpty ? "1" : string.Join(" + ", frame.Frame.Formula.Fixed.Labels))}";
        double[] m0 = Predicted(model, rows, frame.Treated, side: false), m1 = options.Estimand == Estimand.All ? Predicted(model, rows, frame.Treated, side: true) : m0;
        int n = y.Length;
        double share = frame.Treated.Count(t => t) / (double)n;
        var score = new double[n];
        for (int i = 0; i < n; i++)
        {
            bool t = frame.Treated[i];
            score[i] = options.Estimand == Estimand.All
                ? m1[i] - m0[i] + (t ? (y[i] - m1[i]) / e[i] : -(y[i] - m0[i]) / (1 - e[i]))
                : (t ? y[i] - m0[i] : -(y[i] - m0[i]) * e[i] / (1 - e[i])) / share;
        }
        double estimate = score.Average();
        var deviations = score.Select((s, i) => options.Estimand == Estimand.All ? s - estimate : s - (frame.Treated[i] ? estimate / share : 0)).ToArray();
        var clusters = options.Cluster is { } cluster ? frame.Frame.Factor(cluster) : null;
        var (variance, df) = clusters is null
            ? (deviations.Sum(d => d * d) / n / n * n / (n - 1.0), double.PositiveInfinity)
            : (ByCluster(deviations, clusters) / n / n * clusters.Levels.Length / (clusters.Levels.Length - 1.0), clusters.Levels.Length - 1.0);
        double error = Math.Sqrt(variance);
        var t0 = new StudentTDistribution(df);
        double half = t0.ForLevel(options.Level) * error;
        var term = new Term(frame.Treatment, estimate, error, estimate / error, df, t0.TwoSided(estimate / error), new(estimate - half, estimate + half, options.Level));
        return new(term, options.Estimand, (formula, outcome, frame.Frame.Sample), clusters?.Levels.Length);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Doubly robust effect on {Outcome}: {Formula}. {Sample}.",
        [new("term", "Term"), new("estimate", "Estimate"), new("std_error", "Standard error"), new("p_value", "p"), new("conf_low", "Low"), new("conf_high", "High")],
        [[Effect.Name, Effect.Estimate, Effect.StandardError, Effect.PValue, Effect.Interval.Low, Effect.Interval.High]],
        Estimand == Estimand.Treated ? "The effect on the treated." : "The effect on all.", Clusters is { } g ? $"Errors by {g} clusters." : "Errors of independent rows.");

    private static double[] Predicted(string model, Dataset rows, bool[] treated, bool side)
    {
        int[] own = [.. Enumerable.Range(0, treated.Length).Where(i => treated[i] == side)];
        var fit = LinearModel.Fit(model, rows.Take(own));
        double[] x = fit.Matrix.For(rows), mean = new double[treated.Length];
        for (int j = 0; j < fit.Matrix.Columns; j++)
        {
            double slope = fit.Terms[j].Estimate;
            if (double.IsNaN(slope)) continue;
            for (int i = 0; i < mean.Length; i++) mean[i] += slope * x[(j * mean.Length) + i];
        }
        return mean;
    }

    private static double ByCluster(double[] deviations, FactorColumn clusters)
    {
        var sums = new double[clusters.Levels.Length];
        for (int i = 0; i < deviations.Length; i++) sums[clusters.Codes[i]] += deviations[i];
        return sums.Sum(s => s * s);
    }
}

/// <summary>Choices of <see cref="DoublyRobust"/>.</summary>
public sealed record DoublyRobustOptions
{
    /// <summary>For whom: the treated or all.</summary>
    public Estimand Estimand { get; init; }

    /// <summary>The column of clusters; null for independent rows.</summary>
    public string? Cluster { get; init; }

    /// <summary>Level of the interval.</summary>
    public double Level { get; init; } = 0.95;
}
