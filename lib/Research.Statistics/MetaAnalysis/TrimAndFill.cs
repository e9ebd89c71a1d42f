using System.Collections.Immutable;

namespace Research;

/// <summary>How the number of missing studies is estimated (Duval and Tweedie 2000).</summary>
public enum MissingStudies
{
    /// <summary>L₀, from the rank sum: the usual choice. R: <c>"L0"</c>.</summary>
    Linear,

    /// <summary>R₀, from the longest run on one side. R: <c>"R0"</c>.</summary>
    Run,

    /// <summary>Q₀, quadratic in the rank sum. R: <c>"Q0"</c>.</summary>
    Quadratic,
}

/// <summary>Trim and fill: studies on the thin side of the funnel are imputed as mirror images, and effects pooled again. A look at how far publication bias could
/// matter, not a correction of it. Source: Duval and Tweedie (2000), Biometrics 56(2). R: <c>metafor::trimfill</c>.</summary>
public sealed record TrimAndFill : Result
{
    private const int MostRounds = 100;

    private TrimAndFill(bool onRight, int missing, double missingError) => (IsRight, Missing, MissingStandardError) = (onRight, missing, missingError);

    /// <summary>True when studies seem missing on the right, among large effects.</summary>
    public bool IsRight { get; }

    /// <summary>Estimated number of missing studies, k₀.</summary>
    public int Missing { get; }

    /// <summary>Its standard error.</summary>
    public double MissingStandardError { get; }

    /// <summary>The pooled effect with the imputed studies.</summary>
    public required Term Effect { get; init; }

    /// <summary>The pooled effect of the studies at hand.</summary>
    public required Term Observed { get; init; }

    /// <summary>τ² with the imputed studies.</summary>
    public required double TauSquared { get; init; }

    /// <summary>The effects imputed.</summary>
    public required ImmutableArray<double> Filled { get; init; }

    internal static TrimAndFill Of(MetaAnalysis fit, MissingStudies estimator)
    {
        PartialEffect.RequirePooled(fit, "trim and fill", 3);
        var design = fit.Pooled.Design;
        int k = design.Count;
        var sided = design.With([.. design.V.Select(Math.Sqrt)]);
        // Without different precisions there is no slope; the reference cannot go on, here the left side is looked at.
        bool right = !sided.IsDeficient && PooledEffects.Fit(sided, fit.Estimator, fit.Pooled.Options).Solution.Coefficients[1] < 0;
        double sign = right ? -1 : 1;
        int[] order = [.. Enumerable.Range(0, k).OrderBy(i => sign * design.Y[i])];
        double[] y = [.. order.Select(i => sign * design.Y[i])], v = [.. order.Select(i => design.V[i])];
        int missing = 0, before = -1, rounds = 0;
        double error = 0;
        double[] centred = y;
        while (missing != before)
        {
            if (++rounds > MostRounds) throw new DataError("trim and fill", $"no stable number of missing studies in {MostRounds} rounds", "a number that settles", "Use another estimator of missing studies.");
            before = missing;
            double centre = PooledEffects.Fit(StudyDesign.Mean(y[..(k - missing)], v[..(k - missing)]), fit.Estimator, fit.Pooled.Options).Estimate;
            centred = [.. y.Select(x => x - centre)];
            (missing, error) = Count(centred, estimator);
        }
        double[] filled = [.. centred.Skip(k - missing).Select((c, i) => sign * (y[k - missing + i] - c - c))];
        var all = StudyDesign.Mean([.. design.Y, .. filled], [.. design.V, .. v.Skip(k - missing)]);
        var pooled = PooledEffects.Fit(all, fit.Estimator, fit.Pooled.Options);
        return new(right, missing, error) { Effect = pooled.Term("(Intercept)", 0), Observed = fit.Effect, TauSquared = pooled.TauSquared, Filled = [.. filled] };
    }

    private static (int Missing, double Error) Count(double[] centred, MissingStudies estimator)
    {
        int k = centred.Length;
        int[] bySize = [.. Enumerable.Range(0, k).OrderBy(i => Math.Abs(centred[i]))];
        double sum = 0, lowest = 0;
        for (int rank = 1; rank <= k; rank++)
        {
            double c = centred[bySize[rank - 1]];
            if (c > 0) sum += rank;
            else if (c < 0) lowest = rank;
        }
        double n = k, missing = estimator switch
        {
            MissingStudies.Run => n - lowest - 1,
            MissingStudies.Linear => ((4 * sum) - (n * (n + 1))) / ((2 * n) - 1),
            _ => n - 0.5 - Math.Sqrt(Math.Max(0, (2 * n * n) - (4 * sum) + 0.25)),
        };
        double m = missing, variance = ((n * (n + 1) * ((2 * n) + 1)) + (10 * m * m * m) + (27 * m * m) + (17 * m) - (18 * n * m * m) - (18 * n * m) + (6 * n * n * m)) / 24;
        double error = estimator switch
        {
            MissingStudies.Run => Math.Sqrt((2 * Math.Max(0, m)) + 2),
            MissingStudies.Linear => 4 * Math.Sqrt(variance) / ((2 * n) - 1),
            _ => 2 * Math.Sqrt(variance) / Math.Sqrt(((n - 0.5) * (n - 0.5)) - (m * ((2 * n) - m - 1))),
        };
        return ((int)Math.Clamp(Math.Round(m, MidpointRounding.ToEven), 0, k - 1), Math.Max(0, error));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Trim and fill: {Missing} studies seem missing on the {(IsRight ? "right" : "left")} (SE {Rounding.Text(MissingStandardError, 1)})",
        [new("effect", "Pooled effect"), new("estimate", "Estimate"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High")],
        [
            ["of the studies at hand", Observed.Estimate, Observed.StandardError, Observed.Interval.Low, Observed.Interval.High],
            ["with the missing filled in", Effect.Estimate, Effect.StandardError, Effect.Interval.Low, Effect.Interval.High],
        ],
        ["A look at how much publication bias could matter; where true effects differ, the funnel can lean without any bias."]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"Pooled effect before and after filling in {Missing} studies", "Effect",
        [new("of the studies at hand", Observed.Estimate, Observed.Interval), new("with the missing filled in", Effect.Estimate, Effect.Interval)], 0);
}
