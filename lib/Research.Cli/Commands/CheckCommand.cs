using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research check DIR [--quarantine] [--json]</c>: checks a county extract against the data dictionary. Ends with 0 when the analysis can go on, with
/// 2 when a finding stops it, with 1 when there is nothing to check.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of the county extract." };
        var quarantine = new Option<bool>("--quarantine") { Description = "Set faulty rows aside in DIR/quarantine with their reasons, and go on without them." };
        var json = new Option<bool>("--json") { Description = "Write the findings as JSON." };
        var command = new Command("check", "Check a county extract: columns, types, codes, duplicates, combinations, schools.") { folder, quarantine, json };
        return command.Does(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(quarantine), parsed.GetValue(json)));
    }

    private static int Run(string folder, bool quarantine, bool json)
    {
        using var county = County.Open(folder);
        var report = quarantine ? county.SetAside() : county.Check();
        Console.Out.WriteLine(json ? report.ToJson() : Text(report));
        return report.Passes ? ExitCode.Success : ExitCode.Differs;
    }

    // One finding a line, the way compilers write: a message is read, searched and counted more easily than a table of them.
    private static string Text(CheckReport report)
    {
        if (report.Findings.IsEmpty) return report.ToString();
        string after = report switch
        {
            { Passes: false, IsSetAside: true } => "A whole file or column, or the quarantine itself, is in question: setting rows aside does not help. Mend it as the findings say.",
            { Passes: false } => "These findings stop the analysis. Mend the files, or set faulty rows aside: research check DIR --quarantine",
            { RowsSetAside: > 0 } => $"The rows are in {Quarantined(report)}, each with its line and reasons. The analysis goes on without them, and every result says how many they were.",
            _ => "These findings do not stop the analysis.",
        };
        return string.Join('\n', [.. report.Findings.Select(f => f.ToString()), report.Summary, after]);
    }

    private static string Quarantined(CheckReport report) => string.Join(", ", report.Files.Where(f => f.Faulty > 0).Select(f => $"quarantine/{f.Table}.csv"));
}
