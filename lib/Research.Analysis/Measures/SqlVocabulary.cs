using System.Collections.Frozen;

namespace Research;

/// <summary>The words of SQL that a condition over one row may use: enough to say who counts, nothing that reaches another table or a file.</summary>
internal static class SqlVocabulary
{
    public static FrozenSet<string> Keywords { get; } = Set(
        "and", "or", "not", "in", "is", "null", "between", "like", "true", "false", "case", "when", "then", "else", "end", "cast", "as",
        "integer", "int", "bigint", "double", "varchar", "boolean");

    public static FrozenSet<string> Functions { get; } = Set(
        "abs", "coalesce", "nullif", "ifnull", "greatest", "least", "round", "floor", "ceil", "length", "lower", "upper", "left", "right", "substr",
        "starts_with", "contains", "mod");

    public static FrozenSet<string> Statements { get; } = Set(
        "select", "from", "where", "with", "exists", "union", "join", "insert", "update", "delete", "create", "drop", "alter", "attach", "detach", "copy",
        "install", "load", "pragma", "set", "call", "export", "import", "values", "table", "over", "filter");

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
