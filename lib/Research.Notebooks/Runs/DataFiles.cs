using System.Collections.Immutable;

namespace Research.Notebooks;

/// <summary>Finds the data that a notebook hangs on: what the library said it read, what the code loads, and every file or folder that a
/// text in the code or a parameter names.</summary>
internal static class DataFiles
{
    private const int MostInFolder = 500;
    private static readonly HashSet<string> Left = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "out", "node_modules" };

    /// <summary>Full paths of the files named by the code, whether or not they have been read.</summary>
    public static ImmutableSortedSet<string> Named(NotebookDocument document, string folder)
    {
        // A default that the run has replaced names nothing.
        var cells = document.Cells.Where(c => c.Kind == CellKind.Code && !c.HasTag(NotebookCell.ParametersTag) && !c.HasTag(NotebookCell.InjectedTag))
            .Concat(NotebookParameters.ValuesOf(document).Values.Select(value => new NotebookCell("value", CellKind.Code, value)));
        return cells.Select(c => new NotebookCode(c)).SelectMany(code => code.Texts.Concat(code.Loads)).SelectMany(text => Files(text, folder)).ToImmutableSortedSet(StringComparer.Ordinal);
    }

    /// <summary>What is to be recorded of files.</summary>
    /// <param name="paths">Full paths; those that are gone are left out.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="rows">Numbers of rows, where they are known.</param>
    public static ImmutableArray<DataUsed> Describe(IEnumerable<string> paths, string folder, IReadOnlyDictionary<string, long?>? rows = null) =>
        [.. paths.Where(File.Exists).Distinct(StringComparer.Ordinal)
            .Select(p => new DataUsed(Path.GetRelativePath(folder, p).Replace('\\', '/'), ContentHash.OfFile(p), new FileInfo(p).Length, rows?.GetValueOrDefault(p) ?? CsvRows(p)))
            .OrderBy(d => d.Path, StringComparer.Ordinal)];

    private static string[] Files(string text, string folder)
    {
        // "." and ".." are how code climbs, not data; a text with a line break is no path.
        if (text.Length is 0 or > 1000 || text.Trim('.', '/', '\\', ' ').Length == 0 || text.IndexOfAny(['\n', '\0', '*', '?', '<', '>', '|']) >= 0) return [];
        string path = Path.GetFullPath(text, folder);
        if (File.Exists(path)) return IsLibrary(path) ? [] : [path];
        return Directory.Exists(path) ? InFolder(path) : [];
    }

    private static string[] InFolder(string folder)
    {
        var all = Below(new DirectoryInfo(folder)).Take(MostInFolder + 1).ToArray();
        // A folder as large as this holds more than one notebook's data: what is read from it is heard of when it is read.
        return all.Length <= MostInFolder ? all : [];
    }

    private static IEnumerable<string> Below(DirectoryInfo folder) => folder.EnumerateFiles().Where(f => !f.Name.StartsWith('.') && !IsLibrary(f.Name)).Select(f => f.FullName)
        .Concat(folder.EnumerateDirectories().Where(d => !d.Name.StartsWith('.') && !Left.Contains(d.Name)).SelectMany(Below));

    private static bool IsLibrary(string path) => Path.GetExtension(path) is ".dll" or ".exe" or ".pdb";

    private static long? CsvRows(string path)
    {
        if (!Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase)) return null;
        using var text = new StreamReader(path);
        long rows = 0;
        bool quoted = false, any = false;
        var buffer = new char[1 << 16];
        for (int read; (read = text.Read(buffer)) > 0;)
        {
            foreach (char c in buffer.AsSpan(0, read))
            {
                if (c == '"') quoted = !quoted;
                if (c == '\n' && !quoted)
                {
                    if (any) rows++;
                    any = false;
                }
                else if (c != '\r') any = true;
            }
        }
        return Math.Max(0, rows + (any ? 1 : 0) - 1);
    }
}
