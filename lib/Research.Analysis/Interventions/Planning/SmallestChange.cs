using System.Collections.Immutable;

namespace Research;

/// <summary>The smallest changes of a measure that could be told from chance in this county, for one group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Pupils">Its pupils with a result, in mainstream schools.</param>
/// <param name="Schools">Mainstream schools that have any.</param>
/// <param name="PupilsPerSchool">Pupils a school, weighted as unequal schools need: (N − Σn²/N)/(k − 1).</param>
/// <param name="Rate">Share with the outcome.</param>
/// <param name="Icc">Intraclass correlation, 0 where schools differ no more than chance.</param>
/// <param name="BySchools">For each number of schools in a trial the smallest effect in percentage points; not a number where the county has too few.</param>
/// <param name="YearOnYear">The smallest change from one year to the next, all schools together, in percentage points.</param>
public sealed record SmallestChangeRow(Group Group, long Pupils, int Schools, double PupilsPerSchool, double Rate, double Icc, ImmutableArray<double> BySchools, double YearOnYear);

/// <summary>The smallest change worth claiming: for each group and number of schools of this county, the effect a trial of whole schools could detect, for planning next year's pilot.</summary>
/// <remarks>A trial of J schools, half of them by lot, n pupils of the group in each: MDES × √(p(1 − p)), MDES by Bloom (1995) and Dong and Maynard (2013). ICC by analysis of variance over schools. Year on year: (t₁₋α/₂ + t_power) √(2p(1 − p)(1 + (n − 1)ICC)/N).
/// R: <c>PowerUpR::mdes.cra2</c>.</remarks>
public sealed record SmallestChange : Result
{
    private SmallestChange(Measure measure, int year, SmallestChangeOptions options, ImmutableArray<SmallestChangeRow> rows) => (Measure, Year, Options, Rows) = (measure, year, options, rows);

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>The year whose pupils were counted.</summary>
    public int Year { get; }

    /// <summary>Numbers of schools, power, what covariates explain.</summary>
    public SmallestChangeOptions Options { get; }

    /// <summary>A row a group, largest first.</summary>
    public ImmutableArray<SmallestChangeRow> Rows { get; }

    /// <summary>The smallest changes for every group of the measure's phase that the year has.</summary>
    /// <param name="county">The county.</param>
    /// <param name="measure">A share of pupils.</param>
    /// <param name="year">Academic year by the year it ends in.</param>
    /// <param name="options">Numbers of schools and what is wanted; null for the usual.</param>
    public static SmallestChange Of(County county, Measure measure, int year, SmallestChangeOptions? options = null)
    {
        options ??= new();
        if (measure.Kind != MeasureKind.Rate) throw new DataError("smallest change", $"{measure.Id}, not a share of pupils", "a rate", "Use a rate, such as ks2_rwm_4plus.");
        var names = MainstreamSchools.Names(county);
        var counts = county.Counts([measure], Groups.Of(measure.Phase).Prepend(Groups.AllPupils), year, Level.School).All;
        var rows = counts.Where(c => names.ContainsKey(c.Place) && c.InGroup.Used > 0).GroupBy(c => c.Group).Select(g => Row(g.Key, [.. g.Select(c => (c.InGroup.Used, c.InGroup.Sum))], options)).OfType<SmallestChangeRow>();
        return new(measure, year, options, [.. rows.OrderByDescending(r => r.Pupils)]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Measure.Title}, {Year}: smallest effects a trial of whole schools could detect at {Rounding.Text(100 * Options.Power, 0)}% power",
        [
            new("group", "Group"), new("pupils", "Pupils"), new("schools", "Schools"), new("pupils_per_school", "Pupils a school", "", 1), new("rate", "Rate", "%", 1), new("icc", "ICC", "", 3),
            .. Options.Schools.Select(j => new TableColumn($"schools_{j}", $"{j} schools", "ppt", 1)), new("year_on_year", "Year on year", "ppt", 1),
        ],
        Rows.Select(r => (IReadOnlyList<Cell>)[r.Group.Title, r.Pupils, r.Schools, r.PupilsPerSchool, 100 * r.Rate, r.Icc,
            .. r.BySchools.Select(b => double.IsNaN(b) ? Cell.Without(Symbol.NotApplicable) : b > 100 * Math.Max(r.Rate, 1 - r.Rate) ? Cell.Without(Symbol.Unreliable) : (Cell)b), r.YearOnYear]),
        "Half the schools by lot; two-sided test. z: the county has not so many schools with such pupils. u: more than the rate can move.",
        $"Covariates, such as prior attainment, explain {Rounding.Text(100 * Options.ExplainedWithin, 0)}% of the differences within schools and {Rounding.Text(100 * Options.ExplainedBetween, 0)}% between.",
        "Year on year: the smallest change from one year to the next, all schools together; below it is within what chance does to one county's pupils.");

    /// <summary>All pupils and the largest groups: smallest effect by number of schools.</summary>
    public override Chart ToChart() => LineChart.Of($"Smallest effect by number of schools: {Measure.Title}", "schools in the trial", "percentage points",
        Rows.Take(5).Select(r => (r.Group.Title, Points: Options.Schools.Zip(r.BySchools).Where(p => !double.IsNaN(p.Second)).ToArray())).Where(l => l.Points.Length > 1)
            .Select(l => new Line(l.Title, [.. l.Points.Select(p => (double)p.First)], [.. l.Points.Select(p => p.Second)])));

    private static SmallestChangeRow? Row(Group group, (long Pupils, long With)[] schools, SmallestChangeOptions options)
    {
        double n = schools.Sum(s => s.Pupils), k = schools.Length, p = schools.Sum(s => s.With) / n;
        if (k < 4 || p is 0 or 1) return null;
        double size = (n - (schools.Sum(s => (double)s.Pupils * s.Pupils) / n)) / (k - 1);
        double between = schools.Sum(s => s.Pupils * Math.Pow(((double)s.With / s.Pupils) - p, 2)) / (k - 1), within = n > k ? schools.Sum(s => s.With * (1 - ((double)s.With / s.Pupils))) / (n - k) : double.NaN;
        double icc = n > k && size > 1 ? Math.Clamp((between - within) / (between + ((size - 1) * within)), 0, 0.99) : 0, deviation = Math.Sqrt(p * (1 - p));
        double Detectable(int j) => j > k ? double.NaN
            : 100 * deviation * new ClusterTrial(j, Math.Max(1, size), icc) { ExplainedWithin = options.ExplainedWithin, ExplainedBetween = options.ExplainedBetween, Alpha = options.Alpha }.DetectableEffect(options.Power);
        double factor = StandardNormal.Quantile(1 - (options.Alpha / 2)) + StandardNormal.Quantile(options.Power);
        return new(group, (long)n, (int)k, size, p, icc, [.. options.Schools.Select(Detectable)], 100 * factor * deviation * Math.Sqrt(2 * (1 + (Math.Max(0, size - 1) * icc)) / n));
    }
}

/// <summary>Choices of <see cref="SmallestChange"/>.</summary>
public sealed record SmallestChangeOptions
{
    /// <summary>Numbers of schools in a trial.</summary>
    public ImmutableArray<int> Schools { get; init; } = [10, 20, 40, 80, 160];

    /// <summary>Power wanted.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Level of significance.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Share of the differences within schools that covariates explain.</summary>
    public double ExplainedWithin { get; init; }

    /// <summary>Share of the differences between schools that covariates explain.</summary>
    public double ExplainedBetween { get; init; }
}
