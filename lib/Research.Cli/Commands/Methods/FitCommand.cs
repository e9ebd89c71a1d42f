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
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("fit", "Fit a linear, generalised, mixed or instrumental model to a CSV, Parquet or Excel file.") { report, json };
        input.AddTo(command);
        options.AddTo(command);
        return command.Does(parsed => Answer.Write(options.Read(parsed).Fit(input.Read(parsed)), parsed.GetValue(json), parsed.GetValue(report)));
    }
}
