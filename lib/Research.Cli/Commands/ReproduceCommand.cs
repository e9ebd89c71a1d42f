using System.CommandLine;
using System.Globalization;
using Research.Notebooks;
using Spectre.Console;

namespace Research.Cli;

/// <summary><c>research reproduce</c>: checks the data, runs the needs-analysis notebook, writes the page and prints the verdicts.</summary>
internal static class ReproduceCommand
{
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of a county extract (default: the sample county)." };
    private static readonly Option<int> Year = new("--year") { Description = "Year of the needs analysis, by the year it ends in.", DefaultValueFactory = _ => 2013 };
    private static readonly Option<string> Out = new("--out") { Description = "Folder for the page and the executed notebook.", DefaultValueFactory = _ => "out" };
    private static readonly Option<string?> Claims = new("--claims") { Description = "A claims file (default: needs-analysis-YEAR.csv in or beside the extract)." };
    private static readonly Option<bool> Quarantine = new("--quarantine") { Description = "Set bad rows aside instead of stopping; every result says how many." };

    public static Command Create() => new Command("reproduce", "Reproduce the needs analysis from pupil records: check, notebook, page, verdicts.") { Data, Year, Out, Claims, Quarantine }.Does(Run);

    private static async Task<int> Run(ParseResult parsed, CancellationToken token)
    {
        string data = Path.GetFullPath(parsed.GetValue(Data) ?? Workspace.Of("data-samples", "county"));
        string output = Path.GetFullPath(parsed.GetValue(Out)!);
        int year = parsed.GetValue(Year);
        using var county = County.Open(data);
        AnsiConsole.WriteLine($"Checking {Workspace.Shown(data)}");
        var report = parsed.GetValue(Quarantine) ? county.SetAside() : county.Check();
        AnsiConsole.WriteLine(report.Summary);
        if (!report.Passes)
        {
            TableView.Write(report.ToTable());
            CommandGuard.Complain("The data were not analysed. Mend the findings, or set the rows aside with --quarantine.");
            return ExitCode.Failed;
        }
        var ledger = NeedsAnalysis.Reproduce(county, year, parsed.GetValue(Claims) ?? "");
        var parameters = new Dictionary<string, string> { ["data"] = data, ["year"] = year.ToString(CultureInfo.InvariantCulture) };
        if (parsed.GetValue(Claims) is { } claims) parameters["claims"] = Path.GetFullPath(claims);
        var run = await RunProgress.Show(Workspace.Of("notebooks", "needs-analysis.ipynb"), parameters, token).ConfigureAwait(false);
        var saved = run.Save(output);
        TableView.Write(ledger.ToTable(), "figure", "statement", "printed", "counted", "verdict");
        AnsiConsole.WriteLine($"Page      {Workspace.Shown(saved.Page)}");
        AnsiConsole.WriteLine($"Notebook  {Workspace.Shown(saved.Notebook)}");
        AnsiConsole.WriteLine($"Manifest  {Workspace.Shown(saved.Manifest)}");
        foreach (string notice in run.Notices) AnsiConsole.WriteLine(notice);
        if (!run.Succeeded)
        {
            CommandGuard.Complain($"needs-analysis.ipynb failed in {run.Failure}");
            return ExitCode.Failed;
        }
        return ledger.Count(Verdict.Differs) == 0 ? ExitCode.Success : ExitCode.Differs;
    }
}
