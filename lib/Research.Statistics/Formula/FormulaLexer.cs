using System.Globalization;

namespace Research;

internal enum FormulaTokenKind
{
    Name,
    Number,
    Text,
    Operator,
    End,
}

internal readonly record struct FormulaToken(FormulaTokenKind Kind, string Text, double Number, int Position, int Length);

/// <summary>Cuts a formula into names, numbers, texts and operators.</summary>
internal static class FormulaLexer
{
    private static readonly string[] Operators =
        ["%in%", "||", "&&", "<=", ">=", "==", "!=", "**", "+", "-", "*", "/", "^", ":", "~", "|", "(", ")", ",", "=", "<", ">", "!", "&"];

    public static List<FormulaToken> Tokens(string formula)
    {
        var tokens = new List<FormulaToken>();
        int at = 0;
        while (at < formula.Length)
        {
            if (char.IsWhiteSpace(formula[at])) at++;
            else
            {
                var token = Next(formula, at);
                tokens.Add(token);
                at += token.Length;
            }
        }
        tokens.Add(new(FormulaTokenKind.End, "", 0, formula.Length, 1));
        return tokens;
    }

    public static bool StartsName(string text, int at) =>
        char.IsLetter(text[at]) || (text[at] == '.' && (at + 1 >= text.Length || !char.IsAsciiDigit(text[at + 1])));

    public static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '.' or '_';

    private static FormulaToken Next(string formula, int at)
    {
        char c = formula[at];
        if (c == '`') return Quoted(formula, at, FormulaTokenKind.Name, "a name between backticks");
        if (c is '"' or '\'') return Quoted(formula, at, FormulaTokenKind.Text, "a text between quotes");
        if (StartsName(formula, at))
        {
            int end = at;
            while (end < formula.Length && IsNamePart(formula[end])) end++;
            return new(FormulaTokenKind.Name, formula[at..end], 0, at, end - at);
        }
        if (char.IsAsciiDigit(c) || c == '.') return Number(formula, at);
        foreach (string candidate in Operators)
            if (string.CompareOrdinal(formula, at, candidate, 0, candidate.Length) == 0)
                return new(FormulaTokenKind.Operator, candidate == "**" ? "^" : candidate, 0, at, candidate.Length);
        throw FormulaError.At(formula, at, 1, $"the character '{c}'", "names, numbers and the signs ~ + - * / ^ : | ( )",
            "Remove it, or put a name that holds it between backticks.");
    }

    private static FormulaToken Number(string formula, int at)
    {
        int end = at;
        while (end < formula.Length && (char.IsAsciiDigit(formula[end]) || formula[end] == '.')) end++;
        if (end < formula.Length && formula[end] is 'e' or 'E')
        {
            int digits = end + 1;
            if (digits < formula.Length && formula[digits] is '+' or '-') digits++;
            if (digits < formula.Length && char.IsAsciiDigit(formula[digits]))
            {
                end = digits;
                while (end < formula.Length && char.IsAsciiDigit(formula[end])) end++;
            }
        }
        string text = formula[at..end];
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
            throw FormulaError.At(formula, at, end - at, $"'{text}'", "a number", "Write a number such as 0.5 or 1e-3.");
        return new(FormulaTokenKind.Number, text, value, at, end - at);
    }

    private static FormulaToken Quoted(string formula, int at, FormulaTokenKind kind, string expected)
    {
        int end = formula.IndexOf(formula[at], at + 1);
        if (end < 0) throw FormulaError.At(formula, at, formula.Length - at, "an opening quote without its end", expected, "Close the quote.");
        if (end == at + 1 && kind == FormulaTokenKind.Name) throw FormulaError.At(formula, at, 2, "an empty name", expected, "Write the column's name.");
        return new(kind, formula[(at + 1)..end], 0, at, end - at + 1);
    }
}
