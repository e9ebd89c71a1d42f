namespace Research.Oracle;

/// <summary>Figures that are a function of a row's numbers, an element a row; nothing is given where the data lack a column.</summary>
internal sealed class RowFunctions(Dataset data, GivenFigures figures)
{
    public void Give(string name, string[] columns, Func<double[], double> value)
    {
        if (!columns.All(data.Has)) return;
        figures.Add(name, Enumerable.Range(0, data.Count).Select(i => value([.. columns.Select(c => data.Numbers(c)[i])])));
    }

    /// <summary>Both bounds of an interval, under two names.</summary>
    public void Give(string low, string high, string[] columns, Func<double[], Interval> interval)
    {
        Give(low, columns, r => interval(r).Low);
        Give(high, columns, r => interval(r).High);
    }
}
