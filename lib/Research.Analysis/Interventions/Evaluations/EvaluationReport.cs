using System.Collections.Immutable;
using System.Text;

namespace Research;

/// <summary>What an evaluation found: the planned estimate, the checks that go with it, how secure it is, and, marked as such, what goes beyond the plan.</summary>
public sealed record EvaluationReport : Result
{
    internal EvaluationReport(AnalysisPlan plan, Term effect, StandardisedEffect standardised, SecurityRating security, ImmutableArray<ReportSection> sections) =>
        (Plan, Effect, Standardised, Security, Sections) = (plan, effect, standardised, security, sections);

    /// <summary>The plan that was run.</summary>
    public AnalysisPlan Plan { get; }

    /// <summary>The planned estimate in the outcome's unit.</summary>
    public Term Effect { get; }

    /// <summary>The same in standard deviations of the outcome.</summary>
    public StandardisedEffect Standardised { get; }

    /// <summary>EEF's padlocks.</summary>
    public SecurityRating Security { get; }

    /// <summary>All parts in order.</summary>
    public ImmutableArray<ReportSection> Sections { get; }

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
