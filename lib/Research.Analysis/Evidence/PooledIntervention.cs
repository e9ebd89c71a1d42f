using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>What the studies of one intervention find together, and what that says of a new place.</summary>
/// <remarks>Random effects, τ² by restricted maximum likelihood, Knapp–Hartung tests; one study alone stands as it is. The uncertainty of a new place is √(τ² + SE²), SE the larger of the
/// Knapp–Hartung and the normal error, so that studies that happen to agree do not promise too much. Source: Higgins, Thompson and Spiegelhalter (2009), JRSS A 172(1).</remarks>
public sealed record PooledIntervention : Result
{
    private readonly MetaAnalysis? without;

    internal PooledIntervention(string id, ImmutableArray<ReviewedStudy> studies)
    {
        (Id, Studies) = (id, studies);
        Fit = Pool(studies, studies.Length > 1 ? MetaTest.KnappHartung : MetaTest.Wald);
        var plain = studies.Length > 1 ? Fit.With(MetaTest.Wald) : Fit;
        NewPlaceError = Math.Sqrt(Fit.TauSquared + Math.Pow(Math.Max(Fit.Effect.StandardError, plain.Effect.StandardError), 2));
        if (studies.Length < 3) return;
        MostInfluential = studies[Enumerable.Range(0, studies.Length).MaxBy(i => Math.Abs(Fit.Effect.Estimate - LeftOut(i).Effect.Estimate))].Study;
        without = LeftOut(studies.IndexOf(studies.Single(s => s.Study == MostInfluential)));

        MetaAnalysis LeftOut(int i) => Pool(studies.RemoveAt(i), MetaTest.KnappHartung);
    }

    /// <summary>The intervention's id in the file.</summary>
    public string Id { get; }

    /// <summary>Its studies.</summary>
    public ImmutableArray<ReviewedStudy> Studies { get; }

    /// <summary>The meta-analysis.</summary>
    public MetaAnalysis Fit { get; }

    /// <summary>The pooled effect, in standard deviations of pupils.</summary>
    public Term Effect => Fit.Effect;

    /// <summary>Standard error of the true effect in a new place.</summary>
    public double NewPlaceError { get; }

    /// <summary>The study without which the pooled effect would differ most; null for fewer than three.</summary>
    public string? MostInfluential { get; }

    /// <summary>Number of pupils where every study gives it.</summary>
    public int? Pupils => Studies.All(s => s.Pupils is not null) ? Studies.Sum(s => s.Pupils!.Value) : null;

    /// <summary>The finding in a few sentences.</summary>
    public string Words => string.Join(" ", Sentences());

    /// <summary>The finding as a table of programmes says it.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Id}: {Studies.Length} {(Studies.Length == 1 ? "study" : "studies")}, pooled {Signed(Effect.Estimate)} SD; standard error of a new place {Rounding.Text(NewPlaceError, 2)}");

    /// <inheritdoc/>
    public override Table ToTable()
    {
        var weights = Fit.Rows.Numbers("weight_percent").ToArray();
        return new($"{Id}: {Studies.Length} {(Studies.Length == 1 ? "study" : "studies")}, effects in standard deviations of pupils; {Fit.Method}",
            [
                new("study", "Study"), new("effect_sd", "Effect", "SD", 2), new("conf_low", "Low", "SD", 2), new("conf_high", "High", "SD", 2), new("weight_percent", "Weight", "%", 1),
                new("pupils", "Pupils", "", 0), new("phase", "Phase"), new("group", "For"), new("year", "Year"), new("source", "Source"),
            ],
            [
                .. Studies.Select((s, i) => Row(s.Study, (s.Effect, s.Interval), weights[i], s)),
                Row("Pooled effect", (Effect.Estimate, Effect.Interval), double.NaN, null),
                .. Studies.Length > 1 ? [Row("True effect in a new place", (Effect.Estimate, Fit.Prediction.NewStudy), double.NaN, null)] : (IReadOnlyList<Cell>[])[],
            ],
            Sentences());
    }

    /// <inheritdoc/>
    public override Chart? ToChart()
    {
        var chart = EstimateChart.Of($"{Id}: {Studies.Length} {(Studies.Length == 1 ? "study" : "studies")}, effects in standard deviations with 95% intervals", "Effect (SD of pupils)",
            [
                .. Studies.Select(s => new EstimateRow(s.Study, s.Effect, s.Interval)), new("Pooled effect", Effect.Estimate, Effect.Interval),
                .. Studies.Length > 1 ? [new("True effect in a new place", Effect.Estimate, Fit.Prediction.NewStudy)] : (EstimateRow[])[],
            ], 0);
        return new(chart.Title, $"{Words} {chart.Alternative}", chart.Plot, chart.Data);
    }

    private static IReadOnlyList<Cell> Row(string name, (double Effect, Interval Interval) found, double weight, ReviewedStudy? study) =>
    [
        name, found.Effect, found.Interval.Low, found.Interval.High, double.IsNaN(weight) ? Cell.Without(Symbol.NotApplicable) : weight, study is null ? Cell.Without(Symbol.NotApplicable) : study.Pupils is { } n ? n : Cell.Without(Symbol.Missing),
        study?.Phase ?? "", study?.Group ?? "", study?.Year?.ToString(CultureInfo.InvariantCulture) ?? "", study?.Source ?? "",
    ];

    private IEnumerable<string> Sentences()
    {
        if (Studies.Length == 1)
        {
            yield return $"One study finds {Signed(Effect.Estimate)} SD {Effect.Interval.Text(2)}. How far effects differ between places one study cannot tell: a new place is less certain than this.";
            yield break;
        }
        yield return $"{Studies.Length} studies{(Pupils is { } n ? string.Create(CultureInfo.InvariantCulture, $" of {n:N0} pupils") : "")} together find {Signed(Effect.Estimate)} SD {Effect.Interval.Text(2)}.";
        yield return Fit.TauSquared == 0
            ? "They differ no more than chance would have it."
            : $"True effects differ between places (standard deviation {Rounding.Text(Fit.Tau, 2)}; {Rounding.Text(Fit.ISquaredPercent, 0)}% of the variation is not chance): in 95 of 100 new places it would lie between {Signed(Fit.Prediction.NewStudy.Low)} and {Signed(Fit.Prediction.NewStudy.High)}.";
        if (without is not null) yield return $"Without {MostInfluential}, which matters most, it would be {Signed(without.Effect.Estimate)} {without.Effect.Interval.Text(2)}.";
        if (Studies.Length >= 10 && Funnel() is { PValue: < 0.1 } slope)
            yield return slope.Estimate > 0
                ? $"Small studies find larger effects (Egger's test, p = {Rounding.Text(slope.PValue, 3)}): some without effect may never have been published."
                : $"Small studies find smaller effects (Egger's test, p = {Rounding.Text(slope.PValue, 3)}).";
        if (Studies.Length < 5) yield return "Few studies: the interval is wide for a reason.";
    }

    private Term? Funnel() => Studies.Select(s => s.StandardError).Distinct().Count() > 1 ? Fit.SmallStudyTests().Egger().Slope : null;

    private static MetaAnalysis Pool(ImmutableArray<ReviewedStudy> studies, MetaTest test) => MetaAnalysis.Fit("effect_sd ~ 1",
        Research.Studies.WithStandardErrors(new(FactorColumn.From("study", [.. studies.Select(s => s.Study)]), new NumberColumn("effect_sd", [.. studies.Select(s => s.Effect)]), new NumberColumn("std_error", [.. studies.Select(s => s.StandardError)])), "effect_sd", "std_error") with { Label = "study" },
        Heterogeneity.Reml, new() { Test = test });

    private static string Signed(double value) => (Rounding.FiveUp(value, 2) >= 0 ? "+" : "−") + Rounding.Text(Math.Abs(value), 2);
}
