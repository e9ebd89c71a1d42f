#!/usr/bin/env -S dotnet run
#:project ../lib/Research.Analysis/Research.Analysis.csproj
// The gap targets as a script: dotnet run scripts/targets-2017.cs -- [folder of the extract] [year or month]
using Research;

using var county = County.Open(args.ElementAtOrDefault(0) ?? "data-samples/county");
var assessment = Targets.Assess(county, AsOf.Parse(args.ElementAtOrDefault(1) ?? "2015"));
Console.WriteLine(assessment);
Console.WriteLine(assessment.Readings);
