using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>What a target would take to be on track: for each share of its group reached, the effect on every pupil reached.</summary>
/// <param name="Reach">Share of the group reached, 0 to 1.</param>
/// <param name="Effect">Standard deviations; infinite when no effect up to three is enough.</param>
/// <param name="Expected">The figure then expected.</param>
/// <param name="Probability">The probability then.</param>
public readonly record struct RequiredEffect(double Reach, double Effect, double Expected, double Probability);

/// <summary>What would have to be true for a target to be on track.</summary>
public sealed record Requirement : Result
{
    private Requirement(TargetAssessment target, ImmutableArray<RequiredEffect> effects, double goal, string words) => (Target, Effects, Goal, Words) = (target, effects, goal, words);

    /// <summary>The target as it stands.</summary>
    public TargetAssessment Target { get; }

    /// <summary>The effect needed at each reach; empty when the target is decided or not assessable.</summary>
    public ImmutableArray<RequiredEffect> Effects { get; }

    /// <summary>The probability from which it is on track.</summary>
    public double Goal { get; }

    /// <summary>The answer in words.</summary>
    public string Words { get; }

    internal static Requirement Of(Assessment assessment, TargetAssessment target)
    {
        double goal = assessment.Policy.OnTrackFrom;
        var reading = target.Main;
        var open = reading.Conditions.Where(c => !c.IsDecided).ToArray();
        if (reading.Verdict == TargetVerdict.NotAssessable) return new(target, [], goal, $"It cannot be said what it would take: {reading.Reason}");
        if (open.Length == 0 || reading.Verdict is TargetVerdict.Met or TargetVerdict.NotMet) return new(target, [], goal, $"Its year has come: {target.Words}.");
        if (reading.Probability >= goal) return new(target, [], goal, string.Create(CultureInfo.InvariantCulture, $"Nothing more: it is on track, with a probability of {reading.Probability:0.00}."));
        // One programme for every group of the reading, at once.
        Programme[] Asked(double effect, double reach) => [.. open.Select(c => (Phase: PupilSimulation.PhaseOf(c.Condition), c.Condition.Group)).Distinct()
            .Select(x => new Programme { Id = $"needed {x.Phase} {x.Group}", Title = "needed", Phase = x.Phase, Group = x.Group, Reach = reach, Effect = effect, Start = assessment.AsOf.Results + 1 })];
        var response = new PupilSimulation(assessment, Asked(0, 1));
        var search = new EffectSearch(assessment, response, (reading.Reading, goal, Asked));
        var effects = ImmutableArray.CreateBuilder<RequiredEffect>();
        // Fewer reached need no less of an effect: the search goes up from what more would take.
        int least = 0;
        foreach (double reach in (double[])[1, 0.75, 0.5, 0.25])
        {
            var (steps, at) = search.Least(reach, least);
            effects.Add(new(reach, steps is { } enough ? enough * EffectSearch.Step : double.PositiveInfinity, at.Weakest.Expected, at.Probability));
            least = steps ?? EffectSearch.Most;
        }
        var first = effects[0];
        var weakest = reading.Weakest;
        string pace = double.IsNaN(weakest.BestSustained) ? "" : string.Create(CultureInfo.InvariantCulture, $" It needs {Rounding.Text(weakest.YearlyNeeded, weakest.Condition.Decimals)} {weakest.Condition.Unit} a year; the best kept up before is {Rounding.Text(weakest.BestSustained, weakest.Condition.Decimals)}.");
        return new(target, effects.ToImmutable(), goal, double.IsInfinity(first.Effect)
            ? $"No effect up to {EffectSearch.Most * EffectSearch.Step:0} standard deviations on every pupil of the group is enough.{pace}"
            : string.Create(CultureInfo.InvariantCulture, $"An effect of {first.Effect:0.00} standard deviations on every pupil of the group, in every year from {assessment.AsOf.Results + 1} on, and none on the others.{pace}"));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(string.Create(CultureInfo.InvariantCulture, $"What {Target.Target.Id} would take to be met with a probability of {Goal:0.##}: {Words}"),
        [new("reach_percent", "Share of the group reached", "%", 0), new("effect_sd", "Effect on each pupil reached", "SD", 2), new("expected", "Figure then expected", Target.Main.Weakest.Condition.Unit, Target.Main.Weakest.Condition.Decimals), new("probability", "P(met)", "", 2)],
        Effects.Select(e => (IReadOnlyList<Cell>)[100 * e.Reach, e.Effect, e.Expected, Assessment.Chance(e.Probability)]),
        "Effects of programmes in schools are seldom above 0.3 standard deviations.");
}
