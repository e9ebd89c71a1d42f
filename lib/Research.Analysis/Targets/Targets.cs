using System.Collections.Immutable;

namespace Research;

/// <summary>The gap targets: what they ask for, and whether they are on track.</summary>
/// <remarks>What a trajectory is and how it is forecast: <see cref="Trajectory"/>. A target that compares with England is forecast with England, whose path is not fixed.
/// Pupils already in the system count: the cohort of Key Stage 2 in 2017 is that of Key Stage 1 in 2013.</remarks>
public static class Targets
{
    /// <summary>Reads a targets file: one line a condition of a reading (columns in <c>docs/targets.md</c>). A wrong line is a <see cref="DataError"/> with line and column.</summary>
    /// <param name="file">A CSV file, UTF-8, header in the first line.</param>
    public static TargetRegister Read(string file) => TargetsFile.Read(file);

    /// <summary>The targets beside a county: <c>targets.csv</c> in the extract, or the strategy's file in the folder <c>targets</c> beside it.</summary>
    public static TargetRegister Of(County county) => Read(TargetsFolder.Find(county, ["targets.csv", "strategy-2014-16.csv"])
        ?? throw new DataError("targets", "no targets file", "targets.csv in the extract, or strategy-2014-16.csv in the folder targets beside it", "Add the file (docs/targets.md says how), or name one."));

    /// <summary>Verdicts on all targets.</summary>
    /// <param name="county">The county.</param>
    /// <param name="asOf">A year, after its results; or a month.</param>
    /// <param name="register">The targets; those beside the county when left out.</param>
    /// <param name="policy">Thresholds; the usual ones when left out.</param>
    public static Assessment Assess(County county, AsOf asOf, TargetRegister? register = null, AssessmentPolicy? policy = null) => AssessEach(county, [asOf], register, policy)[0];

    /// <summary>Verdicts at several times from one count of the county's records. The records of <c>indicators.csv</c> beside the targets settle milestones; its early signs enter in a month.</summary>
    /// <param name="county">The county.</param>
    /// <param name="times">Years or months.</param>
    /// <param name="register">The targets; those beside the county when left out.</param>
    /// <param name="policy">Thresholds; the usual ones when left out.</param>
    public static ImmutableArray<Assessment> AssessEach(County county, IEnumerable<AsOf> times, TargetRegister? register = null, AssessmentPolicy? policy = null)
    {
        var figures = FiguresOf(county, register ?? Of(county));
        AsOf[] asked = [.. times];
        ImmutableArray<Indicator> signs = TargetsFolder.Find(county, ["indicators.csv"]) is { } file ? Indicators.Read(file) : [];
        return [.. asked.Select(time => At(time, figures, signs, policy ?? AssessmentPolicy.Default))];
    }

    /// <summary>Verdicts in a month, with the early signs and records of a file; or after a year's results, with its records.</summary>
    /// <param name="county">The county.</param>
    /// <param name="month">Such as <c>AsOf.Parse("2015-03")</c>, or a year.</param>
    /// <param name="indicators">The file of signs and records (columns in <c>docs/targets.md</c>).</param>
    /// <param name="register">The targets; those beside the county when left out.</param>
    public static Assessment AssessMonth(County county, AsOf month, string indicators, TargetRegister? register = null) =>
        At(month, FiguresOf(county, register ?? Of(county)), Indicators.Read(indicators), AssessmentPolicy.Default);

    internal static Assessment At(AsOf time, TargetFigures figures, ImmutableArray<Indicator> signs, AssessmentPolicy policy)
    {
        var futures = TargetFutures.Draw(figures, time.Results, policy);
        return new(time, policy, (figures, futures, Indicators.Weigh(signs, time, figures.Register, futures)));
    }

    private static TargetFigures FiguresOf(County county, TargetRegister register) =>
        TargetFigures.Load(county, register, NationalFigures.Read(county, TargetsFolder.Find(county, ["national.csv"]) ?? ""));
}

/// <summary>Where the files of the targets lie: in the extract, or in the folder <c>targets</c> beside it.</summary>
internal static class TargetsFolder
{
    public static string? Find(County county, IEnumerable<string> names) =>
        names.SelectMany(name => new[] { Path.Combine(county.Folder, name), Path.Combine(county.Folder, "targets", name), Path.Combine(county.Folder, "..", "targets", name) }).FirstOrDefault(File.Exists);
}
