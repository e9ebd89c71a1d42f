using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Counts of measures for groups and their peers, by year and place: what gaps, rates and floor standards are computed from.</summary>
public sealed record GroupCounts : Result
{
    private readonly Lazy<Dictionary<(string, string, int, string), GroupCount>> byKey;

    internal GroupCounts(Level level, ImmutableArray<GroupCount> all, ImmutableArray<string> leftOut, long setAside)
    {
        (Level, All, LeftOut, SetAside) = (level, all, leftOut, setAside);
        byKey = new(() => All.ToDictionary(c => (c.Measure.Id, c.Group.Id, c.Year, c.Place)));
    }

    /// <summary>County, area or school.</summary>
    public Level Level { get; }

    /// <summary>A row a measure, group, year and place, in the order asked for.</summary>
    public ImmutableArray<GroupCount> All { get; }

    /// <summary>What was asked for and could not be counted, and why: one sentence each.</summary>
    public ImmutableArray<string> LeftOut { get; }

    /// <summary>Rows of these phases and years that the check has set aside.</summary>
    public long SetAside { get; }

    /// <summary>The counts, or null when that measure, group, year and place was not counted.</summary>
    public GroupCount? Find(Measure measure, Group group, int year, string place = "") => byKey.Value.GetValueOrDefault((measure.Id, group.Id, year, place));

    /// <inheritdoc/>
    public override Table ToTable() => new(string.Create(CultureInfo.InvariantCulture, $"Counts by {Level.ToString().ToLowerInvariant()}: {All.Length} rows{(SetAside == 0 ? "" : $". {SetAside:N0} rows set aside by the check are not counted")}"),
        [
            new("measure", "Measure"), new("group", "Group"), new("year", "Year", "", 0), new("place", "Place"),
            new("group_used", "Group", "pupils", 0), new("group_sum", "Group, sum", "", 0), new("group_dropped", "Group, without a result", "pupils", 0),
            new("peers_used", "Peers", "pupils", 0), new("peers_sum", "Peers, sum", "", 0), new("peers_dropped", "Peers, without a result", "pupils", 0),
            new("unknown", "In neither", "pupils", 0),
        ],
        All.Select(c => (IReadOnlyList<Cell>)[c.Measure.Id, c.Group.Id, c.Year, c.Place, c.InGroup.Used, c.InGroup.Sum, c.InGroup.Dropped, c.Peers.Used, c.Peers.Sum, c.Peers.Dropped, c.Unknown.Asked]),
        LeftOut);
}
