using System.Collections.Immutable;

namespace Research;

/// <summary>The signed-rank test's bounds at one strength of hidden bias.</summary>
/// <param name="Gamma">How much likelier one of two matched pupils may be to have the programme.</param>
/// <param name="LowestP">The least one-sided p.</param>
/// <param name="HighestP">The greatest.</param>
public sealed record RosenbaumBound(double Gamma, double LowestP, double HighestP);

/// <summary>How much hidden bias a matched comparison bears before its finding could be chance.</summary>
/// <remarks>Wilcoxon's signed-rank statistic T of pair differences, against it the extremes it could have if one pupil of a pair were up to Γ times likelier to have
/// the programme: mean p Σq, variance p(1 − p) Σq², p = Γ/(1 + Γ). Zero differences are left out, ties share ranks. Source: Rosenbaum (2002), Observational
/// Studies, ch. 4. R: <c>rbounds::psens</c>.</remarks>
public sealed record RosenbaumBounds : Result
{
    private RosenbaumBounds(ImmutableArray<RosenbaumBound> bounds, double critical, int pairs) => (Bounds, CriticalGamma, Pairs) = (bounds, critical, pairs);

    /// <summary>Bounds at each Γ asked for.</summary>
    public ImmutableArray<RosenbaumBound> Bounds { get; }

    /// <summary>The least Γ at which the greatest p exceeds 0.05; 1 where it does without any bias.</summary>
    public double CriticalGamma { get; }

    /// <summary>Pairs that differ.</summary>
    public int Pairs { get; }

    /// <summary>Bounds of pair differences, treated less control; the alternative is a gain.</summary>
    /// <param name="differences">Differences of matched pairs.</param>
    /// <param name="gammas">Strengths of bias; none takes 1 to 3 by quarters.</param>
    public static RosenbaumBounds Of(IReadOnlyList<double> differences, params IEnumerable<double> gammas)
    {
        double[] seen = [.. differences.Where(d => d != 0 && !double.IsNaN(d))];
        if (seen.Length < 10) throw new DataError("Rosenbaum bounds", $"{seen.Length} pairs that differ", "ten or more", "With so few pairs a test has no power to lose.");
        // Equal differences share the mean of their ranks.
        var rank = seen.Select(Math.Abs).Order().Select((v, i) => (v, i)).GroupBy(p => p.v).ToDictionary(g => g.Key, g => g.Average(p => p.i + 1.0));
        double t = seen.Where(d => d > 0).Sum(d => rank[d]), sum = seen.Sum(d => rank[Math.Abs(d)]), squares = seen.Sum(d => rank[Math.Abs(d)] * rank[Math.Abs(d)]);
        double P(double share) => StandardNormal.Upper((t - (share * sum)) / Math.Sqrt(share * (1 - share) * squares));
        double[] asked = [.. gammas];
        if (asked.Length == 0) asked = [1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3];
        double critical = P(0.5) > 0.05 ? 1 : Root.Outward(g => P(g / (1 + g)) - 0.05, 1, 0.5);
        return new([.. asked.Select(g => g >= 1 ? new RosenbaumBound(g, P(1 / (1 + g)), P(g / (1 + g))) : throw new DataError("Rosenbaum bounds", $"Γ = {g}", "Γ of 1 or more", "Γ is how many times likelier one of a pair may be."))], critical, seen.Length);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Rosenbaum bounds of {Pairs} pairs; the finding stands up to Γ = {Cell.Of(CriticalGamma).Show(2)}",
        [new("gamma", "Γ", "", 2), new("p_low", "Least p", "", 4), new("p_high", "Greatest p", "", 4)], Bounds.Select(b => (IReadOnlyList<Cell>)[b.Gamma, b.LowestP, b.HighestP]),
        "Γ: how many times likelier one of two matched pupils may be to have the programme for something nobody measured.");
}
