using System.Globalization;

namespace Research.Benchmarks;

/// <summary>The whole needs analysis, timed by step: over 600,000 pupils a year and three years in each phase from Parquet, or over another extract.</summary>
internal static class NationalBenchmark
{
    /// <summary>Makes an extract of the size of England and analyses it.</summary>
    public static int Run(string claims)
    {
        string folder = Directory.CreateTempSubdirectory("national-").FullName;
        try
        {
            var step = new StepClock();
            NationalCounty.Write(folder);
            step.Done("written (not part of the analysis)");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Parquet {Directory.EnumerateFiles(folder).Sum(f => new FileInfo(f).Length) >> 20} MB"));
            return Analyse(folder, claims);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Analyses an extract: what <c>research reproduce</c> and the notebook ask, and every gap there is besides.</summary>
    public static int Analyse(string folder, string claims)
    {
        StepClock whole = new(), step = new();
        using var county = County.Open(folder);
        step.Done("opened");
        var check = county.Check();
        if (check.Stopping is { } finding) throw finding.ToError();
        step.Done($"checked, {check.Findings.Length} findings");
        var years = NationalCounty.FirstYear..NationalCounty.LastYear;
        var gaps = county.Gaps(Measures.All, Groups.All, years);
        step.Done($"{gaps.All.Length} gaps, {Measures.All.Length} measures, {Groups.All.Length} groups");
        var ledger = NeedsAnalysis.Reproduce(county, 2013, claims);
        step.Done($"ledger of {ledger.Entries.Length} figures");
        var (measure, fsm) = (Measures.Ks2ReadingWritingMathsLevel4, Groups.FreeSchoolMeals);
        var floor = county.SchoolsBelowFloor(2013);
        var schools = county.StubbornGaps(measure, fsm, years);
        var funnel = county.SchoolFunnel(measure, Groups.AllPupils, 2013);
        step.Done($"floor of {floor.WithResults} schools, {schools.Pooled.Ranked.Length} school gaps over three years, funnel of {funnel.Schools.Length}");
        var areas = county.Rates(Measures.EyfsGoodLevelOfDevelopment, [Groups.AllPupils], 2013, Level.Area);
        var parts = county.GapDecomposition(measure, fsm, 2013);
        var index = county.GapIndex(Phase.KeyStage2, 2013);
        step.Done($"{areas.All.Length} areas, a gap taken apart in {parts.Bands.Length} bands, gap index {Rounding.Text(index.Value, 2)}");
        whole.Done($"the whole, {Environment.ProcessorCount} processors");
        return 0;
    }
}
