using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json.Nodes;
using Research.Notebooks;

namespace Research.Cli;

/// <summary><c>research evidence REVIEW.csv</c>: studies of interventions, pooled.</summary>
internal static class EvidenceCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The review: a CSV file, a line a study (columns in docs/evidence.md)." };
        var intervention = new Option<string?>("--intervention") { Description = "One intervention, study by study." };
        var page = new Option<string?>("--html") { Description = "Also write tables and forest plots as a page to this file." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        return new Command("evidence", "Pool the studies of a review, intervention by intervention.") { file, intervention, page, json }.Does(parsed =>
        {
            var review = EvidenceReview.Read(parsed.GetRequiredValue(file));
            IReadOnlyList<PooledIntervention> chosen = parsed.GetValue(intervention) is { } id ? [review[id]] : review.Interventions;
            if (parsed.GetValue(page) is { } path) Write(path, review, chosen);
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonText.Of(Node(review, chosen)));
            else
            {
                if (parsed.GetValue(intervention) is null) TableView.Write(review.ToTable());
                else TableView.Write(chosen[0].ToTable());
            }
            return ExitCode.Success;
        });
    }

    private static JsonObject Node(EvidenceReview review, IEnumerable<PooledIntervention> chosen) => new()
    {
        ["review"] = review.Name,
        ["interventions"] = new JsonArray([.. chosen.Select(i => (JsonNode)new JsonObject
        {
            ["id"] = i.Id,
            ["effect_sd"] = JsonText.Number(i.Effect.Estimate),
            ["std_error"] = JsonText.Number(i.Effect.StandardError),
            ["conf_low"] = JsonText.Number(i.Effect.Interval.Low),
            ["conf_high"] = JsonText.Number(i.Effect.Interval.High),
            ["new_place_std_error"] = JsonText.Number(i.NewPlaceError),
            ["overview"] = JsonText.Figures(i.Fit.Overview),
            ["words"] = i.Words,
            ["studies"] = JsonText.Table(i.ToTable()),
        })]),
    };

    private static void Write(string path, EvidenceReview review, IEnumerable<PooledIntervention> chosen)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        Result[] results = [review, .. chosen];
        var cells = results.Select((r, i) => new NotebookCell(FormattableString.Invariant($"result-{i}"), CellKind.Code, "") { Outputs = [new DisplayOutput(ImmutableSortedDictionary<string, string>.Empty.Add("text/html", r.ToHtml()), true)] });
        File.WriteAllText(path, HtmlPage.Of(new NotebookDocument([new("title", CellKind.Markdown, "# Evidence review"), .. cells]), new PageOptions { Details = [KeyValuePair.Create("Review", review.Name)] }));
    }
}
