using System.Collections.Immutable;

namespace Research;

/// <summary>How effects by cohort and period are averaged.</summary>
public enum EffectAggregation
{
    /// <summary>All effects after treatment, cohorts by their size.</summary>
    Simple,

    /// <summary>By periods since treatment; overall the mean of those from 0 on.</summary>
    EventTime,

    /// <summary>By cohort; overall by cohorts' size: the effect an average treated unit has had.</summary>
    Cohort,

    /// <summary>By period; overall their mean.</summary>
    Calendar,
}

/// <summary>Effects averaged over cohorts, periods or time since treatment.</summary>
/// <remarks>Errors take into account that cohorts' sizes are estimated. Source: Callaway and Sant'Anna (2021), section 3. R: <c>did::aggte</c>.</remarks>
public sealed record AggregatedEffects : Result
{
    private readonly GroupTimeEffects source;
    private readonly List<(double Key, double[] Influence)> parts;

    private AggregatedEffects(GroupTimeEffects source, EffectAggregation by, Term overall, List<(double Key, double Estimate, double[] Influence)> parts)
    {
        (this.source, By, Overall, OverallAsDid, this.parts) = (source, by, overall, overall, [.. parts.Select(p => (p.Key, p.Influence))]);
        Effects = [.. parts.Select(p => source.Errors.Term(GroupTimeEffects.Show(p.Key), p.Estimate, p.Influence))];
    }

    /// <summary>What they are averaged by.</summary>
    public EffectAggregation By { get; }

    /// <summary>The overall effect.</summary>
    public Term Overall { get; }

    /// <summary>The overall effect by cohort with the error did 2.1.2 and before give it; <see cref="Overall"/> otherwise.</summary>
    /// <remarks>did hands the routine that allows for estimated shares the cohort of each effect by cohort and period where it means the list of
    /// cohorts, so that the k-th share's error is taken from the cohort of the k-th such effect. Shown for comparison; do not report it.</remarks>
    public Term OverallAsDid { get; private init; }

    /// <summary>The effects, each named by its event time, cohort or period; none for <see cref="EffectAggregation.Simple"/>.</summary>
    public ImmutableArray<Term> Effects { get; }

    /// <summary>Bands that hold all the effects together, by the multiplier bootstrap.</summary>
    /// <param name="seed">Named seed.</param>
    /// <param name="draws">Draws.</param>
    public SimultaneousBands Bands(long seed, int draws = 1000)
    {
        var (critical, errors) = source.Errors.Simultaneous([.. parts.Select(p => p.Influence)], seed, draws);
        return new(critical, [.. Effects.Select((e, k) => e with { StandardError = errors[k], Interval = new(e.Estimate - (critical * errors[k]), e.Estimate + (critical * errors[k])) })], $"{draws} draws, seed {seed}");
    }

    internal static AggregatedEffects Of(GroupTimeEffects source, EffectAggregation by)
    {
        var weights = new CohortWeights(source);
        var post = source.Cells.Where(c => c.IsPost && !double.IsNaN(c.Estimate)).ToArray();
        if (post.Length == 0) throw new DataError("difference-in-differences", "no effect after treatment that could be estimated", "treated and comparable controls", "Use fewer covariates, or other controls.");
        (double Estimate, double[] Influence) overall;
        (double Estimate, double[] Influence)? asDid = null;
        List<(double Key, double Estimate, double[] Influence)> parts = [];
        switch (by)
        {
            case EffectAggregation.EventTime:
                parts = Each(source.Cells.Where(c => !double.IsNaN(c.Estimate)).GroupBy(c => c.Time - c.Group), weights.Average);
                overall = Mean([.. parts.Where(p => p.Key >= 0)]);
                break;
            case EffectAggregation.Calendar:
                parts = Each(post.GroupBy(c => c.Time), weights.Average);
                overall = Mean(parts);
                break;
            case EffectAggregation.Cohort:
                parts = Each(post.GroupBy(c => c.Group), cohort => Mean([.. cohort.Select(c => (0.0, c.Estimate, c.Influence))]));
                GroupTimeCell[] cohorts = [.. parts.Select(p => new GroupTimeCell(p.Key, p.Key, p.Estimate, p.Influence, true))];
                overall = weights.Average(cohorts);
                asDid = weights.Average(cohorts, [.. source.Cells.Where(c => !double.IsNaN(c.Estimate)).Take(cohorts.Length).Select(c => c.Group)]);
                break;
            default:
                overall = weights.Average(post);
                break;
        }
        return new(source, by, source.Errors.Term("overall", overall.Estimate, overall.Influence), parts)
        {
            OverallAsDid = asDid is var (estimate, influence) ? source.Errors.Term("overall", estimate, influence) : source.Errors.Term("overall", overall.Estimate, overall.Influence),
        };
    }

    private static List<(double Key, double Estimate, double[] Influence)> Each(IEnumerable<IGrouping<double, GroupTimeCell>> groups, Func<GroupTimeCell[], (double, double[])> average) =>
        [.. groups.OrderBy(g => g.Key).Select(g => average([.. g]) is var (estimate, influence) ? (g.Key, estimate, influence) : default)];

    private static (double Estimate, double[] Influence) Mean(List<(double Key, double Estimate, double[] Influence)> parts)
    {
        var influence = new double[parts[0].Influence.Length];
        foreach (var p in parts)
            for (int i = 0; i < influence.Length; i++) influence[i] += p.Influence[i] / parts.Count;
        return (parts.Average(p => p.Estimate), influence);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Effects {Words}, {source.Words}: {source.Design.Outcome}. {source.Sample}.",
        [new("by", Key), new("estimate", "Effect"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p", "", 3)],
        Effects.Append(Overall).Select(e => (IReadOnlyList<Cell>)[e.Name, e.Estimate, e.StandardError, e.Interval.Low, e.Interval.High, e.PValue]), source.Cautions);

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"Effects {Words} on {source.Design.Outcome}, with 95% intervals", source.Design.Outcome,
        Effects.Append(Overall).Select(e => new EstimateRow(e.Name, e.Estimate, double.IsNaN(e.StandardError) ? new(e.Estimate, e.Estimate) : e.Interval)), 0);

    private string Words => By switch { EffectAggregation.EventTime => "by periods since treatment", EffectAggregation.Cohort => "by cohort", EffectAggregation.Calendar => "by period", _ => "averaged" };

    private string Key => By switch { EffectAggregation.EventTime => "Periods since treatment", EffectAggregation.Cohort => "First treated", EffectAggregation.Calendar => "Period", _ => "" };
}

/// <summary>Intervals that hold several effects together.</summary>
/// <param name="Critical">What standard errors are multiplied by.</param>
/// <param name="Effects">The effects with the bootstrap's errors and the bands as intervals.</param>
/// <param name="Scheme">Draws and seed.</param>
public sealed record SimultaneousBands(double Critical, ImmutableArray<Term> Effects, string Scheme) : Result
{
    /// <inheritdoc/>
    public override Table ToTable() => new($"Simultaneous 95% bands by the multiplier bootstrap, {Scheme}; critical value {Rounding.Text(Critical, 3)}.",
        [new("by", "Effect"), new("estimate", "Effect"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High")],
        Effects.Select(e => (IReadOnlyList<Cell>)[e.Name, e.Estimate, e.StandardError, e.Interval.Low, e.Interval.High]));

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of("Effects with simultaneous 95% bands", "effect", Effects.Select(e => new EstimateRow(e.Name, e.Estimate, e.Interval)), 0);
}

/// <summary>Averages effects by the size of their cohorts; sizes are estimates too.</summary>
internal sealed class CohortWeights(GroupTimeEffects source)
{
    private readonly double[] firstTreated = source.Panel.FirstTreated;

    public (double Estimate, double[] Influence) Average(IReadOnlyList<GroupTimeCell> cells) => Average(cells, [.. cells.Select(c => c.Group)]);

    /// <summary>The average of effects, the errors of whose shares come from the members of <paramref name="sharesOf"/>.</summary>
    public (double Estimate, double[] Influence) Average(IReadOnlyList<GroupTimeCell> cells, double[] sharesOf)
    {
        int n = firstTreated.Length;
        double[] share = [.. cells.Select(c => firstTreated.Count(f => f == c.Group) / (double)n)];
        double total = share.Sum(), estimate = cells.Select((c, k) => c.Estimate * share[k]).Sum() / total;
        var influence = new double[n];
        for (int k = 0; k < cells.Count; k++)
            for (int i = 0; i < n; i++)
            {
                // The effect of this cohort's share, in numerator and sum.
                double off = (firstTreated[i] == sharesOf[k] ? 1 : 0) - share[k];
                influence[i] += (share[k] / total * cells[k].Influence[i]) + (off * (cells[k].Estimate - estimate) / total);
            }
        return (estimate, influence);
    }
}
