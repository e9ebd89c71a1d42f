using System.CommandLine;

var root = new RootCommand("The research workbench: check county data, reproduce the needs analysis, run notebooks, fit models.");
return root.Parse(args).Invoke();
