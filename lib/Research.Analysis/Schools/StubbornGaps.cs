using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A school whose gap has been larger than the county's in every year.</summary>
/// <param name="School">Its gap over all the years together, shrunken.</param>
/// <param name="Yearly">Its own gap in each year, ppt, in the years' order.</param>
public sealed record StubbornGap(SchoolGap School, ImmutableArray<double> Yearly);

/// <summary>Schools with the most stubborn gaps: above the county's gap in every year, ranked by the shrunken gap of all the years together.</summary>
/// <remarks>Counts are added over the years before shrinking (see <see cref="SchoolGaps"/>). A school above the county's gap by chance alone would be so in
/// all of k years about once in 2^k: the table says how many that is.</remarks>
public sealed record StubbornGaps : Result
{
    private const int Shown = 15;

    internal StubbornGaps(SchoolGaps pooled, ImmutableArray<GroupCount> counts)
    {
        Pooled = pooled;
        ImmutableArray<int> years = [.. pooled.Years];
        CountyGaps = [.. years.Select(y => 100 * SchoolGaps.Difference(pooled.Measure, counts.Where(c => c.Year == y).Aggregate(default(Tally), (t, c) => t + c.InGroup), counts.Where(c => c.Year == y).Aggregate(default(Tally), (t, c) => t + c.Peers)))];
        var bySchool = counts.ToLookup(c => c.Place, StringComparer.Ordinal);
        ImmutableArray<StubbornGap> all = [.. pooled.Ranked.Select(s => new StubbornGap(s, [.. years.Select(y => YearlyGap(bySchool[s.Urn].FirstOrDefault(c => c.Year == y)))]))];
        InEveryYear = all.Count(s => s.Yearly.All(double.IsFinite));
        Schools = [.. all.Where(s => s.Yearly.Select((gap, i) => gap > CountyGaps[i]).All(above => above))];
    }

    /// <summary>All schools' gaps over the years together.</summary>
    public SchoolGaps Pooled { get; }

    /// <summary>The county's gap in each year, ppt.</summary>
    public ImmutableArray<double> CountyGaps { get; }

    /// <summary>Schools with a gap in every year.</summary>
    public int InEveryYear { get; }

    /// <summary>The schools above the county's gap in every year, largest shrunken gap first.</summary>
    public ImmutableArray<StubbornGap> Schools { get; }

    /// <summary>Schools that chance alone would bring here if each were as likely above as below: schools with a gap in every year / 2^years.</summary>
    public double ByChance => InEveryYear / Math.Pow(2, CountyGaps.Length);

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"{Pooled.Group.Title}, {Pooled.Measure.Title}, {Pooled.When}: {Schools.Length} of {InEveryYear} mainstream schools with a gap in every year are above the county's in each. {Pooled.Sample}",
        [.. SchoolGaps.Columns, .. Pooled.Years.Select(y => new TableColumn(string.Create(CultureInfo.InvariantCulture, $"gap_{y}"), $"Own gap, {Gap.AcademicYear(y)}", "ppt", 1))],
        Schools.Select(s => (IReadOnlyList<Cell>)[.. SchoolGaps.Row(s.School), .. s.Yearly.Select(g => Cell.Of(g))]),
        [
            $"The county's gap by year: {string.Join(", ", CountyGaps.Select(g => Rounding.Text(g, 1)))} ppt. By chance alone about {Rounding.Text(ByChance, 0)} schools would be above it in every year.",
            .. Pooled.Notes,
        ]);

    /// <inheritdoc/>
    public override Chart? ToChart() => Schools.IsEmpty ? null : Pooled.Draw($"Most stubborn school gaps: {Pooled.Group.Title}, {Pooled.Measure.Title}, {Pooled.When}", Schools.Take(Shown).Select(s => s.School));

    private double YearlyGap(GroupCount? count) => count is { InGroup.Used: > 0, Peers.Used: > 0 } ? 100 * SchoolGaps.Difference(Pooled.Measure, count.InGroup, count.Peers) : double.NaN;
}
