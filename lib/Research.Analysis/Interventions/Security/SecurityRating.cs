using System.Collections.Immutable;

namespace Research;

/// <summary>How secure a finding is, on EEF's scale of 0 to 5 padlocks: the lowest of design, smallest detectable effect at design and attrition, less what imbalance and threats take away.</summary>
/// <remarks>Smallest detectable effect (standard deviations): at most 0.2 five, below 0.3 four, 0.4 three, 0.5 two, 0.6 one. Attrition: to 10% five, 20% four, 30% three, 40% two, 50% one. What cannot be computed is asked for in the
/// plan (designed_for, threats). Source: EEF (2019), Classification of the security of findings from EEF evaluations; the numbers taken off for imbalance (one above 0.1 standard deviations) and threats (one moderate, two high) are this
/// workbench's reading of "adjustment".</remarks>
public sealed record SecurityRating : Result
{
    private SecurityRating(ImmutableArray<(string Criterion, string Found, double? Padlocks, bool Asked)> criteria, int padlocks) => (Criteria, Padlocks) = (criteria, padlocks);

    /// <summary>Each criterion with what was found, the padlocks it allows (or takes away, below 0), and whether it was asked for rather than computed.</summary>
    public ImmutableArray<(string Criterion, string Found, double? Padlocks, bool Asked)> Criteria { get; }

    /// <summary>The rating, 0 to 5.</summary>
    public int Padlocks { get; }

    internal static SecurityRating Of(AnalysisPlan plan, int design, (double Attrition, double Imbalance) found)
    {
        int power = plan.DesignedFor is not { } effect ? 0 : effect <= 0.2 ? 5 : effect < 0.3 ? 4 : effect < 0.4 ? 3 : effect < 0.5 ? 2 : effect < 0.6 ? 1 : 0;
        int attrition = found.Attrition <= 0.1 ? 5 : found.Attrition <= 0.2 ? 4 : found.Attrition <= 0.3 ? 3 : found.Attrition <= 0.4 ? 2 : found.Attrition <= 0.5 ? 1 : 0;
        int imbalance = found.Imbalance > 0.1 ? -1 : 0;
        var worst = plan.Threats.OrderByDescending(t => t.Level switch { "high" => 2, "moderate" => 1, _ => 0 }).FirstOrDefault();
        int threats = worst.Level switch { "high" => -2, "moderate" => -1, _ => 0 };
        int rating = Math.Max(0, Math.Min(design, Math.Min(power, attrition)) + imbalance + threats);
        return new(
        [
            ("Design", PlanText.NameOf(plan.Design), design, false),
            ("Smallest detectable effect at design", plan.DesignedFor is { } given ? $"{Rounding.Text(given, 2)} standard deviations" : "not in the plan: nobody worked it out", power, true),
            ("Attrition", $"{Rounding.Text(100 * found.Attrition, 1)}%", attrition, false),
            ("Balance at baseline", double.IsNaN(found.Imbalance) ? "no covariate to see it by" : $"largest difference {Rounding.Text(found.Imbalance, 2)} standard deviations", imbalance, false),
            ("Threats", plan.Threats.IsEmpty ? "none named in the plan" : string.Join("; ", plan.Threats.Select(t => $"{t.Threat}: {t.Level}")), threats, true),
        ], rating);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Security: {Padlocks} of 5 padlocks",
        [new("criterion", "Criterion"), new("found", "Found"), new("padlocks", "Padlocks", "", 0), new("source", "From")],
        Criteria.Select(c => (IReadOnlyList<Cell>)[c.Criterion, c.Found, c.Padlocks, c.Asked ? "plan" : "data"]),
        "The lowest of the first three, less what the last two take off. Source: EEF (2019), Classification of the security of findings from EEF evaluations.");
}
