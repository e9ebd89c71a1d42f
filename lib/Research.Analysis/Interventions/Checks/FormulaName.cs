namespace Research;

/// <summary>A column as a formula names it.</summary>
internal static class FormulaName
{
    /// <summary>In backticks where the name holds more than letters, digits, dots and underscores.</summary>
    public static string Of(string column) =>
        column.Length > 0 && char.IsLetter(column[0]) && column.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? column : $"`{column}`";

    /// <summary>Terms after a first one: baseline and covariates.</summary>
    public static string Added(IEnumerable<string> columns) => string.Concat(columns.Select(c => " + " + Of(c)));
}
