using System.Collections.Immutable;

namespace Research;

/// <summary>Series of one measure that share a common path: the authorities of a country, the groups of a county. Beside them, where there is
/// one, the series of the whole (England), which is that path.</summary>
public sealed record SeriesPanel : Result
{
    private SeriesPanel(string name, ImmutableArray<TrajectorySeries> members, TrajectorySeries? comparator) => (Name, Members, Comparator) = (name, members, comparator);

    /// <summary>What is measured.</summary>
    public string Name { get; }

    /// <summary>The series, each under a name of its own.</summary>
    public ImmutableArray<TrajectorySeries> Members { get; }

    /// <summary>The series of the whole; null when there is none.</summary>
    public TrajectorySeries? Comparator { get; }

    /// <summary>First year with a figure of any series.</summary>
    public int FirstYear => All.Min(s => s.FirstYear);

    /// <summary>Last year with a figure of any series.</summary>
    public int LastYear => All.Max(s => s.LastYear);

    /// <summary>Unit of all the series.</summary>
    public string Unit => Members[0].Unit;

    internal IEnumerable<TrajectorySeries> All => Comparator is null ? Members : Members.Append(Comparator);

    /// <summary>A panel.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="members">At least one series; one unit, names that differ.</param>
    /// <param name="comparator">The series of the whole, such as England's.</param>
    public static SeriesPanel Of(string name, IEnumerable<TrajectorySeries> members, TrajectorySeries? comparator = null)
    {
        var panel = new SeriesPanel(name, [.. members], comparator);
        if (panel.Members.IsEmpty) throw new DataError($"panel {name}", "no series", "at least one", "Check what the series were chosen by.");
        if (panel.All.FirstOrDefault(s => s.Unit != panel.Unit || s.Modelled.Scale != panel.Members[0].Modelled.Scale) is { } other)
            throw new DataError($"panel {name}", $"{other.Name} in '{other.Unit}' beside others in '{panel.Unit}'", "one unit and one scale", "Give all as counts, or all as percentages.");
        if (panel.Members.GroupBy(m => m.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new DataError($"panel {name}", $"{twice.Count()} series called {twice.Key}", "one series a name", "Name them apart, for instance by their code.");
        return panel;
    }

    /// <summary>The part up to and including a year; series that had not begun are left out.</summary>
    /// <param name="year">The last year kept.</param>
    public SeriesPanel Until(int year)
    {
        TrajectorySeries[] kept = [.. Members.Where(m => m.FirstYear <= year).Select(m => m.Until(year))];
        if (kept.Length == 0) throw new DataError($"panel {Name}", $"no figure up to {year}", $"a year from {FirstYear} on", "Choose a later year.");
        return new(Name, [.. kept], Comparator is { } whole && whole.FirstYear <= year ? whole.Until(year) : null);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Name}: {Members.Length} series, {FirstYear} to {LastYear}{(Comparator is { } c ? $", beside {c.Name}" : "")}.",
        [new("series", "Series"), new("years", "Years", "", 0), new("first", "First", Unit, 1), new("last", "Last", Unit, 1)],
        All.Select(s => (IReadOnlyList<Cell>)[s.Name, s.Observed, s[s.FirstYear], s[s.LastYear]]));
}
