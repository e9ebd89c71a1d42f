namespace Research.Benchmarks;

/// <summary>Forecasts of published series from every year they could have been made, beside the figures that came.</summary>
internal static class PublishedBenchmark
{
    private const int Fewest = 3, Ahead = 2;

    private static readonly (string File, string Family, string Indicator, string[] Groups, string? Gap)[] Chosen =
    [
        .. from school in (string[])["Total", "State-funded primary", "State-funded secondary"]
           from indicator in (string[])["sess_overall_percent", "sess_authorised_percent", "sess_unauthorised_percent", "enrolments_pa_10_exact_percent"]
           select ("absence_la_2007_2019.csv", "Absence", indicator, (string[])[$"school_type={school}"], (string?)null),
        .. from indicator in (string[])["gld_percent", "elg_percent", "comm_lang_lit_percent"]
           from gender in (string?[])["Total", "Girls", "Boys", null]
           select ("eyfsp_gld_2013_2019.csv", gender is null ? "Early years, gap of boys and girls" : "Early years, by gender", indicator, gender is null ? (string[])[] : [$"gender={gender}"], gender is null ? "gender" : null),
        .. from area in (string[])["Communication and Language", "Literacy", "Mathematics"]
           from fsm in (string?[])["Total", "FSM", null]
           select ("eyfsp_areas_by_fsm_2013_2019.csv", fsm is null ? "Areas of learning, gap by free school meals" : "Areas of learning, by free school meals", "at_least_expected_percent",
               (string[])[$"area_of_learning={area}", .. fsm is null ? (string[])[] : [$"fsm={fsm}"]], fsm is null ? "fsm" : null),
    ];

    public static IEnumerable<Table> Run(string folder)
    {
        var outcomes = Chosen.SelectMany(c => Backtests(Path.Combine(folder, c.File), c)).ToArray();
        yield return Summary("By family", outcomes.GroupBy(o => o.Family));
        yield return Summary("By last year known", outcomes.GroupBy(o => $"{o.Origin}").OrderBy(g => g.Key, StringComparer.Ordinal));
        yield return Summary("By panel", outcomes.GroupBy(o => o.Panel));
        yield return Summary("Fitted to 2015 alone", outcomes.Where(o => o.Origin == 2015).GroupBy(o => o.Panel));
        yield return Summary("Together", outcomes.GroupBy(_ => "all panels and origins"));
    }

    private static IEnumerable<Outcome> Backtests(string path, (string File, string Family, string Indicator, string[] Groups, string? Gap) chosen)
    {
        var file = TidyFile.Open(path);
        foreach (var panel in file.Choose(chosen.Indicator, chosen.Groups, chosen.Gap, null).Select(s => file.Series(s).Panel))
            for (int origin = panel.FirstYear + Fewest - 1; origin < panel.LastYear; origin++)
            {
                var known = panel.Until(origin);
                if (known.LastYear != origin) continue;
                int years = Math.Min(Ahead, panel.LastYear - origin);
                var fit = PooledTrend.Fit(known);
                bool whole = panel.Comparator is { } c && Enumerable.Range(origin + 1, years).All(c.Figures.ContainsKey);
                yield return new(chosen.Family, panel.Name, origin, Score.Of(panel, fit.Forecast(years)), whole ? Score.Of(panel, fit.Forecast(years, panel.Comparator)) : null,
                    Score.Of(panel, Trajectory.ForecastPanel(known, years, TrajectoryMethod.LastValue)), Score.Of(panel, Trajectory.ForecastPanel(known, years, TrajectoryMethod.StraightLine)));
            }
    }

    private static Table Summary(string title, IEnumerable<IGrouping<string, Outcome>> groups) => new(title,
        [
            new("of", "Of"), new("runs", "Panels and origins", "", 0), new("cover_50", "50% intervals cover", "%", 1), new("cover_80", "80%", "%", 1), new("cover_90", "90%", "%", 1), new("cover_95", "95%", "%", 1),
            new("known_90", "90%, the whole known", "%", 1), new("score", "Interval score", "", 2), new("last_score", "Last value", "", 2), new("line_score", "Straight line", "", 2), new("last_90", "Last value covers", "%", 1), new("line_90", "Straight line covers", "%", 1),
        ],
        groups.Select(g => (IReadOnlyList<Cell>)
            [g.Key, g.Count(), .. Enumerable.Range(0, 4).Select(k => Cell.Of(100 * g.Average(o => o.Pooled.Cover[k]))), g.Any(o => o.Known is not null) ? 100 * g.Where(o => o.Known is not null).Average(o => o.Known!.Cover[2]) : Cell.Without(Symbol.NotApplicable),
                g.Average(o => o.Pooled.IntervalScore), g.Average(o => o.Last.IntervalScore), g.Average(o => o.Line.IntervalScore), 100 * g.Average(o => o.Last.Cover[2]), 100 * g.Average(o => o.Line.Cover[2])]));

    private sealed record Outcome(string Family, string Panel, int Origin, Score Pooled, Score? Known, Score Last, Score Line);

    private sealed record Score(double[] Cover, double IntervalScore)
    {
        private static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95];

        public static Score Of(SeriesPanel panel, PanelForecast forecast)
        {
            var came = panel.Members.ToDictionary(m => m.Name);
            var scored = forecast.Members.SelectMany(f => f.Years.Where(came[f.Series.Name].Figures.ContainsKey).Select(y => (Forecast: f, Year: y, Figure: came[f.Series.Name][y]))).ToArray();
            double Missed(Interval interval, double figure) => Math.Max(0, Math.Max(interval.Low - figure, figure - interval.High));
            return new([.. Levels.Select(l => scored.Average(s => s.Forecast.Interval(s.Year, l).Contains(s.Figure) ? 1.0 : 0))],
                scored.Average(s => s.Forecast.Interval(s.Year).Width + (20 * Missed(s.Forecast.Interval(s.Year), s.Figure))));
        }
    }
}
