using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research series DATA --value COL --year COL --forecast N</c>: the trend of a short annual series and what comes next.</summary>
internal static class SeriesCommand
{
    private delegate (Fit Fit, SeriesForecast? Forecast) Model((Dataset Data, string Value, string Year, string? Total) given, (int Years, double Level) ahead);

    private static readonly Dictionary<string, Model> Models = new()
    {
        ["level"] = (given, ahead) => Structural(given.Total is { } total
            ? LocalLevel.Fit(AnnualCounts.From(given.Data, given.Value, total, given.Year)) : LocalLevel.Fit(AnnualSeries.From(given.Data, given.Value, given.Year)), ahead),
        ["trend"] = (given, ahead) => Structural(given.Total is { } total
            ? LocalLinearTrend.Fit(AnnualCounts.From(given.Data, given.Value, total, given.Year)) : LocalLinearTrend.Fit(AnnualSeries.From(given.Data, given.Value, given.Year)), ahead),
        ["line"] = (given, ahead) => LinearTrend.Fit(AnnualSeries.From(given.Data, given.Value, given.Year)) is var line && given.Total is null
            ? (line, ahead.Years > 0 ? line.Forecast(ahead.Years, ahead.Level) : null)
            : throw new DataError("options", "--count with --model line", "logit, level or trend", "A straight line takes no counts: choose --model logit."),
        ["logit"] = (given, ahead) => LogitTrend.Fit(AnnualCounts.From(given.Data, given.Value,
            given.Total ?? throw new DataError("options", "--model logit without --count", "--count COL with it", "Name the column of totals; --value then holds the number with the outcome."), given.Year)) is var logit
            ? (logit, ahead.Years > 0 ? logit.Forecast(ahead.Years, ahead.Level) : null) : default,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new DataInput();
        var value = new Option<string>("--value") { Description = "Column of values; with --count, of the number with the outcome.", Required = true };
        var year = new Option<string>("--year") { Description = "Column of years.", Required = true };
        var total = new Option<string?>("--count") { Description = "Column of totals that the values are counted out of." };
        var model = new Option<string>("--model") { Description = "level, trend, line, or with --count logit.", DefaultValueFactory = _ => "level" };
        var years = new Option<int>("--forecast") { Description = "Years to forecast." };
        var level = new Option<double>("--level") { Description = "Level of the forecast's intervals.", DefaultValueFactory = _ => 0.95 };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("series", "The trend of an annual series, and forecasts with intervals.") { value, year, total, model, years, level, json };
        input.AddTo(command);
        return command.Does(parsed =>
        {
            var fitted = NamedChoice.Of("--model", parsed.GetRequiredValue(model), Models);
            int ahead = parsed.GetValue(years);
            if (ahead < 0) throw new DataError("--forecast", $"{ahead} years", "0 or more", "Write the number of years after the last.");
            var (fit, forecast) = fitted((input.Read(parsed), parsed.GetRequiredValue(value), parsed.GetRequiredValue(year), parsed.GetValue(total)), (ahead, parsed.GetValue(level)));
            if (!parsed.GetValue(json))
            {
                TableView.Write(fit.ToTable());
                if (forecast is not null) TableView.Write(forecast.ToTable());
                return ExitCode.Success;
            }
            var node = FitJson.Of(fit);
            node["forecast"] = forecast is null ? null : JsonText.Table(forecast.ToTable());
            Console.Out.WriteLine(JsonText.Of(node));
            return ExitCode.Success;
        });
    }

    private static (Fit Fit, SeriesForecast? Forecast) Structural(StructuralTrend fit, (int Years, double Level) ahead) =>
        (fit, ahead.Years > 0 ? fit.Forecast(ahead.Years, ahead.Level) : null);
}
