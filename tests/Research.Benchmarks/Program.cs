using Research.Benchmarks;

if (args is ["--simulate", var name] && SimulationRunner.Run(name)) return 0;
Console.WriteLine("usage: Research.Benchmarks --simulate NAME   NAME is all, " + string.Join(", ", SimulationRunner.Names));
return args.Length == 0 ? 0 : 2;
