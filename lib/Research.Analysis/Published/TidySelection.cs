using System.Collections.Immutable;

namespace Research;

/// <summary>A gap asked of a file: a filter, and which of its values is the group and which its peers.</summary>
/// <param name="Filter">The filter's column.</param>
/// <param name="Group">The group's value.</param>
/// <param name="Peers">The peers' value.</param>
public sealed record TidyGap(string Filter, string Group, string Peers)
{
    /// <summary>"fsm: FSM behind All other pupils".</summary>
    public override string ToString() => $"{Filter}: {Group} behind {Peers}";
}

/// <summary>Which series to take from a published file: a column of figures, values of filters, a gap between two values if asked, a level of place.</summary>
/// <param name="Indicator">The column.</param>
/// <param name="Groups">A value for each filter that has one chosen.</param>
/// <param name="Gap">The gap; null for the figures themselves.</param>
/// <param name="Level">Level of place.</param>
public sealed record TidySelection(TidyIndicator Indicator, ImmutableSortedDictionary<string, string> Groups, TidyGap? Gap, TidyLevel Level)
{
    /// <summary>In words, for titles.</summary>
    public string Title => $"{Indicator.Name}{(Gap is null ? "" : $", gap ({Gap})")}{string.Concat(Groups.Select(g => $", {g.Key} = {g.Value}"))}";
}

/// <summary>The series of one selection, with what was left out.</summary>
/// <param name="Selection">What was asked.</param>
/// <param name="Panel">The series; England beside them where the file has it.</param>
/// <param name="Names">Names of the places by what tells them apart.</param>
/// <param name="Coverage">Figures used, and those not given, by mark.</param>
public sealed record PublishedSeries(TidySelection Selection, SeriesPanel Panel, ImmutableSortedDictionary<string, string> Names, Sample Coverage) : Result
{
    /// <summary>Places whose series is made of several codes, one after the other, under one name: a sentence each.</summary>
    public ImmutableArray<string> Joined { get; init; } = [];

    /// <summary>The series of a place, by its code or name.</summary>
    /// <param name="place">Such as 873, or Cambridgeshire.</param>
    public TrajectorySeries Of(string place) => Panel.Members.FirstOrDefault(m => string.Equals(m.Name, place, StringComparison.OrdinalIgnoreCase) || string.Equals(Names.GetValueOrDefault(m.Name), place, StringComparison.OrdinalIgnoreCase))
        ?? throw new DataError(Panel.Name, $"'{place}'", "a code or name in the file", $"Use one of its places.{NearestName.Hint(place, Names.Values.Concat(Names.Keys))}");

    /// <summary>The figures as comparators of a county: England's, and the county's own as published.</summary>
    /// <param name="measure">Measure's id.</param>
    /// <param name="group">Group's id.</param>
    /// <param name="county">Code or name of the county in the file; empty for England alone.</param>
    /// <param name="source">Publication and table.</param>
    public ImmutableArray<Comparator> Comparators(string measure, string group, string county, string source)
    {
        IEnumerable<Comparator> From(TrajectorySeries? series, Place place) => series is null ? [] : series.Figures.Select(f =>
            new Comparator(measure, group, place, f.Key, f.Value, series.Counts?.Points.FirstOrDefault(p => p.Year == f.Key) is { } count ? (long)count.Total : null, source));
        return [.. From(Panel.Comparator, Place.England), .. county.Length == 0 ? [] : From(Of(county), Place.Cambridgeshire)];
    }

    /// <inheritdoc/>
    public override Table ToTable()
    {
        int[] years = [.. Enumerable.Range(Panel.FirstYear, Panel.LastYear - Panel.FirstYear + 1)];
        var all = Panel.Comparator is { } whole ? Panel.Members.Prepend(whole) : Panel.Members;
        return new($"{Selection.Title}: {Panel.Members.Length} series; figures {Coverage}",
            [new("place", "Place"), .. years.Select(y => new TableColumn($"y{y}", $"{y}", Panel.Unit, 1))],
            all.Select(s => (IReadOnlyList<Cell>)[Names.GetValueOrDefault(s.Name, s.Name), .. years.Select(y => Cell.Of(s[y]))]));
    }
}
