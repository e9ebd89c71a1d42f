namespace Research;

/// <summary>Which columns of a published file say when and where, under the names the Department has used for them.</summary>
internal sealed class TidyHeader
{
    private static readonly Dictionary<string, string[]> Aliases = new(StringComparer.Ordinal)
    {
        [Time] = ["time_period", "academic_year", "year", "timeperiod", "period", "time", "financial_year", "calendar_year", "reporting_year", "cohort_year", "cohort_19_in"],
        [Identifier] = ["time_identifier"],
        [Level] = ["geographic_level", "geographiclevel", "geography_level", "level", "area_type", "geography"],
        [OldCode] = ["old_la_code", "la_code", "lea", "lea_code", "la_number", "lacode", "la_code_3", "old_code"],
        [NewCode] = ["new_la_code", "area_code", "ons_code", "la_ons_code", "la_code_9", "new_code", "gss_code", "ons_la_code"],
        [Name] = ["la_name", "local_authority", "local_authority_name", "area_name", "la", "lea_name"],
        [RegionCode] = ["region_code"],
        [RegionName] = ["region_name", "region"],
        [SchoolCode] = ["urn", "school_urn", "laestab", "school_laestab", "estab", "ukprn"],
        [SchoolName] = ["school_name", "schname"],
        [AreaCode] = ["lad_code", "pcon_code", "ward_code", "trust_id", "lsip_code", "local_enterprise_partnership_code", "opportunity_area_code"],
        [AreaName] = ["lad_name", "pcon_name", "ward_name", "trust_name", "lsip_name", "local_enterprise_partnership_name", "opportunity_area_name"],
    };

    private static readonly HashSet<string> Other = new(StringComparer.Ordinal)
    {
        "country_code", "country_name", "lad_code", "lad_name", "pcon_code", "pcon_name", "ward_code", "ward_name", "estab", "laestab", "urn", "ukprn", "school_name", "schname",
        "school_urn", "school_laestab", "lsip_code", "lsip_name", "local_enterprise_partnership_code", "local_enterprise_partnership_name", "trust_id", "trust_name", "opportunity_area_code",
        "opportunity_area_name", "academy_open_date", "open_date", "row", "row_id",
    };

    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    private TidyHeader(string[] names) => Names = names;

    public const string Time = "time", Identifier = "identifier", Level = "level", OldCode = "old code", NewCode = "new code", Name = "name", RegionCode = "region code", RegionName = "region name",
        SchoolCode = "school code", SchoolName = "school name", AreaCode = "area code", AreaName = "area name";

    /// <summary>The columns' names: lower case, underscores; empty for a column without one.</summary>
    public string[] Names { get; }

    /// <summary>Column of a role; -1 when there is none.</summary>
    public int this[string role] => places.GetValueOrDefault(role, -1);

    /// <summary>True for a column that says when or where, or has no name.</summary>
    public bool IsPlace(int column) => Names[column].Length == 0 || places.ContainsValue(column) || Other.Contains(Names[column]);

    /// <summary>True when the cells name a column of years, and so may be a header.</summary>
    public static bool HasTime(IEnumerable<string> cells) => cells.Select(Plain).Any(Aliases[Time].Contains);

    /// <summary>A name in lower case with underscores.</summary>
    public static string Plain(string name) => name.Trim().ToLowerInvariant().Replace(' ', '_');

    public static TidyHeader Read(string file, IEnumerable<string> cells)
    {
        string[] names = [.. cells.Select(Plain)];
        for (int i = 0; i < names.Length; i++)
            if (names[i].Length > 0 && Array.IndexOf(names, names[i]) < i)
                throw new DataError(file, $"the column '{names[i]}' twice", "one column a name", "Delete or rename one of them.", 1, names[i]);
        var header = new TidyHeader(names);
        foreach (var (role, aliases) in Aliases)
            foreach (string alias in aliases)
                if (Array.IndexOf(names, alias) is >= 0 and var at && !header.places.ContainsKey(role)) header.places[role] = at;
        if (names.Contains("rectype"))
            throw new DataError(file, "a column rectype", "the Department's tidy format", "This is a table of schools: open it with SchoolPerformanceTable.", 1, "rectype");
        if (header[Time] < 0)
            throw new DataError(file, "columns " + string.Join(", ", names.Take(8)), $"a column {Aliases[Time][0]}, as in the Department's tidy format, or a column a year", $"Use a file with years and levels in rows.{NearestName.Hint(Aliases[Time][0], names)}", 1);
        return header;
    }
}
