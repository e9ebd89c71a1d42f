namespace Research;

/// <summary>Decides which faulty cells may be quoted in a message. A cell may hold a pupil's identifier when columns have shifted or
/// headers were swapped, so only what looks like a code or a small number is quoted, and never what also stands in the pupil column.</summary>
internal static class Quoting
{
    private const int LongestWord = 12;
    private const int LongestNumber = 7;

    /// <summary>True when the value is short, and words or a number rather than a mixture such as an identifier has.</summary>
    public static bool LooksCoded(string value)
    {
        string bare = value.Trim();
        int digits = bare.Count(char.IsAsciiDigit);
        int letters = bare.Count(char.IsLetter);
        if (value.Length > LongestWord || bare.Any(char.IsControl)) return false;
        return letters == 0 ? digits <= LongestNumber : digits <= 1;
    }

    /// <summary>SQL that is true when one of the values is a pupil's identifier in the same file.</summary>
    public static string InPupilColumn(ExtractFile file, IEnumerable<string> values) =>
        $"SELECT count(*)::BIGINT AS n FROM raw.{file.Schema.Name} WHERE pupil::VARCHAR IN ({string.Join(", ", values.Select(DuckDbEngine.Literal))})";
}
