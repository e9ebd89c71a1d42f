using System.Collections.Immutable;
using System.Net;

namespace Research;

/// <summary>The smallest change worth claiming: for each group and number of schools of this county, the effect a trial of whole schools could detect, for planning next year's pilot.</summary>
/// <remarks>A trial of J schools, half of them by lot, n pupils of the group in each: MDES × √(p(1 − p)), MDES by Bloom (1995) and Dong and Maynard (2013). ICC by analysis of variance over schools, R² as <see cref="Explained"/> has it.
/// Year on year: (t₁₋α/₂ + t_power) × the error of the difference of two years' rates, by schools paired over the years (the sandwich of their contributions, k/(k − 1)); without a year before √(2p(1 − p)(1 + (n − 1)ICC)/N).
/// R: <c>PowerUpR::mdes.cra2</c>, <c>survey::svyglm</c> with schools for clusters.</remarks>
public sealed record SmallestChange : Result
{
    private SmallestChange(Measure measure, int year, SmallestChangeOptions options) => (Measure, Year, Options) = (measure, year, options);

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>The year whose pupils were counted.</summary>
    public int Year { get; }

    /// <summary>Numbers of schools, power, what covariates explain.</summary>
    public SmallestChangeOptions Options { get; }

    /// <summary>Shares of the differences within and between schools that covariates explain, and whether both were measured in the county.</summary>
    public (double Within, double Between, bool Measured) Explained { get; private init; }

    /// <summary>A row a group, largest first.</summary>
    public ImmutableArray<SmallestChangeRow> Rows { get; private init; } = [];

    /// <summary>The smallest changes for every group of the measure's phase that the year has.</summary>
    /// <param name="county">The county.</param>
    /// <param name="measure">A share of pupils.</param>
    /// <param name="year">Academic year by the year it ends in.</param>
    /// <param name="options">Numbers of schools and what is wanted; null for the usual.</param>
    public static SmallestChange Of(County county, Measure measure, int year, SmallestChangeOptions? options = null)
    {
        options ??= new();
        if (measure.Kind != MeasureKind.Rate) throw new DataError("smallest change", $"{measure.Id}, not a share of pupils", "a rate", "Use a rate, such as ks2_rwm_4plus.");
        var measured = options is { ExplainedWithin: { }, ExplainedBetween: { } } ? null : PriorExplained.Of(county, measure, year);
        var found = new SmallestChange(measure, year, options)
        {
            Explained = (options.ExplainedWithin ?? measured?.Within ?? 0, options.ExplainedBetween ?? measured?.Between ?? 0, measured is not null && options is { ExplainedWithin: null, ExplainedBetween: null }),
        };
        var names = MainstreamSchools.Names(county);
        // A measure that began this year has no change from the year before.
        bool before = measure.IsDefinedIn(year - 1) && county.Years(measure.Phase).Contains(year - 1);
        var counts = county.Counts([measure], Groups.Of(measure.Phase).Prepend(Groups.AllPupils), before ? Years.Of(year - 1, year) : year, Level.School).All;
        var rows = counts.Where(c => names.ContainsKey(c.Place) && c.InGroup.Used > 0).GroupBy(c => c.Group).Select(g => found.Row(g.Key, new(g, year))).OfType<SmallestChangeRow>();
        return found with { Rows = [.. rows.OrderByDescending(r => r.Pupils)] };
    }

    private SmallestChangeRow? Row(Group group, SchoolRates schools)
    {
        double p = schools.Rate, size = schools.Size;
        if (schools.Schools < 4 || p is 0 or 1) return null;
        double deviation = Math.Sqrt(p * (1 - p)), icc = schools.Icc;
        double Detectable(int j) => j > schools.Schools ? double.NaN
            : 100 * deviation * new ClusterTrial(j, Math.Max(1, size), icc) { ExplainedWithin = Explained.Within, ExplainedBetween = Explained.Between, Alpha = Options.Alpha }.DetectableEffect(Options.Power);
        bool paired = schools.ChangeError is not null;
        double error = schools.ChangeError ?? deviation * Math.Sqrt(2 * (1 + (Math.Max(0, size - 1) * icc)) / schools.Pupils);
        var t = new StudentTDistribution(schools.Schools - 1);
        return new(group, schools.Pupils, schools.Schools, size, p, icc, [.. Options.Schools.Select(Detectable)], 100 * error * (t.UpperQuantile(Options.Alpha / 2) + t.Quantile(Options.Power)), paired);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Measure.Title}, {Year}: smallest effects a trial of whole schools could detect at {Rounding.Text(100 * Options.Power, 0)}% power, in percentage points",
        [
            new("group", "Group"), new("pupils", "Pupils"), new("schools", "Schools"), new("pupils_per_school", "Pupils a school", "", 1), new("rate", "Rate", "%", 1), new("icc", "ICC", "", 3),
            .. Options.Schools.Select(j => new TableColumn($"schools_{j}", $"{j} schools", "ppt", 1)), new("year_on_year", "Year on year", "ppt", 1),
        ],
        Rows.Select(r => (IReadOnlyList<Cell>)[r.Group.Title, r.Pupils, r.Schools, r.PupilsPerSchool, 100 * r.Rate, r.Icc, .. r.BySchools.Select(b => Shown(r, b, b)), Shown(r, r.YearOnYear, r.YearOnYear)]),
        "Half the schools by lot; two-sided test. z: the county has not so many schools with such pupils. u: more than the rate can move.", SmallestChangeWords.OfCovariates(this),
        "Year on year: the smallest change from one year to the next, all schools together; below it is within what chance does to one county's pupils."
            + (Rows.Any(r => !r.Paired) ? " Where a group has no year before, as if the two years' schools were others: wider than it need be." : " Schools are paired over the years."));

    /// <summary>The same effects in standard deviations of the outcome.</summary>
    public Table EffectSizes() => new($"{Measure.Title}, {Year}: the same effects in standard deviations",
        [new("group", "Group"), new("deviation", "Standard deviation", "ppt", 1), .. Options.Schools.Select(j => new TableColumn($"schools_{j}_sd", $"{j} schools", "sd", 2)), new("year_on_year_sd", "Year on year", "sd", 2)],
        Rows.Select(r => (IReadOnlyList<Cell>)[r.Group.Title, r.Deviation, .. r.BySchools.Zip(r.EffectSizes).Select(b => Shown(r, b.First, b.Second)), Shown(r, r.YearOnYear, r.YearOnYear / r.Deviation)]),
        "Of the outcome over all pupils of the group, √(p(1 − p)): what EEF's padlocks and effect sizes of trials are on.");

    /// <summary>What the figures mean, a sentence each.</summary>
    public ImmutableArray<string> InWords() => [.. SmallestChangeWords.Of(this)];

    /// <summary>All pupils and the largest groups: smallest effect by number of schools.</summary>
    public override Chart ToChart() => LineChart.Of($"Smallest effect by number of schools: {Measure.Title}", "schools in the trial", "percentage points",
        Rows.Take(5).Select(r => (r.Group.Title, Points: Options.Schools.Zip(r.BySchools).Where(p => !double.IsNaN(p.Second)).ToArray())).Where(l => l.Points.Length > 1)
            .Select(l => new Line(l.Title, [.. l.Points.Select(p => (double)p.First)], [.. l.Points.Select(p => p.Second)])));

    /// <summary>What it means in words, both tables, and the chart.</summary>
    public override string ToHtml() => string.Concat(InWords().Select(s => $"<p>{WebUtility.HtmlEncode(s)}</p>")) + ToTable().ToHtml() + ToChart().ToHtml() + EffectSizes().ToHtml();

    private static Cell Shown(SmallestChangeRow row, double points, double value) => double.IsNaN(points) ? Cell.Without(Symbol.NotApplicable) : row.IsBeyondReach(points) ? Cell.Without(Symbol.Unreliable) : (Cell)value;
}
