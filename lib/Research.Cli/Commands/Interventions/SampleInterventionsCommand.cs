using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research sample-interventions</c>: writes the sample programmes.</summary>
internal static class SampleInterventionsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var seed = new Option<long>("--seed") { Description = "Seed of all chance; the same seed gives the same bytes.", DefaultValueFactory = _ => SampleInterventions.DefaultSeed };
        var folder = new Option<string>("--out") { Description = "Folder for the files.", Required = true };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("sample-interventions", "Write sample programmes with known effects: no record is of a real child.") { seed, folder, json };
        return command.Does(parsed => Answer.Write(SampleInterventions.Write(parsed.GetRequiredValue(folder), parsed.GetValue(seed)), parsed.GetValue(json)));
    }
}
