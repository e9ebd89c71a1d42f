namespace Research;

/// <summary>Names of the mainstream schools by URN: what is said of schools leaves special schools out.</summary>
internal static class MainstreamSchools
{
    public static Dictionary<string, string> Names(County county)
    {
        var data = county.Engine.Query("SELECT urn::VARCHAR AS urn, name FROM schools WHERE kind <> 'special' ORDER BY urn");
        return Enumerable.Range(0, data.Count).ToDictionary(i => data["urn"].TextAt(i)!, i => data["name"].TextAt(i) ?? "", StringComparer.Ordinal);
    }
}
