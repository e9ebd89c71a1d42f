using System.CommandLine;
using System.Text.Json.Nodes;

namespace Research.Cli;

/// <summary><c>research scenario PROGRAMMES.csv --as-of 2015</c>: what programmes would do to every target, and what one target would take.</summary>
internal static class ScenarioCommand
{
    private static readonly Argument<string> File = new("file") { Description = "Programmes: a CSV file (columns in docs/targets.md)." };
    private static readonly Option<string?> Data = new("--data") { Description = "Folder of a county extract (default: the sample county)." };
    private static readonly Option<string> When = new("--as-of") { Description = "A year, after its results, or a month.", Required = true };
    private static readonly Option<string?> Register = new("--targets") { Description = "A targets file (default: beside the extract)." };
    private static readonly Option<string?> Target = new("--target") { Description = "A target: what it would take, and what moves it most." };
    private static readonly Option<double?> Budget = new("--budget") { Description = "Pounds for all years: the smallest set of the programmes that puts --target on track." };
    private static readonly Option<int> Futures = new("--futures") { Description = "Futures of the county.", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the futures (default: the assessment's)." };
    private static readonly Option<bool> Json = new("--json") { Description = "Write JSON." };

    /// <summary>The command.</summary>
    public static Command Create() => new Command("scenario", "What programmes would do to every target; with --target what it would take.") { File, Data, When, Register, Target, Budget, Futures, Seed, Json }.Does(Run);

    private static int Run(ParseResult parsed)
    {
        int count = parsed.GetValue(Futures);
        if (count is < 100 or > 1_000_000) throw new DataError("--futures", $"{count}", "100 to 1,000,000", "Choose another number; 10,000 is enough for two decimals.");
        if (parsed.GetValue(Budget) is not null && parsed.GetValue(Target) is null) throw new DataError("--budget", "no --target", "the target to put on track", "Name one, such as --target T24.");
        var programmes = Scenario.Read(parsed.GetRequiredValue(File));
        using var county = County.Open(parsed.GetValue(Data) ?? Workspace.Of("data-samples", "county"));
        var policy = AssessmentPolicy.Default with { Futures = count };
        if (parsed.GetValue(Seed) is { } seed) policy = policy with { Seed = seed };
        var assessment = Research.Targets.Assess(county, AsOf.Parse(parsed.GetRequiredValue(When)), parsed.GetValue(Register) is { } file ? Research.Targets.Read(file) : null, policy);
        var results = new List<(string Name, Result Result)> { ("outcome", Scenario.Run(assessment, programmes)) };
        if (parsed.GetValue(Target) is { } target)
        {
            results.Add(("requirement", Scenario.WhatWouldItTake(assessment, target)));
            if (assessment[target].Main.Conditions.Any(c => !c.IsDecided && c.Verdict != TargetVerdict.NotAssessable)) results.Add(("tornado", Scenario.Tornado(assessment, programmes, target)));
            if (parsed.GetValue(Budget) is { } budget) results.Add(("smallest_set", Scenario.SmallestSet(assessment, programmes, target, budget)));
        }
        if (parsed.GetValue(Json))
        {
            Console.Out.WriteLine(JsonText.Of(new JsonObject([KeyValuePair.Create("as_of", (JsonNode?)assessment.AsOf.ToString()), KeyValuePair.Create("futures", (JsonNode?)count), KeyValuePair.Create("seed", (JsonNode?)policy.Seed),
                .. results.Select(r => KeyValuePair.Create(r.Name, (JsonNode?)JsonText.Table(r.Result.ToTable())))])));
            return ExitCode.Success;
        }
        foreach (var (_, result) in results) TableView.Write(result.ToTable());
        return ExitCode.Success;
    }
}
