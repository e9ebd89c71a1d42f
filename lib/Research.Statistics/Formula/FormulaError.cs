namespace Research;

/// <summary>Errors of formulas: the formula is repeated with <c>^</c> under the word that is wrong.</summary>
internal static class FormulaError
{
    public static DataError At(string formula, int position, int length, string found, string expected, string mend, string column = "")
    {
        int start = Math.Clamp(position, 0, formula.Length);
        int width = Math.Clamp(length, 1, Math.Max(1, formula.Length - start));
        return new DataError("formula", found, expected, $"{mend}\n    {OneLine(formula)}\n    {new string(' ', start)}{new string('^', width)}", column: column);
    }

    public static DataError At(string formula, FormulaExpression part, string found, string expected, string mend) =>
        At(formula, part.Position, part.Length, found, expected, mend);

    public static DataError UnknownColumn(string formula, NameExpression name, IReadOnlyCollection<string> known) =>
        At(formula, name.Position, name.Length, $"no column '{name.Name}'", known.Count == 0 ? "data with columns" : "one of " + Some(known),
            $"Check the name.{NearestName.Hint(name.Name, known)}", name.Name);

    private static string Some(IReadOnlyCollection<string> names) =>
        names.Count <= 30 ? string.Join(", ", names) : string.Join(", ", names.Take(30)) + $" and {names.Count - 30} more";

    /// <summary>Keeps the caret under its word when the formula was written over several lines.</summary>
    private static string OneLine(string formula) => new([.. formula.Select(c => char.IsControl(c) ? ' ' : c)]);
}
