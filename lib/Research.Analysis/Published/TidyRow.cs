namespace Research;

/// <summary>One row of a tidy file.</summary>
internal readonly record struct TidyRow(TidyHeader Header, string[] Cells, int Year, long Line = 0)
{
    public TidyLevel Level => Header[TidyHeader.Level] is >= 0 and var at ? LevelOf(Cells[at]) : Inferred;

    /// <summary>What tells the place apart: for an authority its old code, which outlives boundary changes of the new one, else the new code, else its name.</summary>
    public string Place => Level switch
    {
        TidyLevel.National => "England",
        TidyLevel.Regional => First(TidyHeader.RegionCode, TidyHeader.RegionName, TidyHeader.Name),
        TidyLevel.School => First(TidyHeader.SchoolCode, TidyHeader.SchoolName, TidyHeader.OldCode, TidyHeader.Name),
        TidyLevel.Other => First(TidyHeader.AreaCode, TidyHeader.AreaName, TidyHeader.OldCode, TidyHeader.NewCode, TidyHeader.Name),
        _ => First(TidyHeader.OldCode, TidyHeader.NewCode, TidyHeader.Name),
    };

    /// <summary>The place for readers.</summary>
    public string PlaceName => Level switch
    {
        TidyLevel.National => "England",
        TidyLevel.Regional => First(TidyHeader.RegionName, TidyHeader.Name, TidyHeader.RegionCode),
        TidyLevel.School => First(TidyHeader.SchoolName, TidyHeader.SchoolCode, TidyHeader.Name),
        TidyLevel.Other => First(TidyHeader.AreaName, TidyHeader.AreaCode, TidyHeader.Name, TidyHeader.OldCode),
        _ => First(TidyHeader.Name, TidyHeader.OldCode, TidyHeader.NewCode),
    };

    // Spaces, capitals and underscores differ from file to file.
    private static TidyLevel LevelOf(string text) => new string([.. text.Where(char.IsLetter)]).ToLowerInvariant() switch
    {
        "national" or "country" or "england" or "nat" => TidyLevel.National,
        "regional" or "region" or "reg" or "gor" => TidyLevel.Regional,
        "localauthority" or "localauthorities" or "la" or "lea" or "localeducationauthority" or "uppertierlocalauthority" => TidyLevel.LocalAuthority,
        "school" or "schools" or "institution" or "provider" => TidyLevel.School,
        _ => TidyLevel.Other,
    };

    // Without a column that says so, a row is of the smallest place it names.
    private TidyLevel Inferred => First(TidyHeader.SchoolCode).Length > 0 ? TidyLevel.School
        : First(TidyHeader.AreaCode).Length > 0 ? TidyLevel.Other
        : First(TidyHeader.OldCode, TidyHeader.NewCode, TidyHeader.Name) is { Length: > 0 } place ? LevelOf(place) == TidyLevel.National || place.StartsWith("E92", StringComparison.Ordinal) ? TidyLevel.National : TidyLevel.LocalAuthority
        : First(TidyHeader.RegionCode, TidyHeader.RegionName) is { Length: > 0 } region && LevelOf(region) != TidyLevel.National && !region.StartsWith("E92", StringComparison.Ordinal) ? TidyLevel.Regional : TidyLevel.National;

    private string First(params ReadOnlySpan<string> roles)
    {
        foreach (string role in roles)
            if (Header[role] is >= 0 and var at && !TidyCell.IsMark(Cells[at]) && !IsWhole(Cells[at])) return Code(Cells[at]);
        return "";
    }

    // A row of a region or of England may have ALL where an authority would stand.
    private static bool IsWhole(string text) => text.Equals("all", StringComparison.OrdinalIgnoreCase) || text.Equals("total", StringComparison.OrdinalIgnoreCase);

    // A spreadsheet turns the code 873 into 873.0.
    private static string Code(string text) => text.EndsWith(".0", StringComparison.Ordinal) && text[..^2].All(char.IsAsciiDigit) ? text[..^2] : text;
}
