using System.Collections.Immutable;

namespace Research;

/// <summary>A local authority as the Department numbers it.</summary>
/// <param name="Code">Three figures, such as 873.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region's name.</param>
public sealed record Authority(string Code, string Name, string Region);

/// <summary>The Department's numbers of local authorities with their regions (la_and_region_codes_meta.csv).</summary>
public sealed record AuthorityCodes : Result
{
    private AuthorityCodes(string file, ImmutableArray<Authority> all) => (File, All) = (file, all);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>Every authority, in the file's order.</summary>
    public ImmutableArray<Authority> All { get; }

    /// <summary>An authority by its number or name.</summary>
    /// <param name="place">Such as 873 or Cambridgeshire.</param>
    public Authority this[string place] => All.FirstOrDefault(a => a.Code == place.Trim() || string.Equals(a.Name, place.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new DataError(File, $"'{place}'", "the number or name of an authority", $"Use one of the file.{NearestName.Hint(place, All.Select(a => a.Name))}");

    /// <summary>Opens the file.</summary>
    /// <param name="path">A CSV with the columns LEA, LA Name, REGION NAME.</param>
    public static AuthorityCodes Open(string path)
    {
        string file = Path.GetFileName(path);
        var cells = PlainTable.Read(path);
        int Column(string name) => Array.FindIndex(cells[0], c => string.Equals(c, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var at ? at
            : throw new DataError(file, string.Join(", ", cells[0]), $"a column {name}", "Open the Department's file of authority and region codes.", 1, name);
        int code = Column("LEA"), name = Column("LA Name"), region = Column("REGION NAME");
        return new(file, [.. cells.Skip(1).Where(c => c.Length > Math.Max(code, Math.Max(name, region))).Select(c => new Authority(c[code], c[name], c[region]))]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{File}: {All.Length} authorities", [new("code", "Code"), new("name", "Authority"), new("region", "Region")], All.Select(a => (IReadOnlyList<Cell>)[a.Code, a.Name, a.Region]));
}
