using System.Collections.Immutable;

namespace Research;

/// <summary>Forecasts made as if at an earlier year, beside the figures that came: each method on each series, with nothing known that was not known then.</summary>
public static class Backtest
{
    /// <summary>Every method, the benchmarks first.</summary>
    public static readonly ImmutableArray<TrajectoryMethod> Methods = [.. Enum.GetValues<TrajectoryMethod>()];

    /// <summary>Backtest of one panel.</summary>
    /// <param name="panel">The series, with the years to be forecast in them.</param>
    /// <param name="origin">Last year known.</param>
    /// <param name="years">Years ahead.</param>
    public static BacktestReport Run(SeriesPanel panel, int origin, int years = 2) => Run([panel], [origin], years);

    /// <summary>Backtest of several panels from several origins, scored together and apart.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="origins">Last years known, each on its own.</param>
    /// <param name="years">Years ahead, as far as there are figures.</param>
    public static BacktestReport Run(IReadOnlyList<SeriesPanel> panels, IReadOnlyList<int> origins, int years = 2)
    {
        if (years is < 1 or > 20) throw new DataError("--horizon", $"{years} years", "between 1 and 20", "Ask for fewer years ahead.");
        var runs = panels.SelectMany(p => origins.Select(o => (Panel: p, Origin: o))).Where(r => r.Origin > r.Panel.FirstYear && r.Origin < r.Panel.LastYear).ToArray();
        if (runs.Length == 0)
            throw new DataError("--origin", string.Join(", ", origins), string.Join("; ", panels.Select(p => p.LastYear - p.FirstYear < 2
                ? $"{p.Name}: three years or more, it has {p.FirstYear}{(p.LastYear > p.FirstYear ? $" and {p.LastYear}" : " only")}"
                : $"{p.Name}: a year from {p.FirstYear + 1} to {p.LastYear - 1}").Distinct().Take(3)), "At least two years are needed up to the origin and one after.");
        try
        {
            return new([.. runs.Select(r => PanelBacktest.Run(r.Panel, r.Origin, years))]);
        }
        catch (AggregateException several) when (several.InnerException is DataError first)
        {
            // Series are fitted side by side: the first that cannot be says why.
            throw first;
        }
    }
}
