using System.Collections.Immutable;

namespace Research;

/// <summary>How secure a finding is, on EEF's scale of 0 to 5 padlocks: the lowest of design, smallest detectable effect at design and attrition of pupils, less what threats to validity take away.</summary>
/// <remarks>Design: by lot 5; a comparison that allows for unseen selection (a cut-off, differences over time) 4; for all that is known to matter (matching) 3. Smallest detectable effect (standard deviations): at most 0.2 five, below 0.3
/// four, 0.4 three, 0.5 two, 0.6 one. Attrition, of pupils whatever was drawn: to 10% five, 20% four, 30% three, 40% two, 50% one. Source: EEF (2019), Classification of the security of findings from EEF evaluations. Its text could
/// not be read here. Confirmed at second hand, by the University of Oxford's Education Deanery (Assessing risk of bias in education research): five padlocks for randomised designs, one for volunteers beside others with nothing
/// allowed for, none above 50% attrition, attrition of pupils whatever was drawn, the seven threats and what they take away. Not confirmed: the other rows of the design, the other bounds of the two middle criteria, the bands of
/// baseline differences, and what a later edition changed. What cannot be computed is asked for in the plan (designed_for or planned, threats).</remarks>
public sealed record SecurityRating : Result
{
    private SecurityRating(ImmutableArray<(string Criterion, string Found, double? Padlocks, bool Asked)> criteria, ThreatsToValidity threats, int padlocks) =>
        (Criteria, Threats, NotJudged, Padlocks) = (criteria, threats.All, threats.NotJudged, padlocks);

    /// <summary>Each criterion with what was found, the padlocks it allows (or takes away, below 0), and whether it was asked for rather than computed.</summary>
    public ImmutableArray<(string Criterion, string Found, double? Padlocks, bool Asked)> Criteria { get; }

    /// <summary>Each threat to validity; one nobody judged is listed as such.</summary>
    public ImmutableArray<Threat> Threats { get; }

    /// <summary>How many of EEF's seven threats nobody has judged: the rating is no higher than this once they are.</summary>
    public int NotJudged { get; }

    /// <summary>The rating, 0 to 5.</summary>
    public int Padlocks { get; }

    internal static SecurityRating Of(AnalysisPlan plan, int design, (double Attrition, double Imbalance) found, DetectableAtDesign detectable)
    {
        double effect = detectable.Effect;
        int power = effect <= 0.2 ? 5 : effect < 0.3 ? 4 : effect < 0.4 ? 3 : effect < 0.5 ? 2 : effect < 0.6 ? 1 : 0;
        int attrition = found.Attrition <= 0.1 ? 5 : found.Attrition <= 0.2 ? 4 : found.Attrition <= 0.3 ? 3 : found.Attrition <= 0.4 ? 2 : found.Attrition <= 0.5 ? 1 : 0;
        var threats = ThreatsToValidity.Of(plan, found.Imbalance);
        int rating = Math.Max(0, Math.Min(design, Math.Min(power, attrition)) - threats.Deduction);
        return new(
        [
            ("Design", PlanText.NameOf(plan.Design), design, false),
            ("Smallest detectable effect at design", $"{Rounding.Text(effect, 2)} standard deviations, {detectable.Source}", power, detectable.Asked),
            ("Attrition", $"{Rounding.Text(100 * found.Attrition, 1)}% of pupils", attrition, false),
            ("Threats to validity", string.Join(", ", ((ThreatLevel[])[ThreatLevel.High, ThreatLevel.Moderate, ThreatLevel.Low, ThreatLevel.NotJudged])
                .Select(l => (Level: l, Count: threats.All.Count(t => t.Level == l))).Where(l => l.Count > 0).Select(l => $"{l.Count} {InWords(l.Level)}")), -threats.Deduction, true),
        ], threats, rating);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Security: {Padlocks} of 5 padlocks{(NotJudged > 0 ? $", {NotJudged} of 7 threats not judged" : "")}",
        [new("criterion", "Criterion"), new("found", "Found"), new("padlocks", "Padlocks", "", 0), new("source", "From")],
        [
            .. Criteria.Select(c => (IReadOnlyList<Cell>)[c.Criterion, c.Found, c.Padlocks, c.Asked ? "plan" : "data"]),
            .. Threats.Select(t => (IReadOnlyList<Cell>)[$"Threat: {t.Name}", Found(t), Cell.Without(Symbol.NotApplicable), t.Level == ThreatLevel.NotJudged ? "" : t.Reason.StartsWith("plan", StringComparison.Ordinal) ? "plan" : "data"]),
        ],
        "The lowest of the first three, less what the threats take off: two at most. Source: EEF (2019), Classification of the security of findings from EEF evaluations.",
        NotJudged > 0 ? "A threat that is not judged takes nothing off: judge each in the plan before the rating is quoted." : "Each threat is judged.");

    private static string Found(Threat threat) => $"{InWords(threat.Level)}{(threat.Direction == BiasDirection.Unknown ? "" : threat.Direction == BiasDirection.Upward ? ", upward" : ", downward")}"
        + (threat.Reason is "" or "plan" ? "" : $" ({threat.Reason.Replace("plan; ", "", StringComparison.Ordinal)})");

    private static string InWords(ThreatLevel level) => level == ThreatLevel.NotJudged ? "not judged" : level.ToString().ToLowerInvariant();
}
