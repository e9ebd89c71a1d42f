namespace Research.Cli;

/// <summary>What of a fit is written: its terms, or one of the things worked out from it.</summary>
internal static class FitView
{
    private delegate Result View(Fit fit, double level);

    private static readonly Dictionary<string, View> Views = new()
    {
        ["effects"] = (fit, _) => Generalised(fit, "effects").MarginalEffects(),
        ["discrimination"] = (fit, _) => Generalised(fit, "discrimination").Discrimination(),
        ["calibration"] = (fit, _) => Generalised(fit, "calibration").Calibration(),
        ["profile"] = (fit, level) => fit switch
        {
            MixedModel mixed => mixed.ProfileIntervals(level),
            GeneralisedModel generalised => new Written(new Table($"Profile intervals ({level * 100:0.#}%) of {fit.Formula}. {fit.Sample}.",
                [new("parameter", "Parameter"), new("estimate", "Estimate"), new("conf_low", "Low"), new("conf_high", "High")],
                generalised.ProfileIntervals().Select(p => (IReadOnlyList<Cell>)[p.Name, fit[p.Name].Estimate, p.Interval.Low, p.Interval.High]))),
            _ => throw Without(fit, "profile", "a generalised or a linear mixed model"),
        },
        ["tests"] = (fit, _) => fit switch
        {
            MixedModel mixed => mixed.TermTests(),
            LinearModel linear => linear.Anova(),
            GeneralisedModel generalised => new Written(new Table($"Likelihood-ratio tests of terms (type II): {fit.Formula}. {fit.Sample}.",
                [new("term", "Term"), new("statistic", "χ²"), new("df", "Degrees of freedom"), new("p_value", "p")],
                generalised.TypeTwoTests().Select(t => (IReadOnlyList<Cell>)[t.Term, t.ChiSquared, t.DegreesOfFreedom, t.PValue]))),
            _ => throw Without(fit, "tests", "a linear, generalised or linear mixed model"),
        },
    };

    /// <summary>The names, for a description.</summary>
    public static string Names => string.Join(", ", Views.Keys);

    /// <summary>The view of a name.</summary>
    public static Result Of(string name, Fit fit, double level) => NamedChoice.Of("--show", name, Views)(fit, level);

    private static GeneralisedModel Generalised(Fit fit, string view) => fit as GeneralisedModel ?? throw Without(fit, view, "a generalised model");

    private static DataError Without(Fit fit, string view, string expected) =>
        new("--show", $"{view} of: {fit.Method}", expected, "Name a --family, or leave --show out.");

    // A table that is a result by itself.
    private sealed record Written(Table Table) : Result
    {
        public override Table ToTable() => Table;
    }
}
