#!/usr/bin/env -S dotnet run
#:project ../lib/Research.Analysis/Research.Analysis.csproj
// Every programme by its plan, then what next year's pilot could see, as a script: dotnet run scripts/interventions.cs -- [folder of data and plans]
using Research;

string folder = args.ElementAtOrDefault(0) ?? "data-samples/interventions";
var reports = PlannedEvaluation.RunAll(folder);
foreach (var report in reports) Console.WriteLine(report);
Console.WriteLine(ProgrammeLeague.Of(reports));

using var county = County.Open("data-samples/county");
var pilot = SmallestChange.Of(county, Measures.Ks2ReadingWritingMathsLevel4, 2013);
Console.WriteLine(pilot);
Console.WriteLine(string.Join("\n", pilot.InWords()));
