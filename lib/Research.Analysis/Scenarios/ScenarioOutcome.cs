using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Every target without and with a set of programmes.</summary>
public sealed record ScenarioOutcome : Result
{
    internal ScenarioOutcome(Assessment before, Assessment after, ImmutableArray<Programme> programmes, ImmutableArray<double> costs) => (Before, After, Programmes, Costs) = (before, after, programmes, costs);

    /// <summary>The targets without the programmes.</summary>
    public Assessment Before { get; }

    /// <summary>The targets with them.</summary>
    public Assessment After { get; }

    /// <summary>The programmes.</summary>
    public ImmutableArray<Programme> Programmes { get; }

    /// <summary>Pounds for each, all years together.</summary>
    public ImmutableArray<double> Costs { get; }

    /// <summary>Targets whose figures the programmes move.</summary>
    public IEnumerable<(TargetAssessment Before, TargetAssessment After)> Moved => Before.All.Zip(After.All).Where(p => p.First.Main.Verdict is not (TargetVerdict.Met or TargetVerdict.NotMet) && Math.Abs(Middle(p.First) - Middle(p.Second)) > 1e-9);

    /// <inheritdoc/>
    public override Table ToTable() => new(
        string.Create(CultureInfo.InvariantCulture, $"{Programmes.Length} programmes, £{Costs.Sum():N0} in all, {Before.At}: targets whose figures they move"),
        [
            new("target", "Target"), new("condition", "Condition that stands furthest off"), new("before", "Expected without", "", 1), new("after", "with", "", 1), new("low_90", "90% low", "", 1), new("high_90", "90% high", "", 1), new("goal", "Goal", "", 1),
            new("probability_before", "P(met) without", "", 2), new("probability_after", "with", "", 2), new("verdict_before", "Verdict without"), new("verdict_after", "with"),
        ],
        Moved.Select(p => (IReadOnlyList<Cell>)
        [
            p.After.Target.Id, p.After.Main.Weakest.Condition.Words, .. Figures(Same(p), p.After.Main.Weakest),
            Assessment.Chance(p.Before.Main.Probability), Assessment.Chance(p.After.Main.Probability), p.Before.Words, p.After.Words,
        ]),
        "The first assessable reading of each target. The same pupils are followed without and with the programmes in every future. Records of things done are left as they are.");

    /// <summary>The programmes: whom they reach, their effect and cost.</summary>
    public Table ProgrammesTable => new("Programmes",
        [
            new("id", "Programme"), new("title", "What it is"), new("phase", "Moves"), new("group", "For"), new("reach_percent", "Reach", "%", 0), new("effect_sd", "Effect", "SD", 2), new("effect_se", "Standard error", "SD", 2),
            new("start", "From", "", 0), new("kept_percent", "Kept a year", "%", 0), new("displacement_percent", "Displaced", "%", 0), new("cost", "Cost, all years", "£", 0), new("source", "Source"),
        ],
        Programmes.Select((p, i) => (IReadOnlyList<Cell>)[p.Id, p.Title, p.Phase.Title, Groups.Find(p.Group).Title, 100 * p.Reach, p.Effect, p.EffectError, p.Start, 100 * p.Kept, 100 * p.Displacement, Costs[i], p.Source]));

    /// <inheritdoc/>
    public override Chart? ToChart() => Moved.Any() ? BarChart.Of("Rise in the probability of being met, targets moved", "probability",
        Moved.Select(p => (p.After.Target.Id, p.After.Main.Probability - p.Before.Main.Probability)), decimals: 2) : null;

    private static IEnumerable<Cell> Figures(ConditionAssessment before, ConditionAssessment after) =>
        new[] { before.Expected, after.Expected, after.ExpectedInterval.Low, after.ExpectedInterval.High, after.Goal }.Select(v => Cell.Of(v, after.Condition.Decimals));

    private static ConditionAssessment Same((TargetAssessment Before, TargetAssessment After) pair) =>
        pair.Before.Readings.SelectMany(r => r.Conditions).First(c => ReferenceEquals(c.Condition, pair.After.Main.Weakest.Condition));

    private static double Middle(TargetAssessment t) => t.Readings.SelectMany(r => r.Conditions).Where(c => double.IsFinite(c.Expected)).Sum(c => c.Expected);
}
