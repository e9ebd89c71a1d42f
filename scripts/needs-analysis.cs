#!/usr/bin/env -S dotnet run
#:project ../lib/Research.Analysis/Research.Analysis.csproj
// The needs analysis as a script: dotnet run scripts/needs-analysis.cs -- [folder of the extract] [year]
using Research;

using var county = County.Open(args.ElementAtOrDefault(0) ?? "data-samples/county");
int year = int.Parse(args.ElementAtOrDefault(1) ?? "2013");
Console.WriteLine(county.Check());
Console.WriteLine(county.GapTrend(Measures.Ks2ReadingWritingMathsLevel4, Groups.FreeSchoolMeals, (year - 2)..year));
Console.WriteLine(NeedsAnalysis.Reproduce(county, year));
