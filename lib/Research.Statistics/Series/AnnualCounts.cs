using System.Collections.Immutable;

namespace Research;

/// <summary>A rate a year as counts: how many reached the measure of how many pupils. Counts carry their own sampling noise.</summary>
public sealed record AnnualCounts : Result
{
    private AnnualCounts(string name, ImmutableArray<AnnualCount> points) => (Name, Points) = (name, points);

    /// <summary>What is counted.</summary>
    public string Name { get; }

    /// <summary>The years in order, those without a count left out.</summary>
    public ImmutableArray<AnnualCount> Points { get; }

    /// <summary>Counts a year, in any order; a year whose successes or total are not a number is a gap.</summary>
    /// <param name="name">What is counted.</param>
    /// <param name="points">Year, successes (0 to total) and total; a year at most once.</param>
    public static AnnualCounts Of(string name, params IEnumerable<(int Year, double Successes, double Total)> points)
    {
        var kept = new List<AnnualCount>();
        foreach (var (year, successes, total) in points.OrderBy(p => p.Year))
        {
            if (double.IsNaN(successes) || double.IsNaN(total)) continue;
            if (!(total >= 0 && successes >= 0 && successes <= total && double.IsFinite(total)))
                throw new DataError($"counts {name}", $"{successes:G6} of {total:G6} in {year}", "successes between 0 and the total", "Check the two columns.");
            if (kept.Count > 0 && kept[^1].Year == year)
                throw new DataError($"counts {name}", $"the year {year} twice", "one row a year", "Add the rows up.");
            if (total > 0) kept.Add(new(year, successes, total));
        }
        if (kept.Count == 0) throw new DataError($"counts {name}", "no year with pupils", "a count for each of several years", "Check the columns.");
        return new(name, [.. kept]);
    }

    /// <summary>Counts from three columns of a data set, a row a year.</summary>
    /// <param name="data">The data.</param>
    /// <param name="successes">Column of successes.</param>
    /// <param name="total">Column of totals.</param>
    /// <param name="time">Column of years.</param>
    public static AnnualCounts From(Dataset data, string successes, string total, string time) =>
        Of($"{successes} of {total}", AnnualSeries.Points(data, successes, time).Zip(data.Numbers(total).ToArray(), (p, n) => (p.Year, p.Value, n)));

    /// <summary>The shares (0 to 1) with their sampling variance p(1 − p)/n times the design effect. The variance uses
    /// (k + ½)/(n + 1), so that a share of 0 or 1 is not taken for certain.</summary>
    /// <param name="designEffect">How much the clustering of pupils in schools widens the variance; 1 for none.</param>
    public AnnualSeries Rates(double designEffect = 1)
    {
        CheckDesignEffect(designEffect);
        return AnnualSeries.WithStandardErrors(Name, Points.Select(p =>
            (p.Year, p.Successes / p.Total, Math.Sqrt(designEffect * p.Steadied * (1 - p.Steadied) / p.Total))));
    }

    /// <summary>Empirical log odds log((k + ½)/(n − k + ½)) with their sampling variance 1/(k + ½) + 1/(n − k + ½) times the design effect.
    /// Models of it forecast shares.</summary>
    /// <param name="designEffect">How much the clustering of pupils in schools widens the variance; 1 for none.</param>
    /// <remarks>Source: Gart and Zweifel (1967), Biometrika 54, 181-187.</remarks>
    public AnnualSeries Logits(double designEffect = 1)
    {
        CheckDesignEffect(designEffect);
        return AnnualSeries.OnLogitScale(Name, Points.Select(p =>
        {
            double yes = p.Successes + 0.5, no = p.Total - p.Successes + 0.5;
            return (p.Year, Math.Log(yes / no), designEffect * ((1 / yes) + (1 / no)));
        }));
    }

    /// <summary>The part up to and including a year: what was known then.</summary>
    /// <param name="year">The last year kept.</param>
    public AnnualCounts Until(int year) => Of(Name, Points.Where(p => p.Year <= year).Select(p => (p.Year, p.Successes, p.Total)));

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Name}: {Points.Length} years from {Points[0].Year} to {Points[^1].Year}.",
        [new("year", "Year", Decimals: 0), new("successes_count", "Successes", Decimals: 0), new("total_count", "Total", Decimals: 0), new("share", "Share", Decimals: 4)],
        Points.Select(p => (IReadOnlyList<Cell>)[p.Year, p.Successes, p.Total, p.Successes / p.Total]));

    private static void CheckDesignEffect(double designEffect)
    {
        if (!(designEffect > 0 && double.IsFinite(designEffect)))
            throw new DataError("design effect", $"{designEffect:G4}", "a number above 0, 1 for no clustering", "Use 1 + (mean cluster size − 1) × ICC.");
    }
}

/// <summary>The count of one year.</summary>
/// <param name="Year">The year it ends in.</param>
/// <param name="Successes">How many reached the measure.</param>
/// <param name="Total">Of how many.</param>
public sealed record AnnualCount(int Year, double Successes, double Total)
{
    internal double Steadied => (Successes + 0.5) / (Total + 1);
}
