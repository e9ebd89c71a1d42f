using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research check DIR [--quarantine] [--json]</c>: checks a county extract against the data dictionary.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of the county extract." };
        var quarantine = new Option<bool>("--quarantine") { Description = "Set faulty rows aside in DIR/quarantine with their reasons, and go on without them." };
        var json = new Option<bool>("--json") { Description = "Write the findings as JSON." };
        var command = new Command("check", "Check a county extract: columns, types, codes, duplicates, combinations, schools.") { folder, quarantine, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(quarantine), parsed.GetValue(json)));
        return command;
    }

    /// <summary>0 when the analysis can go on, 1 when a finding stops it, 2 when there is no extract.</summary>
    private static int Run(string folder, bool quarantine, bool json)
    {
        try
        {
            using var county = County.Open(folder);
            var report = quarantine ? county.SetAside() : county.Check();
            Console.Out.WriteLine(json ? report.ToJson() : report.Findings.IsEmpty ? report.ToString() : string.Join('\n', report.Findings.Select(f => f.ToString()).Append(report.Summary)));
            return report.Passes ? 0 : 1;
        }
        catch (DataError error)
        {
            Console.Error.WriteLine(error.Message);
            return 2;
        }
    }
}
