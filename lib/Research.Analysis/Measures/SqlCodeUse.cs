namespace Research;

/// <summary>A code compared with a coded column in a condition.</summary>
/// <param name="Column">The column.</param>
/// <param name="Code">The code, from the column's list.</param>
internal sealed record SqlCodeUse(SchemaColumn Column, Code Code)
{
    /// <summary>Every code compared with a coded column; one that is not in the list, and comparisons that codes do not bear, are refused.</summary>
    public static List<SqlCodeUse> Find(string where, List<SqlToken> tokens, TableSchema table)
    {
        var uses = new List<SqlCodeUse>();
        for (int i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Kind != SqlTokenKind.Word || table.Find(tokens[i].Value.ToLowerInvariant()) is not { } column) continue;
            if (column.Type is DataType.Flag or DataType.Whole or DataType.Number) CheckNumber(where, tokens, i, column);
            if (column.Codes is null) continue;
            foreach (var token in Compared(where, tokens, i, column))
                uses.Add(new(column, CodeOf(where, column, token)));
        }
        return uses;
    }

    private static IEnumerable<SqlToken> Compared(string where, List<SqlToken> tokens, int at, SchemaColumn column)
    {
        if (at >= 2 && (tokens[at - 1].Is("=") || tokens[at - 1].Is("<>")) && tokens[at - 2].Kind == SqlTokenKind.Text) yield return tokens[at - 2];
        int next = at + 1;
        if (next < tokens.Count && tokens[next].Is("not")) next++;
        if (next + 1 >= tokens.Count) yield break;
        if (tokens[next].Value is "<" or ">" or "<=" or ">=" || tokens[next].Is("between"))
            throw new DataError(where, $"'{column.Name} {tokens[next].Value}' at character {tokens[at].At}", "codes by name: they are words and have no order",
                $"List the codes meant, such as {column.Name} in ({Example(column)}).", column: column.Name);
        if (tokens[next].Is("=") || tokens[next].Is("<>") || tokens[next].Is("!=")) yield return tokens[next + 1];
        if (!tokens[next].Is("in")) yield break;
        for (int i = next + 2; i < tokens.Count && !tokens[i].Is(")"); i++)
            if (!tokens[i].Is(",")) yield return tokens[i];
    }

    private static Code CodeOf(string where, SchemaColumn column, SqlToken token)
    {
        var list = column.Codes!;
        if (token.Kind == SqlTokenKind.Text && list.Codes.FirstOrDefault(c => c.Value == token.Value) is { } code) return code;
        string mend = token.Kind == SqlTokenKind.Number && list.Values.Contains(token.Value) ? $"Codes are words: write '{token.Value}' in quotes."
            : list.Codes.FirstOrDefault(c => c.Meaning.Equals(token.Value, StringComparison.OrdinalIgnoreCase)) is { } meant ? $"Write its code, '{meant.Value}'."
            : $"Use a code of the list.{NearestName.Hint(token.Value, list.Values)}";
        throw new DataError(where, $"'{token.Value}' at character {token.At}", "one of " + string.Join(", ", list.Codes.Select(c => $"'{c.Value}' ({c.Meaning})")), mend, column: column.Name);
    }

    private static void CheckNumber(string where, List<SqlToken> tokens, int at, SchemaColumn column)
    {
        if (at + 2 >= tokens.Count || tokens[at + 1].Kind != SqlTokenKind.Symbol) return;
        var value = tokens[at + 2];
        if (column.Type != DataType.Flag && value.Kind == SqlTokenKind.Text)
            throw new DataError(where, $"'{value.Value}' at character {value.At}", "a number", $"{column.Name} holds numbers{(column.Unit.Length > 0 ? $" ({column.Unit})" : "")}: compare it with one, without quotes.", column: column.Name);
        if (column.Type == DataType.Flag && tokens[at + 1].Value is "=" or "<>" or "!=" && value.Kind is SqlTokenKind.Text or SqlTokenKind.Number && value.Value is not ("0" or "1"))
            throw new DataError(where, $"'{value.Value}' at character {value.At}", "1 or 0", $"{column.Name} is yes or no: write {column.Name} = 1 or {column.Name} = 0.", column: column.Name);
    }

    private static string Example(SchemaColumn column) => string.Join(", ", column.Codes!.Values.Take(2).Select(v => $"'{v}'"));
}
