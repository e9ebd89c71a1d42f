using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Research;

/// <summary>Faulty rows set aside in <c>quarantine/NAME.csv</c> beside the extract: line, reasons, and the row as it stands. While the
/// folder is there the analysis goes on without them; when the files no longer fit it, it stops.</summary>
internal static class Quarantine
{
    private const string Directory = "quarantine";

    /// <summary>True when rows of this extract have been set aside before.</summary>
    public static bool Exists(ExtractFolder folder) => System.IO.Directory.Exists(Path.Combine(folder.Path, Directory));

    /// <summary>Writes the rows in question, a file a table, each whole or not at all.</summary>
    public static void Write(DuckDbEngine engine, ExtractFolder folder, ExtractTables tables)
    {
        string directory = Path.Combine(folder.Path, Directory);
        try
        {
            System.IO.Directory.CreateDirectory(directory);
            foreach (var (file, raw) in tables.All.Where(t => !t.Raw.IsBroken))
            {
                string path = PathOf(folder, file);
                string content = Content(engine, file, raw);
                if (content.Length == 0) { File.Delete(path); continue; }
                string unfinished = path + ".unfinished";
                File.WriteAllText(unfinished, content);
                File.Move(unfinished, path, overwrite: true);
            }
            if (!System.IO.Directory.EnumerateFileSystemEntries(directory).Any()) System.IO.Directory.Delete(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DataError(Directory, "a folder that cannot be written to", "a folder for the rows set aside", "Copy the extract to a folder you may write to, and check it there.");
        }
    }

    /// <summary>Findings where the rows set aside earlier are not those that are faulty now.</summary>
    public static IEnumerable<Finding> Stale(DuckDbEngine engine, ExtractFolder folder, ExtractTables tables)
    {
        foreach (var (file, raw) in tables.All.Where(t => !t.Raw.IsBroken))
        {
            var faulty = engine.Query($"SELECT DISTINCT line FROM aside.{file.Schema.Name} ORDER BY line").Numbers("line").ToArray().Select(l => (long)l);
            if (!faulty.SequenceEqual(Lines(PathOf(folder, file))))
            {
                yield return new($"{Directory}/{file.Schema.Name}.csv", 0, "", $"rows set aside from another version of {file.Name}", "the rows that have a finding now",
                    "Look at the findings and set the rows aside again with 'research check --quarantine', or delete the quarantine folder.");
            }
        }
    }

    private static string PathOf(ExtractFolder folder, ExtractFile file) => Path.Combine(folder.Path, Directory, file.Schema.Name + ".csv");

    private static SortedSet<long> Lines(string path)
    {
        if (!File.Exists(path)) return [];
        var lines = new SortedSet<long>();
        var rows = new CsvReader(File.ReadAllText(path));
        rows.Next();
        while (rows.Next())
            if (long.TryParse(rows[0], NumberStyles.None, CultureInfo.InvariantCulture, out long line))
                lines.Add(line);
        return lines;
    }

    private static string Content(DuckDbEngine engine, ExtractFile file, RawTable raw)
    {
        string name = file.Schema.Name;
        string cells = string.Join(", ", raw.Columns.Select(c => $"{DuckDbEngine.Name(c)}::VARCHAR AS {DuckDbEngine.Name(c)}"));
        const string Reason = "CASE WHEN \"column\" = '' THEN reason ELSE \"column\" || ': ' || reason END";
        string reasons = $"(SELECT line AS faulty, string_agg(DISTINCT {Reason}, '; ' ORDER BY {Reason}) AS reasons FROM aside.{name} GROUP BY line)";
        var rows = engine.Query($"SELECT faulty, reasons, {cells} FROM {reasons} LEFT JOIN raw.{name} ON line = faulty ORDER BY faulty");
        if (rows.Count == 0) return "";

        var misshapen = raw.Unusable.ToDictionary(u => u.Line, u => u.Fields);
        var text = new StringBuilder().AppendJoin(',', new[] { "line", "reasons" }.Concat(raw.Columns).Select(Quoted)).Append('\n');
        for (int i = 0; i < rows.Count; i++)
        {
            long line = (long)rows.Numbers("faulty")[i];
            var fields = misshapen.TryGetValue(line, out var asFound) ? asFound : [.. raw.Columns.Select(c => rows[c].TextAt(i) ?? "")];
            text.AppendJoin(',', new[] { line.ToString(CultureInfo.InvariantCulture), rows["reasons"].TextAt(i) ?? "" }.Concat(fields).Select(Quoted)).Append('\n');
        }
        return text.ToString();
    }

    private static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
