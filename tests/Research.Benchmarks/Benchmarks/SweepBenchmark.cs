namespace Research.Benchmarks;

/// <summary>Every column of figures of every published file, for every value of every group, from every origin: where the default forecasts worse than the benchmarks.</summary>
internal static class SweepBenchmark
{
    private const int Fewest = 3, Ahead = 2, FewestYears = 4;

    /// <summary>Runs a folder, or one file; every nth origin, and columns and groups whose names hold one of the words, so that a part can be run alone.</summary>
    public static IEnumerable<Table> Run(string path, int step, IReadOnlyList<string> words)
    {
        string[] files = File.Exists(path) ? [path] : [.. Directory.EnumerateFiles(path, "*.csv").Order(StringComparer.Ordinal)];
        var runs = files.SelectMany(f => OfFile(f, step, words)).ToArray();
        yield return Summary("By column", runs.GroupBy(r => $"{r.File}: {r.Indicator}"));
        yield return Summary("By file and kind of figure", runs.GroupBy(r => $"{r.File}: {r.Kind}"));
        yield return Summary("By last year known", runs.GroupBy(r => $"{r.Kind}, {r.Origin}").OrderBy(g => g.Key, StringComparer.Ordinal));
        yield return Summary("Fitted to 2015 alone", runs.Where(r => r.Origin == 2015).GroupBy(r => $"{r.File}: {r.Indicator}"));
        yield return Summary("Together", runs.GroupBy(r => r.Kind));
    }

    private static IEnumerable<Ran> OfFile(string path, int step, IReadOnlyList<string> words)
    {
        TidyFile file;
        try
        {
            file = TidyFile.Open(path);
        }
        catch (DataError why)
        {
            Console.WriteLine($"Not run: {why.Message}");
            yield break;
        }
        if (file.Years.Length < FewestYears) yield break;
        foreach (var indicator in file.Indicators)
            foreach (var (groups, gap) in Asked(file, indicator))
            {
                string what = $"{indicator.Name} {string.Join(' ', groups)}{gap}";
                if (words.Count > 0 && !words.Any(w => what.Contains(w, StringComparison.Ordinal))) continue;
                foreach (var ran in OfChoice(file, (indicator, groups, gap), step)) yield return ran;
            }
    }

    private static IEnumerable<(string[] Groups, string? Gap)> Asked(TidyFile file, TidyIndicator indicator)
    {
        if (file.Filters.IsEmpty) yield return ([], null);
        foreach (var filter in file.Filters)
        {
            foreach (string value in filter.Values) yield return ([$"{filter.Name}={value}"], null);
            if (indicator.Kind == IndicatorKind.Percent && filter.Values.Length is 2 or 3) yield return ([], filter.Name);
        }
    }

    private static List<Ran> OfChoice(TidyFile file, (TidyIndicator Indicator, string[] Groups, string? Gap) what, int step)
    {
        var runs = new List<Ran>();
        try
        {
            foreach (var panel in file.Choose(what.Indicator.Name, what.Groups, what.Gap, null).SelectMany(s => file.ComparableSeries(s)).Select(s => s.Panel))
                for (int origin = panel.LastYear - 1; origin >= panel.FirstYear + Fewest - 1; origin -= step)
                    if (Of(panel, origin) is { } scores) runs.Add(new(file.File, what.Indicator.Name + (what.Gap is null ? "" : ", gap"), what.Gap is null ? what.Indicator.Kind.ToString() : "Gap", origin, scores));
        }
        catch (DataError why)
        {
            Console.WriteLine($"Not run: {what.Indicator.Name} {string.Join(' ', what.Groups)} {what.Gap}: {why.Message}");
        }
        return runs;
    }

    // The same series and years for all: those that every method can forecast.
    private static Score[]? Of(SeriesPanel panel, int origin)
    {
        var known = panel.Until(origin);
        if (known.LastYear != origin) return null;
        int years = Math.Min(Ahead, panel.LastYear - origin);
        var came = panel.Members.ToDictionary(m => m.Name);
        PanelForecast[] forecasts;
        try
        {
            forecasts = [.. new[] { TrajectoryMethod.Pooled, TrajectoryMethod.LastValue, TrajectoryMethod.StraightLine }.Select(m => Trajectory.ForecastPanel(known, years, m))];
        }
        catch (DataError)
        {
            return null;
        }
        var names = forecasts.Select(f => f.Members.Select(m => m.Series.Name)).Aggregate((a, b) => a.Intersect(b)).ToHashSet();
        var asked = names.SelectMany(n => Enumerable.Range(origin + 1, years).Where(came[n].Figures.ContainsKey).Select(y => (Name: n, Year: y))).ToArray();
        return asked.Length == 0 ? null : [.. forecasts.Select(f => Score.Of(f, asked.Select(a => (a.Name, a.Year, came[a.Name][a.Year]))))];
    }

    private static Table Summary(string title, IEnumerable<IGrouping<string, Ran>> groups) => new(title,
        [
            new("of", "Of"), new("runs", "Panels and origins", "", 0), new("cover_50", "50% intervals cover", "%", 1), new("cover_90", "90%", "%", 1), new("ratio_last", "Score, last value = 1", "", 3), new("ratio_line", "Score, straight line = 1", "", 3),
            new("worse_last", "Runs worse than last value", "", 0), new("worse_line", "Runs worse than the line", "", 0), new("crps_last", "CRPS, last value = 1", "", 3), new("last_90", "Last value covers", "%", 1), new("line_90", "Straight line covers", "%", 1),
        ],
        groups.Select(g => (IReadOnlyList<Cell>)
        [
            g.Key, g.Count(), 100 * g.Average(r => r.Scores[0].Cover50), 100 * g.Average(r => r.Scores[0].Cover90), Ratio(g, 1, s => s.Interval), Ratio(g, 2, s => s.Interval),
            g.Count(r => r.Scores[0].Interval > r.Scores[1].Interval), g.Count(r => r.Scores[0].Interval > r.Scores[2].Interval), Ratio(g, 1, s => s.Crps), 100 * g.Average(r => r.Scores[1].Cover90), 100 * g.Average(r => r.Scores[2].Cover90),
        ]),
        ["Ratios of mean scores are geometric means over panels and origins: units differ. Below 1 the default is better."]);

    private static double Ratio(IEnumerable<Ran> runs, int method, Func<Score, double> of) => Math.Exp(runs.Average(r => Math.Log((of(r.Scores[0]) + 1e-9) / (of(r.Scores[method]) + 1e-9))));

    private sealed record Ran(string File, string Indicator, string Kind, int Origin, Score[] Scores);

    private sealed record Score(double Cover50, double Cover90, double Interval, double Crps)
    {
        public static Score Of(PanelForecast forecast, IEnumerable<(string Name, int Year, double Figure)> asked)
        {
            var scored = asked.Select(a => (Forecast: forecast[a.Name], a.Year, a.Figure, At: forecast[a.Name].Interval(a.Year))).ToArray();
            return new(scored.Average(s => s.Forecast.Interval(s.Year, 0.5).Contains(s.Figure) ? 1.0 : 0), scored.Average(s => s.At.Contains(s.Figure) ? 1.0 : 0),
                scored.Average(s => s.At.Width + (20 * Math.Max(0, Math.Max(s.At.Low - s.Figure, s.Figure - s.At.High)))), scored.Average(s => s.Forecast.Crps(s.Year, s.Figure)));
        }
    }
}
