using System.CommandLine;
using System.Text.Json.Nodes;

namespace Research.Cli;

/// <summary><c>research backtest FILE --group FILTER=VALUE --origin YEAR --json</c>: how well each method would have forecast the series of a published file.</summary>
internal static class BacktestCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "A CSV file in the Department's tidy format." };
    private static readonly Option<string?> Indicator = new("--indicator") { Description = "Column of figures (default: the first percentage with counts behind it)." };
    private static readonly Option<string[]> Group = new("--group") { Description = "FILTER=VALUE; once for each filter. Filters not named stand at their total, or at each value in turn.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
    private static readonly Option<string?> Gap = new("--gap") { Description = "FILTER, FILTER=GROUP or FILTER=GROUP/PEERS: the gap between them instead of rates." };
    private static readonly Option<string?> Level = new("--level") { Description = "LA, regional or national (default: LA where there are some)." };
    private static readonly Option<string[]> Origin = new("--origin") { Description = "Last year known, as 2015, 201415 or 2014/15 (default: two years before the last); several are scored together.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
    private static readonly Option<int> Horizon = new("--horizon") { Description = "Years ahead.", DefaultValueFactory = _ => 2 };
    private static readonly Option<string> Breaks = new Option<string>("--breaks") { Description = "cut: a series ends where what is counted changes; keep: it runs on.", DefaultValueFactory = _ => "cut" }.AcceptOnlyFromAmong("cut", "keep");
    private static readonly Option<bool> ByPanel = new("--by-panel") { Description = "Also a line for each panel and origin." };
    private static readonly Option<bool> ByOrigin = new("--by-origin") { Description = "Also a line for each year fitted to: national shocks are shared, so one origin says little." };
    private static readonly Option<bool> ByForecast = new("--by-forecast") { Description = "Also a line for each forecast: its interval and the figure that came." };
    private static readonly Option<bool> Json = new("--json") { Description = "Write JSON." };

    public static Command Create() => new Command("backtest", "Forecast the series of a published file from an earlier year, and score the forecasts.") { File, Indicator, Group, Gap, Level, Origin, Horizon, Breaks, ByPanel, ByOrigin, ByForecast, Json }.Does(Run);

    private static int Run(ParseResult parsed)
    {
        var file = TidyFile.Open(parsed.GetRequiredValue(File));
        var chosen = file.Choose(parsed.GetValue(Indicator), parsed.GetValue(Group)!, parsed.GetValue(Gap), parsed.GetValue(Level));
        bool cut = parsed.GetValue(Breaks) == "cut";
        PublishedSeries[] series = [.. chosen.SelectMany(s => cut ? file.ComparableSeries(s) : [file.Series(s)])];
        int horizon = parsed.GetValue(Horizon);
        int[] origins = parsed.GetValue(Origin) is { Length: > 0 } asked ? [.. asked.Select(YearOf).Distinct().Order()] : [Math.Max(file.Years[0] + 1, file.Years[^1] - horizon)];
        var report = Backtest.Run([.. series.Select(s => s.Panel)], origins, horizon);
        string[] notes = [.. BacktestNotes.Of(file, series, report, (origins, cut))];
        if (parsed.GetValue(Json))
        {
            var json = JsonOf(file, series, report, notes);
            if (parsed.GetValue(ByOrigin)) json["by_origin"] = JsonText.Table(report.ByOrigin());
            if (parsed.GetValue(ByForecast)) json["by_forecast"] = JsonText.Table(report.ByForecast());
            Console.Out.WriteLine(JsonText.Of(json));
            return ExitCode.Success;
        }
        TableView.Write(report.ToTable().WithNotes(notes));
        if (parsed.GetValue(ByOrigin)) TableView.Write(report.ByOrigin());
        if (parsed.GetValue(ByPanel)) TableView.Write(report.ByPanel());
        if (parsed.GetValue(ByForecast)) TableView.Write(report.ByForecast());
        return ExitCode.Success;
    }

    private static int YearOf(string text) => TidyYear.Parse(text) ?? throw new DataError("--origin", $"'{text}'", "a year such as 2015, 201415 or 2014/15", "Name the last year known.");

    private static JsonObject JsonOf(TidyFile file, PublishedSeries[] series, BacktestReport report, string[] notes) => new()
    {
        ["file"] = file.File,
        ["indicator"] = series[0].Selection.Indicator.Name,
        ["unit"] = series[0].Panel.Unit,
        ["level"] = series[0].Selection.Level.ToString(),
        ["default_method"] = report.Default.Method.Id(),
        ["best_method"] = report.Best.Method.Id(),
        ["methods"] = new JsonArray([.. report.Scores.Select(s => (JsonNode)Score(s))]),
        ["panels"] = new JsonArray([.. report.Panels.Select(p => (JsonNode)new JsonObject
        {
            ["panel"] = p.Panel.Name,
            ["series"] = p.Panel.Members.Length,
            ["origin"] = p.Origin,
            ["not_scored"] = new JsonObject(report.Unscored(p).DroppedRows.Select(d => KeyValuePair.Create(d.Reason, (JsonNode?)d.Count))),
            ["weights"] = new JsonObject(p.Weights.Weights.Select(w => KeyValuePair.Create(w.Key.Id(), JsonText.Number(w.Value)))),
            ["methods"] = new JsonArray([.. p.Scores.Select(s => (JsonNode)Score(s))]),
        })]),
        ["coverage"] = new JsonArray([.. series.Select(s => (JsonNode)new JsonObject
        {
            ["panel"] = s.Panel.Name,
            ["series"] = s.Panel.Members.Length,
            ["figures"] = s.Coverage.Used,
            ["without"] = new JsonObject(s.Coverage.DroppedRows.Select(d => KeyValuePair.Create(d.Reason, (JsonNode?)d.Count))),
        })]),
        ["notes"] = new JsonArray([.. report.ToTable().Notes.Concat(notes).Select(n => (JsonNode)n)]),
    };

    private static JsonObject Score(MethodScore score) => new()
    {
        ["method"] = score.Method.Id(),
        ["title"] = score.Name,
        ["forecasts"] = score.Count,
        ["coverage"] = new JsonObject(score.Coverage.Select(c => KeyValuePair.Create($"{Math.Round(100 * c.Key)}", JsonText.Number(c.Value)))),
        ["coverage_90_by_year"] = new JsonObject(score.CoverageByYear.Select(c => KeyValuePair.Create($"{c.Key}", JsonText.Number(c.Value)))),
        ["width_90"] = JsonText.Number(score.Width),
        ["interval_score_90"] = JsonText.Number(score.IntervalScore),
        ["default_interval_score_90_same_figures"] = JsonText.Number(score.DefaultIntervalScore),
        ["crps"] = JsonText.Number(score.Crps),
        ["bias"] = JsonText.Number(score.Bias),
        ["brier"] = JsonText.Number(score.Brier),
        ["calibration"] = new JsonArray([.. score.Calibration.Where(b => b.Count > 0).Select(b => (JsonNode)new JsonObject
        {
            ["from"] = b.From,
            ["to"] = b.To,
            ["targets"] = b.Count,
            ["mean_probability"] = JsonText.Number(b.MeanProbability),
            ["share_met"] = JsonText.Number(b.ShareMet),
        })]),
    };
}
