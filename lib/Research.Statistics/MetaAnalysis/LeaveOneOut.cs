using System.Collections.Immutable;

namespace Research;

/// <summary>A pooled effect of part of the studies.</summary>
/// <param name="Study">The study left out, or the last added.</param>
/// <param name="Row">Its row in the data, from 1.</param>
/// <param name="Effect">The pooled effect.</param>
/// <param name="Q">Cochran's Q.</param>
/// <param name="TauSquared">τ².</param>
/// <param name="ISquaredPercent">I², percent.</param>
public sealed record PartialEffect(string Study, int Row, Term Effect, double Q, double TauSquared, double ISquaredPercent)
{
    internal static PartialEffect Of(MetaAnalysis fit, int study, StudyDesign design)
    {
        var part = PooledEffects.Fit(design, fit.Estimator, fit.Pooled.Options);
        return new(fit.Labels[study], fit.Frame.KeptRows[study] + 1, part.Term("(Intercept)", 0), part.Q, part.TauSquared, part.ISquared(fit.Estimator));
    }

    internal static Table TableOf(string title, IEnumerable<PartialEffect> effects) => new(title,
        [
            new("study", "Study"), new("estimate", "Pooled effect"), new("std_error", "Standard error"), new("p_value", "p"), new("conf_low", "Low"), new("conf_high", "High"),
            new("q", "Q"), new("tau_squared", "τ²"), new("i_squared_percent", "I²", "%"),
        ],
        effects.Select(e => (IReadOnlyList<Cell>)[e.Study, e.Effect.Estimate, e.Effect.StandardError, e.Effect.PValue, e.Effect.Interval.Low, e.Effect.Interval.High, e.Q, e.TauSquared, e.ISquaredPercent]));

    internal static void RequirePooled(MetaAnalysis fit, string what, int least)
    {
        _ = fit.Effect;
        if (fit.Count < least) throw new DataError(what, $"{fit.Count} studies", $"{least} or more", "Add studies.");
    }
}

/// <summary>The pooled effect without each study in turn: does one study carry the result? R: <c>metafor::leave1out</c>.</summary>
public sealed record LeaveOneOut : Result
{
    private LeaveOneOut(ImmutableArray<PartialEffect> effects, Term whole) => (Effects, Whole) = (effects, whole);

    /// <summary>One a study left out, in row order.</summary>
    public ImmutableArray<PartialEffect> Effects { get; }

    /// <summary>The pooled effect of all studies.</summary>
    public Term Whole { get; }

    internal static LeaveOneOut Of(MetaAnalysis fit)
    {
        PartialEffect.RequirePooled(fit, "leave one out", 2);
        return new([.. Enumerable.Range(0, fit.Count).Select(i => PartialEffect.Of(fit, i, fit.Pooled.Design.Without(i)))], fit.Effect);
    }

    /// <inheritdoc/>
    public override Table ToTable() => PartialEffect.TableOf($"Pooled effect without each of {Effects.Length} studies; with all {Cell.Of(Whole.Estimate).Show(null)}", Effects);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"Pooled effect without each of {Effects.Length} studies", "Pooled effect",
        Effects.Select(e => new EstimateRow("without " + e.Study, e.Effect.Estimate, e.Effect.Interval)).Append(new("all studies", Whole.Estimate, Whole.Interval)), 0);
}

/// <summary>The pooled effect as studies came in. R: <c>metafor::cumul</c>.</summary>
public sealed record CumulativeMetaAnalysis : Result
{
    private CumulativeMetaAnalysis(ImmutableArray<PartialEffect> effects, string order) => (Effects, Order) = (effects, order);

    /// <summary>One a study added, in the order of adding.</summary>
    public ImmutableArray<PartialEffect> Effects { get; }

    /// <summary>The column the studies were ordered by.</summary>
    public string Order { get; }

    internal static CumulativeMetaAnalysis Of(MetaAnalysis fit, string order)
    {
        PartialEffect.RequirePooled(fit, "cumulative meta-analysis", 1);
        double[] by = [.. fit.Studies.Data.Numbers(order)];
        int[] rows = [.. fit.Frame.KeptRows];
        if (rows.FirstOrDefault(r => double.IsNaN(by[r]), -1) is >= 0 and var row)
            throw new DataError("cumulative meta-analysis", $"no value in row {row + 1}", "a value for each study", "Fill it in, or leave the study out.", column: order);
        int[] sequence = [.. Enumerable.Range(0, rows.Length).OrderBy(i => by[rows[i]])];
        return new([.. sequence.Select((study, n) => PartialEffect.Of(fit, study, fit.Pooled.Design.Take(sequence[..(n + 1)])))], order);
    }

    /// <inheritdoc/>
    public override Table ToTable() => PartialEffect.TableOf($"Pooled effect as {Effects.Length} studies came in by {Order}", Effects);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"Pooled effect as {Effects.Length} studies came in by {Order}", "Pooled effect",
        Effects.Select(e => new EstimateRow("+ " + e.Study, e.Effect.Estimate, e.Effect.Interval)), 0);
}
