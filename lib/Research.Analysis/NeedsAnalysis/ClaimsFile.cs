using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace Research;

/// <summary>Reads a claims file: one line a reading of a published figure (columns in <c>docs/claims.md</c>). Another document, or another year, is
/// another file; no code changes.</summary>
public static class ClaimsFile
{
    private static readonly string[] Known =
    [
        "id", "reading", "meaning", "as_worded", "section", "page", "phase", "statement", "kind", "measure", "group", "within", "outcome", "place", "year",
        "from_year", "setting", "count", "of", "percent", "gap_ppt", "change_ppt", "low", "high", "schools", "floor", "unit", "part_of", "needs",
    ];

    private static readonly string[] Needed = ["id", "statement", "kind"];

    /// <summary>Reads every claim. A wrong line is a <see cref="DataError"/> with file, line and column.</summary>
    /// <param name="path">A CSV file, UTF-8, header in the first line.</param>
    public static ImmutableArray<Claim> Read(string path)
    {
        string file = Path.GetFileName(path);
        if (!File.Exists(path)) throw new DataError(file, "no such file", "a claims file", "Check the path.");
        try
        {
            using var text = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            using var reader = CsvDataReader.Create(text, new CsvDataReaderOptions { HasHeaders = true });
            var header = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
            CheckHeader(file, header);
            var claims = ImmutableArray.CreateBuilder<Claim>();
            while (reader.Read())
            {
                if (reader.RowFieldCount != header.Length)
                    throw new DataError(file, $"{reader.RowFieldCount} fields", $"{header.Length} as in the header", "Mend the line: a comma too many or too few, or an open quote.", LineOf(reader));
                var row = new ClaimRow(file, LineOf(reader), header.Select((name, i) => (name, reader.GetString(i).Trim())).ToDictionary(p => p.name, p => p.Item2, StringComparer.Ordinal));
                claims.Add(row.ToClaim());
            }
            if (claims.Count == 0) throw new DataError(file, "no claims", "at least one line after the header", "Add the claims of the document.");
            CheckReadings(file, claims);
            SourceFiles.Note(path, claims.Count);
            return claims.ToImmutable();
        }
        catch (DecoderFallbackException)
        {
            throw new DataError(file, "bytes that are not UTF-8", "a UTF-8 file", "Save it as 'CSV UTF-8'.");
        }
        catch (CsvFormatException e)
        {
            throw new DataError(file, "a line that is not CSV", "quoted fields closed on the same record", "Close the quote.", e.RowNumber + 1);
        }
    }

    private static long LineOf(CsvDataReader reader) => reader.RowNumber + 1;

    private static void CheckHeader(string file, string[] header)
    {
        foreach (string name in header)
            if (!Known.Contains(name))
                throw new DataError(file, $"column '{name}'", "only columns of a claims file", $"Remove or rename it.{NearestName.Hint(name, Known)}", 1, name);
        foreach (string name in Needed)
            if (!header.Contains(name))
                throw new DataError(file, "no such column", $"columns {string.Join(", ", Needed)} at least", "Add the column.", 1, name);
        if (header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new DataError(file, $"column '{twice.Key}' twice", "each column once", "Remove one.", 1, twice.Key);
    }

    private static void CheckReadings(string file, IEnumerable<Claim> claims)
    {
        foreach (var twice in claims.GroupBy(c => (c.Id, c.Reading)).Where(g => g.Count() > 1))
            throw new DataError(file, $"claim {twice.Key.Id} {twice.Key.Reading} twice", "each reading of a claim once", "Give each reading a letter of its own in column reading.", twice.Last().Line, "reading");
    }

    /// <summary>One line on its way to a claim.</summary>
    private sealed class ClaimRow(string file, long line, Dictionary<string, string> cells)
    {
        public Claim ToClaim() => new()
        {
            Id = Required("id"),
            Reading = Text("reading"),
            Meaning = Text("meaning"),
            AsWorded = Text("as_worded") == "1",
            Section = Text("section"),
            Page = Text("page"),
            Phase = Text("phase"),
            Statement = Required("statement"),
            Kind = Choice<ClaimKind>("kind", null),
            Measures = [.. Text("measure").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(KnownMeasure)],
            Group = KnownGroup("group"),
            Within = Text("kind") == "lowest" ? string.Join(' ', Text("within").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(KnownMeasure)) : KnownGroup("within"),
            Outcome = Choice<Outcome>("outcome", Research.Outcome.Any),
            Place = Text("place"),
            Year = (int)(Number("year")?.Value ?? 0),
            FromYear = (int)(Number("from_year")?.Value ?? 0),
            Setting = OneOf("setting", "", "special", "mainstream", "county_school"),
            Count = Number("count"),
            Of = Number("of"),
            Percent = Number("percent"),
            Gap = Number("gap_ppt"),
            Change = Number("change_ppt"),
            Low = Number("low")?.Value,
            High = Number("high")?.Value,
            Schools = Number("schools"),
            Floor = ParseFloor(),
            Unit = OneOf("unit", "", "%", "ppt"),
            PartOf = Text("part_of"),
            Needs = Text("needs"),
            Line = line,
        };

        private string Text(string column) => cells.GetValueOrDefault(column, "");

        private string Required(string column) => Text(column) is { Length: > 0 } text ? text : throw Wrong(column, "nothing", "a value", "Fill it in.");

        private PrintedNumber? Number(string column)
        {
            if (Text(column) is not { Length: > 0 } text) return null;
            return PrintedNumber.TryParse(text, out var number) ? number : throw Wrong(column, $"'{text}'", "a number as printed, such as 31.5", "Write the number without units or signs.");
        }

        private T Choice<T>(string column, T? otherwise) where T : struct, Enum
        {
            string text = Text(column);
            if (text.Length == 0 && otherwise is { } value) return value;
            var names = Enum.GetNames<T>().ToDictionary(SnakeCase, n => Enum.Parse<T>(n), StringComparer.Ordinal);
            return names.TryGetValue(text, out var chosen) ? chosen : throw Wrong(column, $"'{text}'", "one of " + string.Join(", ", names.Keys), $"Use one of them.{NearestName.Hint(text, names.Keys)}");
        }

        private string OneOf(string column, params string[] allowed) => allowed.Contains(Text(column))
            ? Text(column)
            : throw Wrong(column, $"'{Text(column)}'", "one of " + string.Join(", ", allowed.Where(a => a.Length > 0)) + ", or empty", "Use one of them.");

        private string KnownMeasure(string id) => Measures.Has(id)
            ? id
            : throw Wrong("measure", $"'{id}'", "the id of a measure in the catalogue", $"Correct the id, or declare the measure.{NearestName.Hint(id, Measures.All.Select(m => m.Id))}");

        private string KnownGroup(string column)
        {
            string id = Text(column);
            if (id.StartsWith("where ", StringComparison.Ordinal))
            {
                try { GroupText.Find(id); }
                catch (DataError e) { throw Wrong(column, e.Found, e.Expected, e.Mend); }
                return id;
            }
            return id.Length == 0 || Groups.Has(id)
                ? id
                : throw Wrong(column, $"'{id}'", "the id of a group in the catalogue", $"Correct the id, or declare the group.{NearestName.Hint(id, Groups.All.Select(g => g.Id))}");
        }

        private Floor? ParseFloor()
        {
            if (Text("floor") is not { Length: > 0 } text) return null;
            var floor = Floor.Parse(text) ?? throw Wrong("floor", $"'{text}'", "conditions such as 'ks2_rwm_4plus < 60', joined by 'and' or by 'or'", "Write it in that form.");
            foreach (var condition in floor.Conditions) KnownMeasure(condition.Measure);
            return floor;
        }

        private DataError Wrong(string column, string found, string expected, string mend) => new(file, found, expected, mend, line, column);

        private static string SnakeCase(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? "_" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
    }
}
