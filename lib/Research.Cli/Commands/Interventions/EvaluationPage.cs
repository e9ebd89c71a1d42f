using System.Collections.Immutable;
using System.Net;
using Research.Notebooks;

namespace Research.Cli;

/// <summary>An evaluation's report as one page that needs no network: the finding in a sentence, how secure it is, who was compared, the checks, what lies beyond the plan, the plan.</summary>
internal static class EvaluationPage
{
    private static readonly string[] Compared = ["flow", "attrition", "balance", "overlap"], Hold = ["sensitivity", "hidden_bias"];

    /// <summary>Writes the page; a folder that is not there is made.</summary>
    public static void Write(string path, EvaluationReport report)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        File.WriteAllText(path, Of(report));
    }

    private static string Of(EvaluationReport report)
    {
        var cells = ImmutableArray.CreateBuilder<NotebookCell>();
        Words($"# {report.Plan.Title}\n\n{report.Summary}");
        Words("## The finding");
        Results([report["effect"]]);
        Words("## How secure it is\n\nThe Education Endowment Foundation's padlocks, 0 to 5: how far the finding can be relied on, whatever its size.");
        Results([report["security"]]);
        Words("## Who was compared\n\nWho was in the file, who was lost, and whether the groups were alike before the programme. A difference above 0.1 standard deviations is worth a question.");
        Results(report.Sections.Where(s => Compared.Contains(s.Name)));
        Words("## Whether the effect holds\n\nThe same analysis with other definitions, on outcomes and years the programme cannot have changed, and what it would take to explain the effect away.");
        Results(report.Sections.Where(s => Hold.Contains(s.Name)));
        string[] shown = ["effect", "security", "plan", .. Compared, .. Hold];
        Words("## Checks of the design\n\nWhat the design rests on, and what those who planned it asked for besides.");
        Results(report.Sections.Where(s => s.Planned && !shown.Contains(s.Name)));
        Words("## Beyond the plan\n\nExploratory: nobody said beforehand that these would be looked at. They are for questions, not for claims.");
        Results(report.Sections.Where(s => !s.Planned));
        Words("## The plan\n\nWritten before the outcomes were looked at; its hash shows that it has not changed since.");
        Results([report["plan"]]);
        Words("In the tables z means not applicable, u unreliable (too few to tell), x not available.");
        return HtmlPage.Of(new NotebookDocument(cells.ToImmutable()), new PageOptions { Details = [KeyValuePair.Create("Plan", report.Plan.Hash), KeyValuePair.Create("Data", report.Plan.Data)] });

        void Words(string text) => cells.Add(new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"words-{cells.Count}"), CellKind.Markdown, Plain(text)));

        void Results(IEnumerable<ReportSection> sections)
        {
            foreach (var section in sections)
                cells.Add(new(section.Name, CellKind.Code, "") { Outputs = [new DisplayOutput(ImmutableSortedDictionary<string, string>.Empty.Add("text/html", section.ToHtml()), true)] });
        }
    }

    // A plan's own words are text, not markup.
    private static string Plain(string text) => WebUtility.HtmlEncode(text).Replace("&#39;", "'", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
}
