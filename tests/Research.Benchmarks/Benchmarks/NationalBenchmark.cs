using System.Diagnostics;
using System.Globalization;

namespace Research.Benchmarks;

/// <summary>The whole needs analysis over 600,000 pupils a year and three years in each phase, from Parquet: opening, check, every gap and the claim ledger.</summary>
internal static class NationalBenchmark
{
    public static int Run(string claims)
    {
        string folder = Directory.CreateTempSubdirectory("national-").FullName;
        try
        {
            var clock = Stopwatch.StartNew();
            NationalCounty.Write(folder);
            Report("written (not part of the analysis)", clock);
            var whole = Stopwatch.StartNew();
            clock.Restart();
            using var county = County.Open(folder);
            Report("opened", clock);
            clock.Restart();
            var check = county.Check();
            if (check.Stopping is { } finding) throw finding.ToError();
            Report($"checked, {check.Findings.Length} findings", clock);
            clock.Restart();
            var gaps = county.Gaps(Measures.All, Groups.All, NationalCounty.FirstYear..NationalCounty.LastYear);
            Report($"{gaps.All.Length} gaps, {Measures.All.Length} measures, {Groups.All.Length} groups", clock);
            clock.Restart();
            var ledger = NeedsAnalysis.Reproduce(county, 2013, claims);
            Report($"ledger of {ledger.Entries.Length} figures", clock);
            clock.Restart();
            var floor = county.SchoolsBelowFloor(2013);
            var schools = county.StubbornGaps(Measures.Ks2ReadingWritingMathsLevel4, Groups.FreeSchoolMeals, NationalCounty.FirstYear..NationalCounty.LastYear);
            Report($"floor of {floor.WithResults} schools, {schools.Pooled.Ranked.Length} school gaps over three years", clock);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"whole {whole.Elapsed.TotalSeconds:F1} s; {Environment.ProcessorCount} cores; Parquet {Directory.EnumerateFiles(folder).Sum(f => new FileInfo(f).Length) >> 20} MB"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Report(string what, Stopwatch clock) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{clock.Elapsed.TotalSeconds,7:F2} s  peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20,5} MB  {what}"));
}
