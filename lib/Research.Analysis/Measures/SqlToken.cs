namespace Research;

/// <summary>Kinds of word in an SQL condition.</summary>
internal enum SqlTokenKind
{
    /// <summary>A column, function or keyword.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Text in single quotes.</summary>
    Text,

    /// <summary>An operator, bracket or comma.</summary>
    Symbol,
}

/// <summary>One word of an SQL condition.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">As written; text without its quotes.</param>
/// <param name="At">Position of its first character, from 1.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Value, int At)
{
    public bool Is(string value) => Kind is SqlTokenKind.Word or SqlTokenKind.Symbol && Value.Equals(value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Splits a condition into words; what has no place in a condition over one row is refused.</summary>
    /// <param name="where">Whose condition it is, for the error.</param>
    /// <param name="sql">The condition.</param>
    public static List<SqlToken> Split(string where, string sql)
    {
        var tokens = new List<SqlToken>();
        int depth = 0;
        for (int i = 0; i < sql.Length;)
        {
            char c = sql[i];
            int start = i;
            if (char.IsWhiteSpace(c)) { i++; continue; }
            if (char.IsAsciiLetter(c) || c == '_')
            {
                while (i < sql.Length && (char.IsAsciiLetterOrDigit(sql[i]) || sql[i] == '_')) i++;
                tokens.Add(new(SqlTokenKind.Word, sql[start..i], start + 1));
            }
            else if (char.IsAsciiDigit(c))
            {
                while (i < sql.Length && (char.IsAsciiDigit(sql[i]) || sql[i] == '.')) i++;
                tokens.Add(new(SqlTokenKind.Number, sql[start..i], start + 1));
            }
            else if (c == '\'')
            {
                i = EndOfText(where, sql, start);
                tokens.Add(new(SqlTokenKind.Text, sql[(start + 1)..(i - 1)].Replace("''", "'", StringComparison.Ordinal), start + 1));
            }
            else
            {
                string symbol = SymbolAt(where, sql, i);
                i += symbol.Length;
                depth += symbol switch { "(" => 1, ")" => -1, _ => 0 };
                if (depth < 0) throw Broken(where, $"a closing bracket too many at character {start + 1}", "Remove it, or open it before.");
                tokens.Add(new(SqlTokenKind.Symbol, symbol, start + 1));
            }
        }
        if (depth > 0) throw Broken(where, $"{depth} open bracket(s) at the end", "Close every bracket.");
        return tokens.Count > 0 ? tokens : throw Broken(where, "nothing", "Write a condition over the columns, or true for every pupil.");
    }

    private static int EndOfText(string where, string sql, int start)
    {
        for (int i = start + 1; i < sql.Length; i++)
        {
            if (sql[i] != '\'') continue;
            if (i + 1 < sql.Length && sql[i + 1] == '\'') { i++; continue; }
            return i + 1;
        }
        throw Broken(where, $"text without its closing quote from character {start + 1}", "Close the quote.");
    }

    private static string SymbolAt(string where, string sql, int at)
    {
        string two = at + 1 < sql.Length ? sql.Substring(at, 2) : "";
        if (two is "--" or "/*") throw Broken(where, $"a comment at character {at + 1}", "Remove it.");
        if (two is "<=" or ">=" or "<>" or "!=" or "::" or "||") return two;
        char c = sql[at];
        if ("()+-*/%=<>,".Contains(c, StringComparison.Ordinal)) return c.ToString();
        throw Broken(where, $"'{c}' at character {at + 1}", c == ';' ? "One condition only: remove the semicolon and what follows." : "Use columns, values in single quotes, numbers, comparisons, and, or, not.");
    }

    private static DataError Broken(string where, string found, string mend) => new(where, found, "one condition over the columns of a pupil's row", mend);
}
