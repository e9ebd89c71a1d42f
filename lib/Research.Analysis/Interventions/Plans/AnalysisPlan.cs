using System.Collections.Immutable;

namespace Research;

/// <summary>A pre-analysis plan: what will be estimated, how and for whom, written down before the outcomes are looked at. Read from a file with <see cref="Read"/>.</summary>
/// <remarks>Source: EEF (2022), Statistical analysis guidance for EEF evaluations; Olken (2015), Journal of Economic Perspectives 29(3). Keys are described in docs/interventions.md.</remarks>
public sealed record AnalysisPlan : Result
{
    internal AnalysisPlan()
    {
    }

    /// <summary>The programme's id.</summary>
    public required string Programme { get; init; }

    /// <summary>The programme's name.</summary>
    public required string Title { get; init; }

    /// <summary>How it came about who had the programme.</summary>
    public required PlannedDesign Design { get; init; }

    /// <summary>The file of pupils, beside which nothing is read.</summary>
    public required string Data { get; init; }

    /// <summary>The outcome's column.</summary>
    public required string Outcome { get; init; }

    /// <summary>The column that says who was offered (trials) or had (others) the programme: 1 or 0.</summary>
    public required string Treatment { get; init; }

    /// <summary>The school's column.</summary>
    public required string School { get; init; }

    /// <summary>The same measure before the programme; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>Further columns that are allowed for.</summary>
    public ImmutableArray<string> Covariates { get; init; } = [];

    /// <summary>Flags (1 or 0) for whom, and for the others, the effect is given as well.</summary>
    public ImmutableArray<string> Subgroups { get; init; } = [];

    /// <summary>Level of significance; intervals have level 1 − alpha.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>The year's column, for designs with years.</summary>
    public string? Year { get; init; }

    /// <summary>The first year with the programme.</summary>
    public double? From { get; init; }

    /// <summary>The column of each school's first year with the programme, empty for never.</summary>
    public string? Start { get; init; }

    /// <summary>The column of the units that were chosen, where these are not schools: a children's centre area.</summary>
    public string? Unit { get; init; }

    /// <summary>The column of the mark that decides.</summary>
    public string? Running { get; init; }

    /// <summary>The mark: below it there is a place.</summary>
    public double? Cutoff { get; init; }

    /// <summary>How far from the mark pupils are compared.</summary>
    public double? Bandwidth { get; init; }

    /// <summary>Widest difference of matched scores, in standard deviations.</summary>
    public double Caliper { get; init; } = 0.2;

    /// <summary>Which estimator of a difference-in-differences is quoted; by the number of schools unless named.</summary>
    public DifferenceRule Estimator { get; init; }

    /// <summary>Seed of the checks that draw at random; null takes one from the plan's hash.</summary>
    public long? Seed { get; init; }

    /// <summary>The column of those who took part among those offered.</summary>
    public string? TookPart { get; init; }

    /// <summary>The outcome a year later.</summary>
    public string? Later { get; init; }

    /// <summary>An outcome the programme cannot have changed.</summary>
    public string? Placebo { get; init; }

    /// <summary>Other definitions of a column, each used in its place to see how much hangs on it: fsm, ever6.</summary>
    public ImmutableArray<(string Column, string Other)> Definitions { get; init; } = [];

    /// <summary>Smallest effect, in standard deviations, the design was to detect; null when nobody worked it out.</summary>
    public double? DesignedFor { get; init; }

    /// <summary>The numbers the design was planned with, to compute the smallest effect from where <see cref="DesignedFor"/> is not given; null for none.</summary>
    public PlannedNumbers? Planned { get; init; }

    /// <summary>Threats to validity, each "low", "moderate" or "high", with "upward" or "downward" where it is known how the estimate would move: EEF's seven (confounding, concurrent interventions, experimental effects,
    /// implementation fidelity, missing data, measurement of outcomes, selective reporting) and any other.</summary>
    public ImmutableArray<(string Threat, string Level)> Threats { get; init; } = [];

    /// <summary>The seed in use: the plan's own, or the first 28 bits of its hash.</summary>
    internal long SeedOfChecks => Seed ?? Convert.ToInt64(Hash[..7], 16);

    /// <summary>SHA-256 of the plan's text (line ends as LF): what was planned cannot be changed unseen.</summary>
    public required string Hash { get; init; }

    /// <summary>Reads a plan.</summary>
    /// <param name="path">A YAML file.</param>
    public static AnalysisPlan Read(string path) => File.Exists(path)
        ? PlanText.Parse(File.ReadAllText(path), Path.GetFileName(path))
        : throw new DataError(Path.GetFileName(path), "no such file", "a plan in YAML", "Check the path; plans of the sample programmes are in data-samples/interventions/plans.");

    /// <summary>Reads a plan from text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">What errors call it.</param>
    public static AnalysisPlan Parse(string text, string name = "plan") => PlanText.Parse(text, name);

    /// <inheritdoc/>
    public override Table ToTable() => new($"Plan: {Title}", [new("key", "Key"), new("value", "Value")],
        ((string Key, string? Value)[])
        [
            ("design", PlanText.NameOf(Design)), ("data", Data), ("outcome", Outcome), ("treatment", Treatment), ("school", School), ("baseline", Baseline), ("covariates", Listed(Covariates)), ("subgroups", Listed(Subgroups)),
            ("alpha", Shown(Alpha)), ("year", Year), ("from", Shown(From)), ("start", Start), ("unit", Unit), ("running", Running), ("cutoff", Shown(Cutoff)), ("bandwidth", Shown(Bandwidth)),
            ("caliper", Design == PlannedDesign.Matched ? Shown(Caliper) : null), ("estimator", Estimator == DifferenceRule.BySchools ? null : Estimator.ToString()), ("seed", Shown(Seed)), ("took_part", TookPart), ("later", Later), ("placebo", Placebo), ("definitions", Listed([.. Definitions.Select(d => $"{d.Column}: {d.Other}")])),
            ("designed_for", Shown(DesignedFor)), ("planned", Planned?.InWords), ("threats", Listed([.. Threats.Select(t => $"{t.Threat}: {t.Level}")])),
        ] is var lines ? lines.Where(l => !string.IsNullOrEmpty(l.Value)).Select(l => (IReadOnlyList<Cell>)[l.Key, l.Value]) : [],
        $"SHA-256 of the plan's text: {Hash}.");

    private static string Listed(ImmutableArray<string> words) => string.Join(", ", words);

    private static string? Shown(double? number) => number is { } value ? Cell.Of(value).Show(null) : null;
}
