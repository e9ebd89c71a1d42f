using System.Collections.Immutable;
using System.Text;

namespace Research;

/// <summary>What an evaluation found: the planned estimate, the checks that go with it, how secure it is, and, marked as such, what goes beyond the plan.</summary>
public sealed record EvaluationReport : Result
{
    internal EvaluationReport(AnalysisPlan plan, (Term Effect, StandardisedEffect Standardised) found, (SecurityRating Security, DesignEvaluation Evaluation) how, ImmutableArray<ReportSection> sections) =>
        (Plan, Effect, Standardised, Security, Evaluation, Sections) = (plan, found.Effect, found.Standardised, how.Security, how.Evaluation, sections);

    /// <summary>The plan that was run.</summary>
    public AnalysisPlan Plan { get; }

    /// <summary>The planned estimate in the outcome's unit.</summary>
    public Term Effect { get; }

    /// <summary>The same in standard deviations of the outcome.</summary>
    public StandardisedEffect Standardised { get; }

    /// <summary>EEF's padlocks.</summary>
    public SecurityRating Security { get; }

    /// <summary>The call the plan's design names, with its checks.</summary>
    public DesignEvaluation Evaluation { get; }

    /// <summary>All parts in order.</summary>
    public ImmutableArray<ReportSection> Sections { get; }

    /// <summary>The finding in a sentence or two.</summary>
    public string Summary
    {
        get
        {
            string Points(double v) => Rounding.Text(Math.Abs(v), 2);
            var interval = Effect.Interval;
            string level = $"{Rounding.Text(100 * (1 - Plan.Alpha), 0)}% interval", bounds = double.IsFinite(interval.Low) && double.IsFinite(interval.High)
                ? $"{level} {Signed(interval.Low)} to {Signed(interval.High)}" : $"the {level} has no bounds: too few units to compare with";
            string reading = interval.Contains(0) || double.IsNaN(interval.Low) ? "No effect at all lies within that interval: this evaluation cannot tell whether the programme changed anything."
                : Effect.Estimate > 0 ? "The whole interval lies above no effect." : "The whole interval lies below no effect.";
            return $"{Plan.Title}: the {Plan.Outcome} of {Evaluation.Estimand} was {Points(Effect.Estimate)} {(Effect.Estimate < 0 ? "lower" : "higher")} than it would have been without the programme ({bounds}), or {Rounding.Text(Standardised.G, 2)} standard deviations. "
                + $"{reading} Security: {Security.Padlocks} of 5 padlocks{(Security.NotJudged > 0 ? $", {Security.NotJudged} of 7 threats to validity not yet judged" : "")}.";

            static string Signed(double v) => Rounding.Text(v, 2);
        }
    }

    /// <summary>A part by name.</summary>
    public ReportSection this[string name] => Sections.FirstOrDefault(s => s.Name == name)
        ?? throw new DataError("report", $"no part '{name}'", "one of " + string.Join(", ", Sections.Select(s => s.Name)), $"Use a part's name.{NearestName.Hint(name, Sections.Select(s => s.Name))}");

    /// <summary>The planned estimate.</summary>
    public override Table ToTable() => Sections[0].ToTable();

    /// <summary>Every part, planned ones first.</summary>
    public override string ToHtml()
    {
        var html = new StringBuilder();
        foreach (var section in Sections) html.Append(section.ToHtml());
        return html.ToString();
    }

    /// <summary>Every part as plain text.</summary>
    public string ToText() => string.Join("\n", Sections.Select(s => s.ToTable().ToText()));
}
