using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research targets --as-of 2015</c>: whether the gap targets are on track.</summary>
internal static class TargetsCommand
{
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of a county extract (default: the sample county)." };
    private static readonly Option<string> When = new("--as-of") { Description = "A year, after its results, such as 2015; or a month, such as 2015-03, with its early signs.", Required = true };
    private static readonly Option<string?> Register = new("--targets") { Description = "A targets file (default: targets.csv in the extract, or the strategy's file beside it)." };
    private static readonly Option<string?> Signs = new("--indicators") { Description = "Records, and in a month early signs (default: indicators.csv beside the targets)." };
    private static readonly Option<string?> Id = new("--target") { Description = "One target, with every reading and condition." };
    private static readonly Option<bool> Json = new("--json") { Description = "Write JSON." };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("targets", "Are the gap targets on track: a verdict for each, with its probability.") { When, Data, Register, Signs, Id, Json }.Does(Run);

    private static int Run(ParseResult parsed)
    {
        using var county = County.Open(parsed.GetValue(Data) ?? Workspace.Of("data-samples", "county"));
        var asOf = AsOf.Parse(parsed.GetRequiredValue(When));
        var register = parsed.GetValue(Register) is { } file ? Research.Targets.Read(file) : null;
        var assessment = parsed.GetValue(Signs) is { } signs ? Research.Targets.AssessMonth(county, asOf, signs, register) : Research.Targets.Assess(county, asOf, register);
        var chosen = parsed.GetValue(Id) is { } id ? assessment[id] : null;
        if (parsed.GetValue(Json))
        {
            Console.Out.WriteLine(JsonText.Of(chosen is null ? TargetsJson.Of(assessment) : TargetsJson.Of(chosen)));
            return ExitCode.Success;
        }
        if (chosen is null)
        {
            TableView.Write(assessment.ToTable(), "target", "statement", "verdict", "probability_low", "probability_high", "why");
            if (asOf.Month is not null) TableView.Write(assessment.SignsTable);
            return ExitCode.Success;
        }
        Console.Out.WriteLine($"{chosen.Target.Id}: {chosen.Target.Statement} (page {chosen.Target.Page})\n{chosen.Words}. {chosen.Sentence}\n");
        foreach (var reading in chosen.Readings)
        {
            Console.Out.WriteLine($"{reading.Reading.Letter}  {(reading.Reading.Meaning.Length > 0 ? reading.Reading.Meaning + ": " : "")}{reading.Verdict.Title}{(double.IsNaN(reading.Probability) ? "" : ", P " + Rounding.Text(reading.Probability, 2))}");
            foreach (var c in reading.Conditions) Console.Out.WriteLine($"     {c.Condition.Words}: {c.Verdict.Title}{(c.Reason.Length > 0 ? ". " + c.Reason : "")}{(c.NoiseWords.Length > 0 ? $" [{c.NoiseWords}]" : "")}");
        }
        return ExitCode.Success;
    }
}
