using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research fit DATA --formula "..."</c>: fits a model and writes its coefficients.</summary>
internal static class FitCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var input = new DataInput();
        var options = new FitOptions();
        var report = new Option<bool>("--report") { Description = "Also write a methods paragraph with citations." };
        var show = new Option<string?>("--show") { Description = $"Instead of the terms: {FitView.Names}." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("fit", "Fit a linear, generalised, mixed or instrumental model to a CSV, Parquet or Excel file.") { report, show, json };
        input.AddTo(command);
        options.AddTo(command);
        return command.Does(parsed =>
        {
            var request = options.Read(parsed);
            var fit = request.Fit(input.Read(parsed));
            return parsed.GetValue(show) is { } view
                ? Answer.Write(FitView.Of(view, fit, request.Level), parsed.GetValue(json))
                : Answer.Write(fit, parsed.GetValue(json), parsed.GetValue(report));
        });
    }
}
