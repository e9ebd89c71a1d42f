using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Research;

/// <summary>Turns a plan's YAML into a plan; what is wrong is said with its line and the nearest name.</summary>
internal static class PlanText
{
    private const int LongestPlan = 100_000, DeepestPlan = 8;

    private static readonly Dictionary<string, PlannedDesign> Designs = new()
    {
        ["simple-trial"] = PlannedDesign.SimpleTrial,
        ["cluster-trial"] = PlannedDesign.ClusterTrial,
        ["multisite-trial"] = PlannedDesign.MultisiteTrial,
        ["difference-in-differences"] = PlannedDesign.DifferenceInDifferences,
        ["staggered-adoption"] = PlannedDesign.StaggeredAdoption,
        ["few-units"] = PlannedDesign.FewUnits,
        ["regression-discontinuity"] = PlannedDesign.RegressionDiscontinuity,
        ["interrupted-series"] = PlannedDesign.InterruptedSeries,
        ["synthetic-control"] = PlannedDesign.SyntheticControl,
        ["matched"] = PlannedDesign.Matched,
        ["weighted"] = PlannedDesign.Weighted,
    };

    private static readonly Dictionary<PlannedDesign, string[]> Needs = new()
    {
        [PlannedDesign.DifferenceInDifferences] = ["year", "from"],
        [PlannedDesign.StaggeredAdoption] = ["year", "start"],
        [PlannedDesign.FewUnits] = ["year", "from", "unit"],
        [PlannedDesign.RegressionDiscontinuity] = ["running", "cutoff"],
        [PlannedDesign.InterruptedSeries] = ["year", "from"],
        [PlannedDesign.SyntheticControl] = ["year", "from"],
        [PlannedDesign.Matched] = ["covariates"],
        [PlannedDesign.Weighted] = ["covariates"],
    };

    private static readonly Dictionary<string, DifferenceRule> Estimators = new()
    { ["by-schools"] = DifferenceRule.BySchools, ["two-way"] = DifferenceRule.TwoWay, ["wooldridge"] = DifferenceRule.Wooldridge, ["callaway-santanna"] = DifferenceRule.CallawaySantAnna };

    /// <summary>The name a plan uses for a design.</summary>
    public static string NameOf(PlannedDesign design) => Designs.First(d => d.Value == design).Key;

    public static AnalysisPlan Parse(string text, string name)
    {
        string plain = text.ReplaceLineEndings("\n");
        var map = new PlanMap(name, Root(plain, name));
        var design = map.Choice("design", Designs);
        var plan = new AnalysisPlan
        {
            Programme = map.Need("programme"),
            Title = map.Need("title"),
            Design = design,
            Data = map.Need("data"),
            Outcome = map.Need("outcome"),
            Treatment = map.Need("treatment"),
            School = design is PlannedDesign.InterruptedSeries or PlannedDesign.SyntheticControl ? map.Text("school") ?? "" : map.Need("school"),
            Baseline = map.Text("baseline"),
            Covariates = map.List("covariates"),
            Subgroups = map.List("subgroups"),
            Alpha = map.Number("alpha", above: 0, below: 1) ?? 0.05,
            Year = map.Text("year"),
            From = map.Number("from"),
            Start = map.Text("start"),
            Unit = map.Text("unit"),
            Running = map.Text("running"),
            Cutoff = map.Number("cutoff"),
            Bandwidth = map.Number("bandwidth", above: 0),
            Estimator = map.Has("estimator") ? map.Choice("estimator", Estimators) : DifferenceRule.BySchools,
            Seed = map.Number("seed", above: -1, below: 1e15) is { } seed ? (long)seed : null,
            Caliper = map.Number("caliper", above: 0) ?? 0.2,
            TookPart = map.Text("took_part"),
            Later = map.Text("later"),
            Placebo = map.Text("placebo"),
            Definitions = map.Pairs("definitions"),
            DesignedFor = map.Number("designed_for", above: 0),
            Planned = Numbers(map),
            Threats = map.Pairs("threats", ThreatsToValidity.Levels),
            Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plain))),
        };
        if (design == PlannedDesign.SyntheticControl && plan.School.Length == 0) map.Require("unit", "a synthetic-control, or school: ...");
        foreach (string key in Needs.GetValueOrDefault(design, [])) map.Require(key, $"a {NameOf(design)}");
        foreach (string column in PlannedCall.Adjusted(plan).Where(c => c == plan.Outcome || c == plan.Treatment || c == plan.TookPart))
            throw new DataError(name, $"'{column}' among baseline and covariates", "columns measured before the programme", $"Take it out: it is the plan's {(column == plan.Outcome ? "outcome" : column == plan.Treatment ? "treatment" : "took_part")}.");
        map.RefuseOthers();
        return plan;
    }

    private static PlannedNumbers? Numbers(PlanMap map) => map.Shares("planned", ["schools", "pupils"], ["icc", "r2", "r2_schools"]) is { } n ? new(n["schools"], n["pupils"], n["icc"], n["r2"], n["r2_schools"]) : null;

    // The reader of trees calls itself at each level: text nested without end would end the process.
    private static void CheckDepth(string text, string name)
    {
        var events = new Parser(new StringReader(text));
        for (int depth = 0; events.MoveNext();)
            if ((depth += events.Current!.NestingIncrease) > DeepestPlan)
                throw new DataError(name, $"brackets or lists more than {DeepestPlan} deep", "lines of key: value", "Take the inner ones out.", events.Current.Start.Line);
    }

    private static YamlMappingNode Root(string text, string name)
    {
        if (text.Length > LongestPlan) throw new DataError(name, $"{text.Length} characters", $"a plan of {LongestPlan} at most", "Check that the file is a plan and not the data.");
        var stream = new YamlStream();
        try
        {
            CheckDepth(text, name);
            stream.Load(new StringReader(text));
        }
        // YamlDotNet answers some broken text with the second kind.
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException)
        {
            throw new DataError(name, $"text that is not YAML ({error.Message.TrimEnd('.')})", "lines of key: value", "Check indentation, quotes and colons there.", error is YamlException at ? at.Start.Line : 0);
        }
        return stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode map ? map
            : throw new DataError(name, "no keys", "lines of key: value", "Begin with programme: and design:.", 1);
    }
}
