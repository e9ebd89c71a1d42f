using System.Collections.Immutable;

namespace Research;

/// <summary>A programme's place in the league.</summary>
/// <param name="Title">The programme.</param>
/// <param name="Effect">Its effect in standard deviations.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Interval">Its interval.</param>
/// <param name="Shrunken">Its effect drawn towards the mean of all, as far as its own evidence is weak.</param>
/// <param name="ShrunkenInterval">The interval of that.</param>
/// <param name="Padlocks">How secure, 0 to 5.</param>
public sealed record LeagueEntry(string Title, double Effect, double StandardError, Interval Interval, double Shrunken, Interval ShrunkenInterval, int Padlocks);

/// <summary>All programmes in one table, each effect shrunken towards the mean of all, so that the top is not simply where chance was kindest.</summary>
/// <remarks>Means and intervals of <see cref="ParallelEffects"/>. Sources: Efron and Morris (1975), JASA 70(350); Rubin (1981), Estimation in parallel randomized experiments, J. Educ. Stat. 6(4).</remarks>
public sealed record ProgrammeLeague : Result
{
    private ProgrammeLeague(ImmutableArray<LeagueEntry> entries, double mean, double spread, ImmutableArray<string> leftOut) => (Entries, Mean, Spread, LeftOut) = (entries, mean, spread, leftOut);

    /// <summary>Programmes whose evaluation gives no standard error (synthetic control): how far to draw them towards the mean cannot be told.</summary>
    public ImmutableArray<string> LeftOut { get; }

    /// <summary>The programmes, the largest shrunken effect first.</summary>
    public ImmutableArray<LeagueEntry> Entries { get; }

    /// <summary>The mean effect, in standard deviations.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation of true effects, as far as ten or so estimates can tell it.</summary>
    public double Spread { get; }

    /// <summary>A league of evaluations; two at least.</summary>
    public static ProgrammeLeague Of(params IReadOnlyCollection<EvaluationReport> reports)
    {
        ImmutableArray<string> leftOut = [.. reports.Where(r => !(r.Standardised.StandardError > 0)).Select(r => r.Plan.Title)];
        reports = [.. reports.Where(r => r.Standardised.StandardError > 0)];
        if (reports.Count < 2) throw new DataError("league", $"{reports.Count} evaluations with a standard error", "two or more", "Evaluate more programmes.");
        var effects = ParallelEffects.Of([.. reports.Select(r => (r.Standardised.G, r.Standardised.StandardError))]);
        double z = StandardNormal.Quantile(0.975);
        var entries = reports.Select((r, i) => new LeagueEntry(r.Plan.Title, r.Standardised.G, r.Standardised.StandardError, r.Standardised.Interval, effects.Means[i],
            new(effects.Means[i] - (z * effects.Deviations[i]), effects.Means[i] + (z * effects.Deviations[i])), r.Security.Padlocks));
        return new([.. entries.OrderByDescending(e => e.Shrunken)], effects.Mean, effects.Spread, leftOut);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Entries.Length} programmes: mean effect {Rounding.Text(Mean, 2)}, spread of true effects {Rounding.Text(Spread, 2)} standard deviations",
        [
            new("programme", "Programme"), new("effect", "Effect", "SD", 2), new("conf_low", "Low", "SD", 2), new("conf_high", "High", "SD", 2), new("shrunken", "Shrunken", "SD", 2), new("shrunken_low", "Low", "SD", 2),
            new("shrunken_high", "High", "SD", 2), new("padlocks", "Padlocks", "of 5", 0),
        ],
        Entries.Select(e => (IReadOnlyList<Cell>)[e.Title, e.Effect, e.Interval.Low, e.Interval.High, e.Shrunken, e.ShrunkenInterval.Low, e.ShrunkenInterval.High, e.Padlocks]),
        [
            "Shrunken: drawn towards the mean as far as the programme's own evidence is weak (Efron and Morris 1975; Rubin 1981). A programme with little evidence of its own is mostly given the others' mean: read its own interval first.",
            "Different outcomes and ages: an order to think with, not a ranking to fund by.",
            .. LeftOut.IsEmpty ? [] : (string[])[$"Without a standard error, and so left out: {string.Join(", ", LeftOut)}."],
        ]);

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of("Shrunken effects of all programmes", "standard deviations", Entries.Select(e => new EstimateRow($"{e.Title}, {e.Padlocks} {(e.Padlocks == 1 ? "padlock" : "padlocks")}", e.Shrunken, e.ShrunkenInterval)), 0);
}
