using System.CommandLine;

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
        var within = new Option<double>("--r2") { Description = "Share of the differences within schools that covariates explain." };
        var between = new Option<double>("--r2-schools") { Description = "Share of the differences between schools that covariates explain." };
        var power = new Option<double>("--power") { Description = "Power wanted.", DefaultValueFactory = _ => 0.8 };
        var alpha = new Option<double>("--alpha") { Description = "Significance level.", DefaultValueFactory = _ => 0.05 };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("county", "The smallest change worth claiming, for each group and number of schools of a county.") { data, measure, year, schools, within, between, power, alpha, json };
        return command.Does(parsed =>
        {
            double Share(Option<double> option, bool open = false) => parsed.GetValue(option) is var share && share < 1 && (open ? share > 0 : share >= 0)
                ? share : throw new DataError(option.Name, $"{parsed.GetValue(option)}", open ? "above 0 and below 1" : "0 or more and below 1", "Write a share, such as 0.4.");
            int[] numbers = parsed.GetValue(schools) ?? [];
            if (numbers.Length == 0 || numbers.Any(n => n < 4)) throw new DataError("--schools", string.Join(", ", numbers), "numbers of 4 and more", "Write --schools 10 20 40.");
            using var county = County.Open(Path.GetFullPath(parsed.GetValue(data) ?? Workspace.Of("data-samples", "county")));
            var options = new SmallestChangeOptions { Schools = [.. numbers], ExplainedWithin = Share(within), ExplainedBetween = Share(between), Power = Share(power, open: true), Alpha = Share(alpha, open: true) };
            return Answer.Write(SmallestChange.Of(county, Measures.Find(parsed.GetRequiredValue(measure)), parsed.GetValue(year), options), parsed.GetValue(json));
        });
    }
}
