using System.Collections.Immutable;
using System.Text;

namespace Research;

/// <summary>A CSV file (UTF-8, header in the first line) read row by row: what is wrong is said with file, line and column.</summary>
/// <remarks>Blank lines are skipped, but in a file of one column, where they are a missing value.</remarks>
public sealed class CsvFile
{
    private readonly CsvReader reader;

    private CsvFile(string name, CsvReader reader, ImmutableArray<string> header) => (Name, this.reader, Header) = (name, reader, header);

    /// <summary>The file's name, as errors give it.</summary>
    public string Name { get; }

    /// <summary>Names of the columns.</summary>
    public ImmutableArray<string> Header { get; }

    /// <summary>Opens a file and reads its header.</summary>
    /// <exception cref="DataError">No such file, not UTF-8, or a header whose quotes are wrong.</exception>
    public static CsvFile Open(string path)
    {
        string name = Path.GetFileName(path);
        if (!File.Exists(path)) throw new DataError(name, "no such file", "a CSV file", "Check the path.");
        string text;
        try
        {
            text = File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            throw new DataError(name, "bytes that are not UTF-8", "a UTF-8 file", "Save it as 'CSV UTF-8'.");
        }
        var reader = new CsvReader(text);
        do
        {
            if (!reader.Next()) throw new DataError(name, "nothing", "a header in the first line", "Export the file again.");
        }
        while (reader.IsBlank);
        if (reader.FaultInWords is var (found, expected, mend)) throw new DataError(name, found, expected, mend, reader.FaultLine);
        string[] header = [.. Enumerable.Range(0, reader.Count).Select(i => reader[i].ToString())];
        if (CsvReader.OtherSeparator(header) is { } other)
            throw new DataError(name, $"columns separated by {other}", "columns separated by commas", "Save it as 'CSV UTF-8 (comma delimited)'.", reader.Line);
        return new(name, reader, [.. header]);
    }

    /// <summary>The rows after the header, once: the line each begins on, and its fields.</summary>
    /// <exception cref="DataError">A row with other than the header's number of fields, or wrong quotes.</exception>
    public IEnumerable<(long Line, string[] Fields)> Rows()
    {
        while (reader.Next())
        {
            if (reader.IsBlank && Header.Length > 1) continue;
            if (reader.FaultInWords is var (found, expected, mend))
                throw new DataError(Name, found, expected, mend, reader.FaultLine, reader.FaultField < Header.Length ? Header[reader.FaultField] : "");
            if (reader.Count != Header.Length)
                throw new DataError(Name, $"{reader.Count} fields", $"{Header.Length} as in the header", CsvReader.RaggedMend(reader.Count, Header.Length), reader.Line);
            var fields = new string[reader.Count];
            for (int i = 0; i < fields.Length; i++) fields[i] = reader[i].ToString();
            yield return (reader.Line, fields);
        }
    }
}
