using System.Text.Json;

namespace Research.Oracle;

/// <summary>The data files of a case, read with the column types it declares.</summary>
internal sealed class CaseData(string folder, JsonElement declared)
{
    private readonly Dictionary<string, Dataset> read = new(StringComparer.Ordinal);

    /// <summary>The file's path, for kinds that read it themselves.</summary>
    public string Path(string file) => System.IO.Path.Combine(folder, file);

    /// <summary>The file as a data set: texts and factors as factors, the declared first level as reference.</summary>
    public Dataset Read(string file)
    {
        if (!read.TryGetValue(file, out var data)) read[file] = data = Load(file);
        return data;
    }

    private Dataset Load(string file)
    {
        var columns = Columns(file).ToList();
        var data = Dataset.FromCsv(Path(file), [.. columns.Where(c => c.Type is "factor" or "string").Select(c => c.Name)]);
        foreach (var (name, _, levels) in columns.Where(c => c.Levels.Length > 0)) data = data.AsFactor(name, levels);
        return data;
    }

    private IEnumerable<(string Name, string Type, string[] Levels)> Columns(string file)
    {
        if (declared.ValueKind != JsonValueKind.Array) yield break;
        foreach (var entry in declared.EnumerateArray().Where(d => d.GetProperty("file").GetString() == file))
            foreach (var column in entry.GetProperty("columns").EnumerateArray())
                yield return (column.GetProperty("name").GetString()!, column.GetProperty("type").GetString()!,
                    column.TryGetProperty("levels", out var levels) && levels.ValueKind == JsonValueKind.Array ? [.. levels.EnumerateArray().Select(l => l.ToString())] : []);
    }
}
