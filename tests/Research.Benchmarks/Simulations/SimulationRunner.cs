using System.Diagnostics;
using System.Text;

namespace Research.Benchmarks;

/// <summary>Runs simulations by name and keeps their pages.</summary>
internal static class SimulationRunner
{
    private const long Seed = 20240901;

    private static readonly ISimulation[] All = [.. typeof(ISimulation).Assembly.GetTypes()
        .Where(t => t.IsAssignableTo(typeof(ISimulation)) && t is { IsAbstract: false, IsInterface: false })
        .Select(t => (ISimulation)Activator.CreateInstance(t)!).OrderBy(s => s.Name, StringComparer.Ordinal)];

    public static IEnumerable<string> Names => All.Select(s => s.Name);

    /// <summary>Runs one, or all; false when there is none of that name.</summary>
    public static bool Run(string name)
    {
        var chosen = All.Where(s => name == "all" || s.Name == name).ToArray();
        foreach (var simulation in chosen) RunOne(simulation);
        return chosen.Length > 0;
    }

    private static void RunOne(ISimulation simulation)
    {
        var clock = Stopwatch.StartNew();
        Console.WriteLine($"{simulation.Name}, seed {Seed}: {simulation.Question}");
        Keep("simulations", simulation.Name, $"# Simulation: {simulation.Name}\n\n{simulation.Question}\n\nSeed {Seed}. Made by `dotnet run -c Release --project tests/Research.Benchmarks -- --simulate {simulation.Name}`.\n", simulation.Run(Seed));
        Console.WriteLine($"{clock.Elapsed.TotalSeconds:F0} s");
    }

    /// <summary>Prints tables and keeps them as a page of docs.</summary>
    internal static void Keep(string folder, string name, string heading, IEnumerable<Table> tables)
    {
        var page = new StringBuilder(heading);
        foreach (var table in tables)
        {
            Console.WriteLine(table.ToText());
            page.Append('\n').Append(Markdown(table));
        }
        string path = Path.Combine(Root(), "docs", folder);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, name + ".md"), page.ToString());
    }

    private static string Markdown(Table table)
    {
        var text = new StringBuilder($"## {table.Title}\n\n");
        text.Append("| ").AppendJoin(" | ", table.Columns.Select(c => c.Unit.Length == 0 ? c.Title : $"{c.Title} ({c.Unit})")).Append(" |\n");
        text.Append("| ").AppendJoin(" | ", table.Columns.Select((c, j) => table.Rows.All(r => r[j].Words is null) ? "---:" : "---")).Append(" |\n");
        foreach (var row in table.Rows) text.Append("| ").AppendJoin(" | ", row.Select((cell, j) => cell.Show(table.Columns[j].Decimals))).Append(" |\n");
        foreach (string note in table.Notes) text.Append('\n').Append(note).Append('\n');
        return text.ToString();
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Research.sln"))) return folder.FullName;
        return Directory.GetCurrentDirectory();
    }
}
