namespace Research.Cli;

/// <summary>What was used of a file and what was left out, in sentences: every row that is in no forecast is counted here with its reason.</summary>
internal static class BacktestNotes
{
    public static IEnumerable<string> Of(TidyFile file, PublishedSeries[] series, BacktestReport report, (int[] Origins, bool Cut) asked)
    {
        foreach (var s in series) yield return $"{s.Panel.Name}: {s.Panel.Members.Length} series; figures {s.Coverage}{Short(s)}.";
        foreach (var p in report.Panels)
            if (report.Unscored(p) is { TotalDropped: > 0 } left) yield return $"{p.Panel.Name}, fitted to {p.Origin}: {left.TotalDropped} of {left.Used + left.TotalDropped} series not scored ({string.Join("; ", left.DroppedRows.Select(d => $"{d.Count} {d.Reason}"))}).";
        foreach (string join in series.SelectMany(s => s.Joined).Distinct()) yield return join;
        if (file.Filters.FirstOrDefault(f => f.IsUnit) is { } unit) yield return $"{unit.Name} says the unit of each row: {(series[0].Selection.Groups.GetValueOrDefault(unit.Name) is { } value ? $"rows of '{value}' are taken" : "all are taken")}.";
        foreach (string remark in file.Remarks) yield return remark;
        foreach (string change in Breaks(file, asked.Cut)) yield return change;
        int[] gaps = [.. Enumerable.Range(file.Years[0], file.Years[^1] - file.Years[0] + 1).Except(file.Years)];
        if (gaps.Length > 0) yield return $"The file has no {string.Join(", ", gaps)}: forecasts run across.";
        int[] without = [.. asked.Origins.Except(report.Panels.Select(p => p.Origin))];
        if (without.Length > 0) yield return $"Not fitted to {string.Join(", ", without)}: fewer than two comparable years up to it, or none after.";
        string[] unused = [.. series.Select(s => s.Panel.Name).Except(report.Panels.Select(p => p.Panel.Name))];
        if (unused.Length > 0) yield return $"In no forecast, since no year fitted to lies in it: {string.Join("; ", unused)}.";
    }

    // A series of one figure joins the others' path but is not scored by methods that need more.
    private static string Short(PublishedSeries series) => series.Panel.Members.Count(m => m.Observed < 2) is > 0 and var few ? $"; {few} of the series with one figure only" : "";

    private static IEnumerable<string> Breaks(TidyFile file, bool cut) => file.Notes.SelectMany(n => n.Changes.Select(y => (Note: n, Year: y))).Select(c => !c.Note.Breaks.Contains(c.Year)
        ? $"{c.Note.Name} changes in {c.Year} to '{c.Note.ByYear[c.Year]}': taken for a label of the year, not for a break."
        : $"{c.Note.Name} changes in {c.Year} from '{c.Note.Before(c.Year)}' to '{c.Note.ByYear[c.Year]}': {(cut ? "the series are cut there (--breaks keep runs them on)." : "figures before and after may not compare.")}");
}
