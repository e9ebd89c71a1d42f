using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Research;

/// <summary>Academic years by the year they end in: <c>2011..2013</c> is 2011, 2012 and 2013 (both ends), <c>[2011, 2013]</c> those two, <c>default</c> all that the file has.</summary>
[CollectionBuilder(typeof(Years), nameof(Of))]
public readonly struct Years : IEnumerable<int>, IEquatable<Years>
{
    private readonly ImmutableArray<int> listed;

    private Years(ImmutableArray<int> listed) => this.listed = listed;

    /// <summary>True when no year was named: all that the file has.</summary>
    public bool IsAll => listed.IsDefaultOrEmpty;

    /// <summary>The given years.</summary>
    public static Years Of(params ReadOnlySpan<int> years) => new([.. years.ToArray().Distinct().Order()]);

    /// <summary>From one year to another, both included.</summary>
    public static Years FromRange(Range years)
    {
        int first = years.Start.Value, last = years.End.Value;
        if (years.Start.IsFromEnd || years.End.IsFromEnd || first > last)
            throw new DataError("years", years.ToString(), "an earlier and a later year, such as 2011..2013", "Name both ends, the earlier first.");
        return new([.. Enumerable.Range(first, last - first + 1)]);
    }

    /// <summary>From one year to another, both included.</summary>
    public static implicit operator Years(Range years) => FromRange(years);

    /// <summary>One year.</summary>
    public static implicit operator Years(int year) => FromInt32(year);

    /// <summary>One year.</summary>
    public static Years FromInt32(int year) => new([year]);

    /// <summary>Those named that are also present; all present when none is named.</summary>
    internal ImmutableArray<int> Among(IEnumerable<int> present) => IsAll ? [.. present] : [.. listed.Intersect(present).Order()];

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(listed.IsDefault ? [] : listed)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Years other) => this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Years other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => this.Aggregate(17, HashCode.Combine);

    /// <summary>True for the same years.</summary>
    public static bool operator ==(Years left, Years right) => left.Equals(right);

    /// <summary>True for other years.</summary>
    public static bool operator !=(Years left, Years right) => !left.Equals(right);

    /// <inheritdoc/>
    public override string ToString() => IsAll ? "all years" : string.Join(", ", this.Select(y => y.ToString(CultureInfo.InvariantCulture)));
}
