namespace Research.Cli;

/// <summary>Writes what a method found, as tables for a reader or as JSON for a program.</summary>
internal static class Answer
{
    /// <summary>A fit: its terms and, for a mixed model, its variances; the methods paragraph where asked for.</summary>
    public static int Write(Fit fit, bool json, bool report = false)
    {
        if (json)
        {
            var node = FitJson.Of(fit);
            if (report) node["report"] = fit.Report();
            Console.Out.WriteLine(JsonText.Of(node));
            return ExitCode.Success;
        }
        TableView.Write(fit.ToTable());
        if (FitJson.Components(fit) is { } components) TableView.Write(components.ToTable());
        if (report) Console.Out.WriteLine($"\n{fit.Report()}");
        return ExitCode.Success;
    }

    /// <summary>Another result: its table, and figures that the table leaves out.</summary>
    public static int Write(Result result, bool json, params IReadOnlyCollection<Figure> figures) => Write(result.ToTable(), json, figures);

    /// <summary>A table, and figures beside it.</summary>
    public static int Write(Table table, bool json, params IReadOnlyCollection<Figure> figures)
    {
        if (json)
        {
            var node = JsonText.Table(table);
            if (figures.Count > 0) node["figures"] = JsonText.Figures(figures);
            Console.Out.WriteLine(JsonText.Of(node));
            return ExitCode.Success;
        }
        TableView.Write(figures.Count == 0 ? table : table.WithNotes(string.Join("; ", figures.Select(f => $"{f.Title} {Cell.Of(f.Value).Show(null)}")) + "."));
        return ExitCode.Success;
    }
}
