using System.Collections.Immutable;

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
        ImmutableArray<Claim> claims = [.. TextTable.Read(path, Known, Needed).Select(row => new ClaimRow(row).ToClaim())];
        if (claims.IsEmpty) throw new DataError(file, "no claims", "at least one line after the header", "Add the claims of the document.");
        CheckReadings(file, claims);
        SourceFiles.Note(path, claims.Length);
        return claims;
    }

    private static void CheckReadings(string file, IEnumerable<Claim> claims)
    {
        foreach (var twice in claims.GroupBy(c => (c.Id, c.Reading)).Where(g => g.Count() > 1))
            throw new DataError(file, $"claim {twice.Key.Id} {twice.Key.Reading} twice", "each reading of a claim once", "Give each reading a letter of its own in column reading.", twice.Last().Line, "reading");
    }

    /// <summary>One line on its way to a claim.</summary>
    private sealed class ClaimRow(TextRow row)
    {
        public Claim ToClaim() => new()
        {
            Id = row.Required("id"),
            Reading = Text("reading"),
            Meaning = Text("meaning"),
            AsWorded = Text("as_worded") == "1",
            Section = Text("section"),
            Page = Text("page"),
            Phase = Text("phase"),
            Statement = row.Required("statement"),
            Kind = row.Choice<ClaimKind>("kind"),
            Measures = [.. Text("measure").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(KnownMeasure)],
            Group = KnownGroup("group"),
            Within = Text("kind") == "lowest" ? string.Join(' ', Text("within").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(KnownMeasure)) : KnownGroup("within"),
            Outcome = row.Choice<Outcome>("outcome", Research.Outcome.Any),
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
            Line = row.Line,
        };

        private string Text(string column) => row[column];

        private PrintedNumber? Number(string column)
        {
            if (Text(column) is not { Length: > 0 } text) return null;
            return PrintedNumber.TryParse(text, out var number) ? number : throw Wrong(column, $"'{text}'", "a number as printed, such as 31.5", "Write the number without units or signs.");
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

        private DataError Wrong(string column, string found, string expected, string mend) => row.Wrong(column, found, expected, mend);
    }
}
