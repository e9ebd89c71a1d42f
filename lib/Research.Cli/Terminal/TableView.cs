using Spectre.Console;

namespace Research.Cli;

/// <summary>Draws a library table in a terminal: bordered and wrapped to the width, plain where the output is no terminal.</summary>
internal static class TableView
{
    public static void Write(Research.Table table, params string[] columns)
    {
        // A file or a pipe has no width of its own; 80 columns would break every cell.
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = 180;
        var chosen = columns.Length > 0 ? columns : [.. table.Columns.Select(c => c.Name)];
        var grid = new Spectre.Console.Table { Border = TableBorder.Rounded, ShowRowSeparators = false };
        foreach (string name in chosen)
        {
            var column = table.Columns.First(c => c.Name == name);
            string heading = column.Unit.Length > 0 ? $"{column.Title} ({column.Unit})" : column.Title;
            var drawn = new Spectre.Console.TableColumn(new Markup(Markup.Escape(heading), new Style(decoration: Decoration.Bold)));
            bool numbers = Enumerable.Range(0, table.Rows.Length).All(r => table[r, name].Words is null);
            grid.AddColumn(numbers ? drawn.RightAligned() : drawn);
        }
        for (int row = 0; row < table.Rows.Length; row++)
            grid.AddRow(chosen.Select(name => new Text(table[row, name].Show(table.Columns.First(c => c.Name == name).Decimals))));
        AnsiConsole.WriteLine(table.Title);
        AnsiConsole.Write(grid);
        foreach (string note in table.Notes) AnsiConsole.WriteLine(note);
    }
}
