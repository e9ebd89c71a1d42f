using Research.Benchmarks;

if (args is ["--simulate", var name] && SimulationRunner.Run(name)) return 0;
if (args is ["--benchmark", "mixed"])
{
    SimulationRunner.Keep("benchmarks", "mixed", "# Benchmark: mixed models\n\nMade by `dotnet run -c Release --project tests/Research.Benchmarks -- --benchmark mixed`, which runs `R/mixed.R` too.\n", [MixedBenchmark.Run()]);
    return 0;
}
if (args is ["--benchmark", "matching"])
{
    SimulationRunner.Keep("benchmarks", "matching", "# Benchmark: matching\n\nMade by `dotnet run -c Release --project tests/Research.Benchmarks -- --benchmark matching`, which runs `R/matching.R` too.\n", [MatchingBenchmark.Run()]);
    return 0;
}
if (args is ["--benchmark", "trials"])
{
    SimulationRunner.Keep("benchmarks", "trials", "# Benchmark: trials\n\nMade by `dotnet run -c Release --project tests/Research.Benchmarks -- --benchmark trials`, which runs `R/trials.R` too.\n", [TrialBenchmark.Run()]);
    return 0;
}
if (args is ["--benchmark", "published", var folder])
{
    SimulationRunner.Keep("benchmarks", "published-forecasts", "# Benchmark: forecasts of published series\n\nDo 90% intervals for published figures of local authorities hold them 90% of the time, over every measure and every year they could have been forecast from? "
        + "The partially pooled trend is fitted to each panel's years up to an origin, from its third year on, and forecasts two years. A panel and origin count once, however many authorities it has: they share one future. "
        + "No figure after the origin is used in a fit; where the scales of the priors come from is in `docs/decisions/0006-scales-of-the-common-path.md`.\n\n"
        + "Made by `dotnet run -c Release --project tests/Research.Benchmarks -- --benchmark published FOLDER`, a folder with the Department's absence and early years files.\n", PublishedBenchmark.Run(folder));
    return 0;
}
if (args is ["--benchmark", "sweep", var swept, var every, .. var words])
{
    foreach (var table in SweepBenchmark.Run(swept, int.Parse(every, System.Globalization.CultureInfo.InvariantCulture), words)) Console.WriteLine(table.ToText());
    return 0;
}
if (args is ["--benchmark", "bootstrap"]) return BootstrapBenchmark.Run();
if (args is ["--benchmark", "national", var claims]) return NationalBenchmark.Run(claims);
if (args is ["--benchmark", "needs", var extract, var figures]) return NationalBenchmark.Analyse(extract, figures);
if (args is ["--benchmark", "targets", var county, var programmes]) return TargetBenchmark.Run(county, programmes);
if (args is ["--benchmark", "logistic"]) return LogisticBenchmark.Run();
Console.WriteLine("usage: Research.Benchmarks --simulate NAME   NAME is all, " + string.Join(", ", SimulationRunner.Names));
Console.WriteLine("       Research.Benchmarks --benchmark mixed | matching | trials | published FOLDER | sweep FOLDER-OR-FILE EVERY [WORD ...] | bootstrap | logistic | national CLAIMS.csv | needs EXTRACT CLAIMS.csv | targets EXTRACT PROGRAMMES.csv");
return args.Length == 0 ? 0 : 2;
