using System.Globalization;
using Research.Notebooks;

namespace Research.Cli;

/// <summary>The figures that changed between two runs, as tables for a terminal.</summary>
internal static class ChangedFigures
{
    // Sentences are for --json: a line of the table holds numbers and short words.
    private const int LongestShown = 60;

    /// <summary>One line a published figure, and one line for each other result.</summary>
    public static IEnumerable<Table> Summary(RunComparison comparison)
    {
        var published = comparison.Figures.Where(f => f.Published is not null).GroupBy(f => f.Published!).ToArray();
        if (published.Length > 0)
        {
            yield return new($"{Count(published.Length, "published figure")} changed", [new("figure", "Figure"), new("change", "Change"), new("because", "Because of")],
                published.Select(g => (IReadOnlyList<Cell>)[g.Key, Changes(g), Because(g)]));
        }
        var others = comparison.Figures.Where(f => f.Published is null).GroupBy(f => f.Key).ToArray();
        if (others.Length == 0) yield break;
        yield return new($"{Count(others.Length, "other result")} changed", [new("result", "Result"), new("figures", "Figures"), new("first", "The first of them"), new("because", "Because of")],
            others.Select(g => (IReadOnlyList<Cell>)[Name(g.First()), g.Count(), $"{Place(g.First())} {Change(g.First())}".Trim(), Because(g)]), "--all lists every figure.");
    }

    /// <summary>One line a figure.</summary>
    public static Table All(RunComparison comparison) => new($"{Count(comparison.Figures.Length, "figure")} changed",
        [new("result", "Result"), new("row", "Figure"), new("column", "Column"), new("before", "Before"), new("after", "After"), new("because", "Because of")],
        comparison.Figures.Select(f => (IReadOnlyList<Cell>)[Name(f), f.Row, f.Column, Side(f.Before), Side(f.After), Because([f])]));

    // The first result that has the figure tells it best: a ledger before the numbers behind it.
    private static string Changes(IGrouping<string, FigureChange> figure)
    {
        string first = figure.First().Key;
        var told = figure.Where(f => f.Key == first && Math.Max(f.Before?.Length ?? 0, f.After?.Length ?? 0) <= LongestShown).ToArray();
        return told.Length == 0 ? Place(figure.First()) : string.Join("; ", told.Select(f => $"{(f.Row == figure.Key ? f.Column : Place(f))} {Change(f)}"));
    }

    private static string Name(FigureChange figure) => $"{figure.Result} ({figure.Cell})";

    private static string Place(FigureChange figure) => $"{figure.Row} {figure.Column}".Trim();

    private static string Change(FigureChange figure) => $"{Side(figure.Before)} → {Side(figure.After)}";

    private static string Because(IEnumerable<FigureChange> figures)
    {
        var causes = figures.SelectMany(f => f.Causes).ToHashSet();
        return causes.Count == 0 ? "no input: chance or the clock" : string.Join(" or ", causes.Order().Select(InputChange.Word));
    }

    private static string Side(string? text) => text is null ? "nothing"
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number != Math.Floor(number) ? number.ToString("G7", CultureInfo.InvariantCulture)
        : text.Length <= LongestShown ? text : text[..(LongestShown - 3)] + "...";

    private static string Count(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}
