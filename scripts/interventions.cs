#!/usr/bin/env -S dotnet run
#:project ../lib/Research.Analysis/Research.Analysis.csproj
// Every programme by its plan, as a script: dotnet run scripts/interventions.cs -- [folder of data and plans]
using Research;

string folder = args.ElementAtOrDefault(0) ?? "data-samples/interventions";
var reports = PlannedEvaluation.RunAll(folder);
foreach (var report in reports) Console.WriteLine(report);
Console.WriteLine(ProgrammeLeague.Of(reports));
