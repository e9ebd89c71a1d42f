using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Schools ranked by their gap, shrunken so that small schools do not top the list by chance.</summary>
/// <remarks>Empirical Bayes: d the school's gap, v its sampling variance (half a success and failure added to each side), μ and τ² mean and variance of
/// the schools' true gaps (Paule and Mandel); shrunken gap = w d + (1 − w) μ with w = τ²/(τ² + v), variance w v + (1 − w)² / Σ 1/(v + τ²). μ is the
/// typical school's gap within school: the county's own gap also holds the difference between schools, and stands beside it.
/// Source: Morris (1983), JASA 78, 47–55. R: <c>metafor::blup(metafor::rma(yi, vi, method = "PM"))</c>.</remarks>
public sealed record SchoolGaps : Result
{
    private const int Shown = 15;

    internal SchoolGaps(Measure measure, Group group, Years years, IEnumerable<GroupCount> counts, Dictionary<string, string> names)
    {
        (Measure, Group, Years) = (measure, group, years);
        var bySchool = counts.GroupBy(c => c.Place, StringComparer.Ordinal).Select(g => (Urn: g.Key, Group: Add(g, c => c.InGroup), Peers: Add(g, c => c.Peers))).ToArray();
        CountyGap = 100 * Difference(measure, bySchool.Aggregate(default(Tally), (t, s) => t + s.Group), bySchool.Aggregate(default(Tally), (t, s) => t + s.Peers));
        var mainstream = bySchool.Where(s => names.ContainsKey(s.Urn)).ToArray();
        var compared = mainstream.Where(s => s.Group.Used > 0 && s.Peers.Used > 0).ToArray();
        if (compared.Length < 3)
            throw new DataError("school gaps", $"{compared.Length} mainstream schools with pupils of {group.Id} and peers", "3 or more", "Choose a larger group, pool more years, or look at areas.");
        OneSided = mainstream.Length - compared.Length;
        Sample = new(compared.Sum(s => s.Group.Used + s.Peers.Used),
        [
            new(measure.WithoutResult, mainstream.Sum(s => s.Group.Dropped + s.Peers.Dropped)),
            new("in schools with only one side", mainstream.Sum(s => s.Group.Used + s.Peers.Used) - compared.Sum(s => s.Group.Used + s.Peers.Used)),
            new("in special schools", bySchool.Sum(s => s.Group.Used + s.Peers.Used) - mainstream.Sum(s => s.Group.Used + s.Peers.Used)),
        ]);
        (double Estimate, double Variance)[] units = [.. compared.Select(s => (Difference(measure, s.Group, s.Peers), SchoolGap.SamplingVariance(s.Group, s.Peers)))];
        var typical = RandomEffectsMean.Of(units);
        (TypicalGap, BetweenSchools) = (100 * typical.Mean, 100 * Math.Sqrt(typical.Variance));
        Ranked = [.. compared.Select((s, i) => Shrink(new(s.Urn, names[s.Urn], s.Group, s.Peers), units[i], typical)).OrderByDescending(s => s.Shrunken).ThenBy(s => s.Urn, StringComparer.Ordinal)];
    }

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>The group.</summary>
    public Group Group { get; }

    /// <summary>The years pooled.</summary>
    public Years Years { get; }

    /// <summary>Schools with pupils on both sides, largest shrunken gap first.</summary>
    public ImmutableArray<SchoolGap> Ranked { get; }

    /// <summary>μ: the mean of the schools' true gaps, ppt.</summary>
    public double TypicalGap { get; }

    /// <summary>τ: the standard deviation of the schools' true gaps, ppt; 0 when chance alone explains how they differ.</summary>
    public double BetweenSchools { get; }

    /// <summary>The gap of all the county's pupils, ppt.</summary>
    public double CountyGap { get; }

    /// <summary>Schools with a result on one side only, which have no gap.</summary>
    public int OneSided { get; }

    /// <summary>Pupils used and left out, and why.</summary>
    public Sample Sample { get; init; }

    /// <summary>The schools outside the control limits of chance alone.</summary>
    public Funnel ToFunnel() => Funnel.OfGaps(this);

    /// <inheritdoc/>
    public override Table ToTable() => new(
        $"{Group.Title}, {Measure.Title}, {When}: gaps of {Ranked.Length} mainstream schools, shrunken. {Sample}", Columns, Ranked.Select(Row), Notes);

    /// <inheritdoc/>
    public override Chart? ToChart() => Draw($"{Math.Min(Shown, Ranked.Length)} largest school gaps, shrunken: {Group.Title}, {Measure.Title}, {When}", Ranked.Take(Shown));

    internal string When => string.Join(", ", Years.Select(Gap.AcademicYear));

    internal static ImmutableArray<TableColumn> Columns { get; } =
    [
        new("urn", "URN"), new("school", "School"), new("group_used", "Group", "pupils", 0), new("peers_used", "Peers", "pupils", 0), new("gap", "Own gap", "ppt", 1),
        new("weight", "Weight of its own gap", "", 2), new("shrunken", "Shrunken gap", "ppt", 1), new("conf_low", "Low", "ppt", 1), new("conf_high", "High", "ppt", 1),
    ];

    internal static IReadOnlyList<Cell> Row(SchoolGap s) => [s.Urn, s.Name, s.InGroup.Used, s.Peers.Used, s.Own, s.Weight, s.Shrunken, s.Interval.Low, s.Interval.High];

    internal string[] Notes =>
    [
        string.Create(CultureInfo.InvariantCulture, $"Typical school's gap {Rounding.Text(TypicalGap, 1)} ppt, schools' true gaps spread by {Rounding.Text(BetweenSchools, 1)} ppt (standard deviation); the county's own gap is {Rounding.Text(CountyGap, 1)} ppt."),
        "Shrunken gap = weight × own + (1 − weight) × typical; the fewer the pupils, the smaller the weight.",
        .. OneSided > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{OneSided} schools have results on one side only and no gap.")] : Array.Empty<string>(),
        "Small numbers: not for publication without disclosure control.",
    ];

    internal Chart Draw(string title, IEnumerable<SchoolGap> schools) =>
        EstimateChart.Of(title, "Shrunken gap (ppt); dotted: typical", schools.Select(s => new EstimateRow(s.Name, s.Shrunken, s.Interval)), reference: Rounding.FiveUp(TypicalGap, 1));

    internal static double Difference(Measure measure, Tally group, Tally peers)
    {
        double difference = ((double)peers.Sum / peers.Used) - ((double)group.Sum / group.Used);
        return measure.HigherIsBetter ? difference : -difference;
    }

    private static Tally Add(IEnumerable<GroupCount> counts, Func<GroupCount, Tally> side) => counts.Select(side).Aggregate((a, b) => a + b);

    private static SchoolGap Shrink(SchoolGap school, (double Estimate, double Variance) unit, RandomEffectsMean typical)
    {
        double weight = typical.Variance / (typical.Variance + unit.Variance), rest = (1 - weight) * typical.StandardError;
        double shrunken = (weight * unit.Estimate) + ((1 - weight) * typical.Mean);
        double half = StandardNormal.Quantile(0.975) * Math.Sqrt((weight * unit.Variance) + (rest * rest));
        return school with
        {
            Own = 100 * unit.Estimate,
            StandardError = 100 * Math.Sqrt(unit.Variance),
            Weight = weight,
            Shrunken = 100 * shrunken,
            Interval = new(100 * (shrunken - half), 100 * (shrunken + half)),
        };
    }
}
