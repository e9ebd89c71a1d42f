using System.CommandLine;
using System.Text.Json.Nodes;

namespace Research.Cli;

/// <summary><c>research evaluate PLAN --data DIR</c>: runs a pre-analysis plan, exactly as it stands.</summary>
internal static class EvaluateCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var plan = new Argument<string>("PLAN") { Description = "The plan, a YAML file." };
        var folder = new Option<string?>("--data") { Description = "Folder of the plan's data file; unless named, the plan's own folder or the one above it." };
        var page = new Option<string?>("--html") { Description = "Also write the report as a page, charts and all, to this file." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("evaluate", "Evaluate an intervention by its pre-analysis plan.") { plan, folder, page, json };
        return command.Does(parsed =>
        {
            string path = parsed.GetRequiredValue(plan);
            var read = AnalysisPlan.Read(path);
            var report = PlannedEvaluation.Run(read, parsed.GetValue(folder) ?? FolderOf(read, Path.GetDirectoryName(Path.GetFullPath(path))!));
            if (parsed.GetValue(page) is { } file) EvaluationPage.Write(file, report);
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonText.Of(Node(report)));
            else
            {
                Console.Out.WriteLine(report.Summary);
                foreach (var section in report.Sections) TableView.Write(section.ToTable());
            }
            return ExitCode.Success;
        });
    }

    // Plans are often kept in a folder of their own, below their data.
    private static string FolderOf(AnalysisPlan plan, string beside)
    {
        string? above = Path.GetDirectoryName(beside);
        return above is not null && !File.Exists(Path.Combine(beside, plan.Data)) && File.Exists(Path.Combine(above, plan.Data)) ? above : beside;
    }

    private static JsonObject Node(EvaluationReport report) => new()
    {
        ["programme"] = report.Plan.Programme,
        ["plan"] = report.Plan.Hash,
        ["effect"] = Figures(report.Effect.Estimate, report.Effect.StandardError, report.Effect.Interval),
        ["standardised"] = Figures(report.Standardised.G, report.Standardised.StandardError, report.Standardised.Interval),
        ["summary"] = report.Summary,
        ["method"] = report.Evaluation.Method,
        ["effect_size_basis"] = report.Standardised.Basis,
        ["p_value"] = JsonText.Number(report.Effect.PValue),
        ["padlocks"] = report.Security.Padlocks,
        ["sections"] = new JsonArray([.. report.Sections.Select(s => (JsonNode)new JsonObject { ["name"] = s.Name, ["planned"] = s.Planned, ["table"] = JsonText.Table(s.ToTable()) })]),
    };

    private static JsonObject Figures(double estimate, double error, Interval interval) => new()
    {
        ["estimate"] = JsonText.Number(estimate),
        ["std_error"] = JsonText.Number(error),
        ["conf_low"] = JsonText.Number(interval.Low),
        ["conf_high"] = JsonText.Number(interval.High),
    };
}
