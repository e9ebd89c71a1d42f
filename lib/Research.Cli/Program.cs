using System.CommandLine;
using Research.Cli;

var root = new RootCommand("The research workbench: check county data, reproduce the needs analysis, run notebooks, fit models.");
root.Add(ReproduceCommand.Create());
root.Add(CheckCommand.Create());
root.Add(DictionaryCommand.Create());
root.Add(SampleCountyCommand.Create());
root.Add(KernelCommand.Create());
root.Add(NotebookCommand.Create());
root.Add(FitCommand.Create());
root.Add(TestCommand.Create());
root.Add(ProportionCommand.Create());
root.Add(PowerCommand.Create());
root.Add(BootstrapCommand.Create());
root.Add(ImputeCommand.Create());
root.Add(SeriesCommand.Create());
root.Add(AdjustCommand.Create());
return root.Parse(args).Invoke();
