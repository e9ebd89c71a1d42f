using System.CommandLine;
using System.Text.Json.Nodes;

namespace Research.Cli;

/// <summary><c>research power county --measure ID --year N</c>: the smallest change worth claiming, for each group and number of schools of a county.</summary>
internal static class CountyPowerCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Folder of a county extract (default: the sample county)." };
        var measure = new Option<string>("--measure") { Description = "Id of a measure: a share of pupils.", DefaultValueFactory = _ => "ks2_rwm_4plus" };
        var year = new Option<int>("--year") { Description = "Academic year by the year it ends in.", DefaultValueFactory = _ => 2013 };
        var schools = new Option<int[]>("--schools") { Description = "Numbers of schools in a trial.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. new SmallestChangeOptions().Schools] };
        var within = new Option<double?>("--r2") { Description = "Share of the differences within schools that covariates explain; unless given, what prior attainment explains in the county." };
        var between = new Option<double?>("--r2-schools") { Description = "Share of the differences between schools that covariates explain; unless given, measured likewise." };
        var power = new Option<double>("--power") { Description = "Power wanted.", DefaultValueFactory = _ => 0.8 };
        var alpha = new Option<double>("--alpha") { Description = "Significance level.", DefaultValueFactory = _ => 0.05 };
        var page = new Option<string?>("--html") { Description = "Also write it as a page, with its chart, to this file." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("county", "The smallest change worth claiming, for each group and number of schools of a county.") { data, measure, year, schools, within, between, power, alpha, page, json };
        return command.Does(parsed =>
        {
            double Share(string option, double share, bool open = false) => share < 1 && (open ? share > 0 : share >= 0)
                ? share : throw new DataError(option, $"{share}", open ? "above 0 and below 1" : "0 or more and below 1", "Write a share, such as 0.4.");
            int[] numbers = parsed.GetValue(schools) ?? [];
            if (numbers.Length == 0 || numbers.Any(n => n < 4)) throw new DataError("--schools", string.Join(", ", numbers), "numbers of 4 and more", "Write --schools 10 20 40.");
            using var county = County.Open(Path.GetFullPath(parsed.GetValue(data) ?? Workspace.Of("data-samples", "county")));
            double? Explained(Option<double?> option) => parsed.GetValue(option) is { } share ? Share(option.Name, share) : null;
            var options = new SmallestChangeOptions
            {
                Schools = [.. numbers],
                ExplainedWithin = Explained(within),
                ExplainedBetween = Explained(between),
                Power = Share(power.Name, parsed.GetValue(power), open: true),
                Alpha = Share(alpha.Name, parsed.GetValue(alpha), open: true),
            };
            var found = SmallestChange.Of(county, Measures.Find(parsed.GetRequiredValue(measure)), parsed.GetValue(year), options);
            if (parsed.GetValue(page) is { } file) ResultPage.Write(file, $"The smallest change worth claiming: {found.Measure.Title}, {found.Year}", $"SmallestChange.Of(county, Measures.Find(\"{found.Measure.Id}\"), {found.Year})", found);
            return Write(found, parsed.GetValue(json));
        });
    }

    private static int Write(SmallestChange found, bool json)
    {
        if (json)
        {
            var node = JsonText.Table(found.ToTable());
            node["effect_sizes"] = JsonText.Table(found.EffectSizes());
            node["explained"] = new JsonObject { ["within"] = found.Explained.Within, ["between"] = found.Explained.Between, ["measured"] = found.Explained.Measured };
            node["words"] = new JsonArray([.. found.InWords().Select(s => (JsonNode)s)]);
            Console.Out.WriteLine(JsonText.Of(node));
            return ExitCode.Success;
        }
        TableView.Write(found.ToTable());
        TableView.Write(found.EffectSizes());
        foreach (string sentence in found.InWords()) Console.Out.WriteLine(sentence);
        return ExitCode.Success;
    }
}
