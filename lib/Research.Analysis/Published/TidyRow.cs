namespace Research;

/// <summary>One row of a tidy file.</summary>
internal readonly record struct TidyRow(TidyHeader Header, string[] Cells, int Year)
{
    public TidyLevel Level => Cells[Header[TidyHeader.Level]].ToLowerInvariant().Replace('_', ' ') switch
    {
        "national" or "country" or "england" => TidyLevel.National,
        "regional" or "region" => TidyLevel.Regional,
        "local authority" or "la" or "local authorities" or "lea" => TidyLevel.LocalAuthority,
        "school" or "institution" or "provider" => TidyLevel.School,
        _ => TidyLevel.Other,
    };

    /// <summary>What tells the place apart: for an authority its old code, which outlives boundary changes of the new one, else the new code, else its name.</summary>
    public string Place => Level switch
    {
        TidyLevel.National => "England",
        TidyLevel.Regional => First(TidyHeader.RegionCode, TidyHeader.RegionName, TidyHeader.Name),
        _ => First(TidyHeader.OldCode, TidyHeader.NewCode, TidyHeader.Name),
    };

    /// <summary>The place for readers.</summary>
    public string PlaceName => Level switch
    {
        TidyLevel.National => "England",
        TidyLevel.Regional => First(TidyHeader.RegionName, TidyHeader.Name, TidyHeader.RegionCode),
        _ => First(TidyHeader.Name, TidyHeader.OldCode, TidyHeader.NewCode),
    };

    private string First(params ReadOnlySpan<string> roles)
    {
        foreach (string role in roles)
            if (Header[role] is >= 0 and var at && !TidyCell.IsMark(Cells[at])) return Cells[at];
        return "";
    }
}
