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
/// <remarks>θᵢ = μ + (1 − Bᵢ)(gᵢ − μ), Bᵢ = vᵢ/(vᵢ + τ²), variance (1 − Bᵢ)vᵢ + Bᵢ² var(μ), μ and τ² by Paule and Mandel (1982). Sources: Efron and Morris (1975), JASA 70(350); Raudenbush and Bryk (1985), J. Educ. Stat. 10(2). R: <c>metafor::blup</c>.</remarks>
public sealed record ProgrammeLeague : Result
{
    private ProgrammeLeague(ImmutableArray<LeagueEntry> entries, double mean, double spread) => (Entries, Mean, Spread) = (entries, mean, spread);

    /// <summary>The programmes, the largest shrunken effect first.</summary>
    public ImmutableArray<LeagueEntry> Entries { get; }

    /// <summary>The mean effect, in standard deviations.</summary>
    public double Mean { get; }

    /// <summary>τ, the standard deviation of true effects.</summary>
    public double Spread { get; }

    /// <summary>A league of evaluations; two at least.</summary>
    public static ProgrammeLeague Of(params IReadOnlyCollection<EvaluationReport> reports)
    {
        if (reports.Count < 2) throw new DataError("league", $"{reports.Count} evaluations", "two or more", "Evaluate more programmes.");
        var units = reports.Select(r => (r.Standardised.G, r.Standardised.StandardError * r.Standardised.StandardError)).ToArray();
        var mean = RandomEffectsMean.Of(units);
        double z = StandardNormal.Quantile(0.975);
        var entries = reports.Select((r, i) =>
        {
            double v = units[i].Item2, b = v / (v + mean.Variance), shrunken = mean.Mean + ((1 - b) * (units[i].G - mean.Mean));
            double error = Math.Sqrt(((1 - b) * v) + (b * b * mean.StandardError * mean.StandardError));
            return new LeagueEntry(r.Plan.Title, units[i].G, Math.Sqrt(v), r.Standardised.Interval, shrunken, new(shrunken - (z * error), shrunken + (z * error)), r.Security.Padlocks);
        });
        return new([.. entries.OrderByDescending(e => e.Shrunken)], mean.Mean, Math.Sqrt(mean.Variance));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Entries.Length} programmes: mean effect {Rounding.Text(Mean, 2)}, spread of true effects {Rounding.Text(Spread, 2)} standard deviations",
        [
            new("programme", "Programme"), new("effect", "Effect", "SD", 2), new("conf_low", "Low", "SD", 2), new("conf_high", "High", "SD", 2), new("shrunken", "Shrunken", "SD", 2), new("shrunken_low", "Low", "SD", 2),
            new("shrunken_high", "High", "SD", 2), new("padlocks", "Padlocks", "of 5", 0),
        ],
        Entries.Select(e => (IReadOnlyList<Cell>)[e.Title, e.Effect, e.Interval.Low, e.Interval.High, e.Shrunken, e.ShrunkenInterval.Low, e.ShrunkenInterval.High, e.Padlocks]),
        "Shrunken: drawn towards the mean as far as the programme's own evidence is weak (Efron and Morris 1975). Different outcomes and ages: an order to think with, not a ranking to fund by.");

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of("Shrunken effects of all programmes", "standard deviations", Entries.Select(e => new EstimateRow($"{e.Title} ({e.Padlocks} of 5)", e.Shrunken, e.ShrunkenInterval)), 0);
}
