using System.Collections.Immutable;

namespace Research;

/// <summary>Finds the files of a county extract in a folder: one a phase, schools, comparators; whichever exist.</summary>
internal sealed record ExtractFolder(string Path, ImmutableArray<ExtractFile> Files, ImmutableArray<Finding> Findings)
{
    private static readonly string[] Endings = [".parquet", ".csv", ".xlsx"];

    /// <summary>The last part of the path alone: messages are shown and published, and a whole path tells about the machine.</summary>
    public string Name => Label(Path);

    public static ExtractFolder Find(string path)
    {
        if (!Directory.Exists(path))
        {
            throw File.Exists(path)
                ? new DataError(Label(path), "a file", "the folder that holds a county extract", "Give the folder, not one of its files.")
                : new DataError(Label(path), "no such folder", "a folder that holds a county extract", "Check the path, or make the sample county with 'research sample-county'.");
        }

        var files = new List<ExtractFile>();
        var findings = new List<Finding>();
        var entries = Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal).ToArray();
        foreach (var schema in Schema.All)
        {
            var found = entries.Where(e => IsNamed(e, schema.Name)).ToArray();
            foreach (string directory in found.Where(Directory.Exists))
            {
                findings.Add(new(System.IO.Path.GetFileName(directory), 0, "", "a folder named like a file", "a file",
                    "Rename the folder, or put the file in its place."));
            }
            var usable = found.Where(File.Exists).ToArray();
            if (usable.Length > 1)
            {
                findings.Add(new(System.IO.Path.GetFileName(usable[0]), 0, "", $"the same table again in {string.Join(" and ", usable[1..].Select(System.IO.Path.GetFileName))}",
                    $"one file for {schema.Name}", "Keep the one that is right and move the others out of the folder."));
            }
            if (usable.Length > 0) files.Add(new(schema, usable[0], Format(usable[0])));
        }
        findings.AddRange(entries.Where(File.Exists).SelectMany(Misnamed));
        return files.Count + findings.Count > 0
            ? new(path, [.. files], [.. findings])
            : throw new DataError(Label(path), "no file of a county extract", "at least one of " + string.Join(", ", Schema.All.Select(t => t.Name)) + ", as .parquet, .csv or .xlsx",
                "Put the files there, or make the sample county with 'research sample-county'.");
    }

    private static string Label(string path) => new DirectoryInfo(path).Name;

    private static bool IsNamed(string entry, string table) =>
        System.IO.Path.GetFileNameWithoutExtension(entry).Equals(table, StringComparison.OrdinalIgnoreCase) && HasEnding(entry);

    private static bool HasEnding(string entry) => Endings.Contains(System.IO.Path.GetExtension(entry), StringComparer.OrdinalIgnoreCase);

    private static ExtractFormat Format(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PARQUET" => ExtractFormat.Parquet,
        ".CSV" => ExtractFormat.Csv,
        _ => ExtractFormat.Workbook,
    };

    // A file that is nearly named like one of the extract's would be overlooked in silence.
    private static IEnumerable<Finding> Misnamed(string entry)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(entry);
        var known = Schema.All.Select(t => t.Name).ToArray();
        if (!HasEnding(entry) || known.Contains(name, StringComparer.OrdinalIgnoreCase)) yield break;
        if (NearestName.Of(name, known) is { } near && name.Length - near.Length < 3 && near.Length > 3)
        {
            yield return new(System.IO.Path.GetFileName(entry), 0, "", $"a file named '{name}'", "one of " + string.Join(", ", known),
                $"Rename it to '{near}' if it is that table; as it is, it is not read.")
            { Kind = FindingKind.Note };
        }
    }
}
