using System.Collections.Immutable;

namespace Research;

/// <summary>Forecasts of every series of a panel; those of the pooled model share the shocks to their common path.</summary>
public sealed record PanelForecast : Result
{
    private readonly ImmutableDictionary<string, TrajectoryForecast> byName;

    internal PanelForecast(SeriesPanel panel, ImmutableArray<TrajectoryForecast> members, TrajectoryForecast? comparator, PooledTrend? model)
    {
        (Panel, Members, Comparator, Model) = (panel, members, comparator, model);
        byName = members.ToImmutableDictionary(m => m.Series.Name);
    }

    /// <summary>The panel.</summary>
    public SeriesPanel Panel { get; }

    /// <summary>A forecast a series; series too short for the method are left out.</summary>
    public ImmutableArray<TrajectoryForecast> Members { get; }

    /// <summary>The forecast of the whole; null when the panel has none, or the method cannot make it.</summary>
    public TrajectoryForecast? Comparator { get; }

    /// <summary>The pooled model; null for a method that treats each series alone.</summary>
    public PooledTrend? Model { get; }

    /// <summary>The forecast of a series.</summary>
    public TrajectoryForecast this[string name] => byName.GetValueOrDefault(name)
        ?? throw new DataError($"forecast of {Panel.Name}", $"'{name}'", "a series of the panel that is long enough", $"Use a series' name.{NearestName.Hint(name, byName.Keys)}");

    internal TrajectoryForecast? Find(string name) => byName.GetValueOrDefault(name) ?? (Comparator?.Series.Name == name ? Comparator : null);

    /// <summary>Draws of whole futures of every series, [draw, year] each: one draw number is one future of all of them.</summary>
    /// <param name="seed">Named in the methods section.</param>
    /// <param name="count">How many.</param>
    public ImmutableDictionary<string, double[,]> DrawPaths(long seed, int count)
    {
        var stream = RandomStream.FromSeed(seed);
        return Members.ToImmutableDictionary(m => m.Series.Name, m => m.Figures(FuturePaths.DrawCommon(m.Paths.Common, stream.Fork("common"), count), m.Paths.DrawOwn(stream.Fork(m.Series.Name), count)));
    }

    /// <inheritdoc/>
    public override Table ToTable()
    {
        var method = Members[0].Method;
        int[] years = [.. Members[0].Years];
        return new($"{method.Title()}: {Panel.Name}, {Members.Length} of {Panel.Members.Length} series.",
            [new("series", "Series"), .. years.SelectMany(y => new TableColumn[] { new($"median_{y}", $"{y}", Panel.Unit, 1), new($"low_90_{y}", "90% low", Panel.Unit, 1), new($"high_90_{y}", "90% high", Panel.Unit, 1) })],
            (Comparator is null ? Members : Members.Add(Comparator)).Select(m => (IReadOnlyList<Cell>)[m.Series.Name, .. years.SelectMany(y => (Cell[])[m.Median(y), m.Interval(y).Low, m.Interval(y).High])]));
    }
}
