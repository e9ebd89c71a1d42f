using System.Collections.Immutable;

namespace Research;

/// <summary>An SQL condition or value over the columns of one pupil file, read against the schema: which columns it uses, and in which years
/// all of its columns and codes are in use.</summary>
internal sealed record SqlExpression
{
    private SqlExpression(string text, ImmutableArray<SchemaColumn> columns, int firstYear, int lastYear) =>
        (Text, Columns, FirstYear, LastYear) = (text, columns, firstYear, lastYear);

    public static SqlExpression True { get; } = new("true", [], 0, 9999);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The columns used.</summary>
    public ImmutableArray<SchemaColumn> Columns { get; }

    /// <summary>First year in which every column and, for each coded column, at least one of its codes is in use.</summary>
    public int FirstYear { get; }

    /// <summary>Last such year.</summary>
    public int LastYear { get; }

    public override string ToString() => Text;

    /// <summary>Reads an expression: unknown words are answered with the nearest column, codes are held against their list.</summary>
    /// <param name="where">Whose expression it is, for the error.</param>
    /// <param name="text">The expression.</param>
    /// <param name="table">The file it is over.</param>
    public static SqlExpression Read(string where, string text, TableSchema table)
    {
        var tokens = SqlToken.Split(where, text);
        var columns = new List<SchemaColumn>();
        for (int i = 0; i < tokens.Count; i++)
            if (tokens[i].Kind == SqlTokenKind.Word && ColumnOf(where, tokens, i, table) is { } column && !columns.Contains(column)) columns.Add(column);
        var uses = SqlCodeUse.Find(where, tokens, table);
        int first = columns.Select(c => c.FirstYear).DefaultIfEmpty(0).Max(), last = columns.Select(c => c.LastYear).DefaultIfEmpty(9999).Min();
        // Levels reached at an earlier stage stay what they were: only the year's own codes bind the year.
        foreach (var use in uses.Where(u => !u.Column.Name.StartsWith("prior_", StringComparison.Ordinal)).GroupBy(u => u.Column))
        {
            first = Math.Max(first, use.Min(u => u.Code.FirstYear));
            last = Math.Min(last, use.Max(u => u.Code.LastYear));
        }
        return first <= last ? new(text, [.. columns], first, last) : throw new DataError(where, $"columns and codes that are never used in the same year (from {first}, to {last})",
            "columns and codes of one assessment regime", "Split it in two, one for each regime: levels end in 2015, standards and scaled scores start in 2016.");
    }

    /// <summary>Reads an expression and has the engine prepare it, so that syntax and types are known to be right.</summary>
    public static SqlExpression Prepare(string where, string text, TableSchema table, bool boolean)
    {
        var expression = Read(where, text, table);
        EmptyExtract.Prepare(where, expression, table, boolean);
        return expression;
    }

    /// <summary>The columns of an expression; none when it is more than a condition over the pupil's own row.</summary>
    public static ImmutableArray<SchemaColumn> ColumnsOf(string text, TableSchema table)
    {
        try
        {
            return Read("condition", text, table).Columns;
        }
        catch (DataError)
        {
            return [];
        }
    }

    private static SchemaColumn? ColumnOf(string where, List<SqlToken> tokens, int at, TableSchema table)
    {
        string word = tokens[at].Value;
        bool called = at + 1 < tokens.Count && tokens[at + 1].Is("(");
        if (SqlVocabulary.Keywords.Contains(word) || (called && SqlVocabulary.Functions.Contains(word))) return null;
        if (table.Columns.FirstOrDefault(c => c.Name.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } column) return column;
        string here = $"'{word}' at character {tokens[at].At}";
        if (SqlVocabulary.Statements.Contains(word))
            throw new DataError(where, here, "a condition over the columns of one row", "No statements and no queries within a condition: say what is true of the pupil's own row.", column: word);
        if (called)
            throw new DataError(where, here, "one of the functions " + string.Join(", ", SqlVocabulary.Functions.Order(StringComparer.Ordinal)), "Use one of these, or none.", column: word);
        if (Schema.Pupils.FirstOrDefault(t => t != table && t.Find(word) is not null) is { } other)
            throw new DataError(where, here, $"a column of the {table.Name} file", $"'{word}' is a column of the {other.Name} file: use that phase, or another column.", column: word);
        throw new DataError(where, here, $"a column of the {table.Name} file", $"Check the name.{NearestName.Hint(word, table.Columns.Select(c => c.Name))}", column: word);
    }
}
