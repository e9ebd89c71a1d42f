using System.Collections.Immutable;

namespace Research;

/// <summary>A backtest of every published file in a folder: rates, the group on free school meals, and the gap, as far as a file has them.</summary>
public sealed record FolderBacktest : Result
{
    private FolderBacktest(string folder, int origin, ImmutableArray<(string What, BacktestReport Report)> reports, ImmutableArray<string> left) => (Folder, Origin, Reports, Left) = (folder, origin, reports, left);

    /// <summary>Name of the folder; empty when none was given.</summary>
    public string Folder { get; }

    /// <summary>Last year known.</summary>
    public int Origin { get; }

    /// <summary>A report a file, figure and group.</summary>
    public ImmutableArray<(string What, BacktestReport Report)> Reports { get; }

    /// <summary>Files and figures that were not run, each with its reason.</summary>
    public ImmutableArray<string> Left { get; }

    /// <summary>All of them as one, for coverage and calibration over everything; null when there is nothing.</summary>
    public BacktestReport? Together => Reports.IsEmpty ? null : new([.. Reports.SelectMany(r => r.Report.Panels)]);

    /// <summary>Runs every file that is in the tidy format and has the years.</summary>
    /// <param name="folder">Folder of CSV files; empty, or not there, for nothing to run.</param>
    /// <param name="origin">Last year known.</param>
    /// <param name="years">Years ahead.</param>
    public static FolderBacktest Run(string folder, int origin, int years = 2)
    {
        if (folder.Length == 0 || !Directory.Exists(folder)) return new("", origin, [], []);
        var left = ImmutableArray.CreateBuilder<string>();
        var reports = Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal).SelectMany(path => OfFile(path, (origin, years), left)).ToImmutableArray();
        return new(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), origin, reports, left.ToImmutable());
    }

    private static IEnumerable<(string, BacktestReport)> OfFile(string path, (int Origin, int Years) asked, ImmutableArray<string>.Builder left)
    {
        // A folder holds other files too: names, codes, school tables.
        if (Attempt(() => TidyFile.Open(path), left) is not { } file) yield break;
        string? why = file.Years[0] >= asked.Origin || file.Years[^1] <= asked.Origin ? $"no years on both sides of {asked.Origin}" : file.Levels.All(l => l.Level != TidyLevel.LocalAuthority) ? "no authorities" : file.Indicators.All(i => !i.HasCounts) ? "no percentage with counts behind it" : null;
        if (why is not null) left.Add($"{file.File}: {why}");
        if (why is not null) yield break;
        var fsm = file.Filters.FirstOrDefault(f => f.Name.Contains("fsm", StringComparison.Ordinal));
        foreach (var indicator in file.Indicators.Where(i => i.HasCounts))
        {
            (string Indicator, string[] Groups, string? Gap)[] all = fsm is null ? [(indicator.Name, [], null)] : [(indicator.Name, [], null), (indicator.Name, [$"{fsm.Name}={fsm.Values.First(v => v != fsm.Total)}"], null), (indicator.Name, [], fsm.Name)];
            foreach (var what in all)
                if (Attempt(() => new Scored(Of(file, what, asked.Origin, asked.Years)), left) is { } scored) yield return scored.Of;
        }
    }

    private static (string, BacktestReport) Of(TidyFile file, (string Indicator, string[] Groups, string? Gap) what, int origin, int years)
    {
        var series = file.Choose(what.Indicator, what.Groups, what.Gap, null).SelectMany(s => file.ComparableSeries(s)).ToArray();
        string group = what.Gap is not null ? series[0].Selection.Gap!.ToString() : what.Groups.Length > 0 ? what.Groups[0] : "total";
        return ($"{what.Indicator}, {group}", Backtest.Run([.. series.Select(s => s.Panel)], [origin], years));
    }

    private sealed record Scored((string, BacktestReport) Of);

    private static T? Attempt<T>(Func<T> made, ImmutableArray<string>.Builder left)
        where T : class
    {
        try
        {
            return made();
        }
        catch (DataError why)
        {
            left.Add(why.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public override Table ToTable()
    {
        if (Reports.IsEmpty) return new("No folder of published files was given: name one to run every authority.", [new("figures", "Figures")], []);
        return new($"Backtest of every authority in {Folder}, fitted to {Origin}",
            [
                new("figures", "Figures"), new("forecasts", "Forecasts", "", 0), new("coverage_90", "90% intervals cover", "%", 1), new("interval_score", "Interval score", "", 2),
                new("last_value_score", "Last value carried forward", "", 2), new("straight_line_score", "Straight line", "", 2), new("brier", "Brier", "", 3), new("last_value_brier", "Last value, Brier", "", 3), new("best", "Lowest interval score"),
            ],
            Reports.Select(r => (IReadOnlyList<Cell>)[r.What, r.Report.Default.Count, 100 * r.Report.Default.Coverage[0.9], r.Report.Default.IntervalScore, r.Report[TrajectoryMethod.LastValue].IntervalScore,
                r.Report[TrajectoryMethod.StraightLine].IntervalScore, r.Report.Default.Brier, r.Report[TrajectoryMethod.LastValue].Brier, r.Report.Best.Name]),
            ["The default method, the partially pooled trend, beside the benchmarks. Scores are in the unit of the figures: less is better.", .. Left.Select(l => $"Not run: {l}")]);
    }

    /// <inheritdoc/>
    public override Chart? ToChart() => Reports.IsEmpty ? null : EstimateChart.Of($"Share of figures inside 90% intervals, fitted to {Origin}", "% of figures",
        Reports.Select(r => new EstimateRow(r.What, 100 * r.Report.Default.Coverage[0.9], Interval.None)), 90);
}
