using System.Collections.Immutable;

namespace Research;

/// <summary>Reads tokens into expressions with R's order of operators (<c>?Syntax</c>): ^, unary −, :, %in%, * /, + −, comparison, !, &amp;, |, ~.</summary>
internal sealed class FormulaParser
{
    private const int DeepestNesting = 100;
    private const int MostWords = 5_000;
    private readonly string formula;
    private readonly List<FormulaToken> tokens;
    private int at;
    private int depth;

    private FormulaParser(string formula)
    {
        (this.formula, tokens) = (formula, FormulaLexer.Tokens(formula));
        // Expressions nest to the left; the bound keeps every walk over them within the stack.
        if (tokens.Count > MostWords)
            throw new DataError("formula", $"{tokens.Count} words and signs", $"at most {MostWords}", "Name fewer terms, or write . for every other column.");
    }

    private FormulaToken Current => tokens[at];

    /// <summary>The two sides of a formula; the left is null when there is no response.</summary>
    public static (FormulaExpression? Left, FormulaExpression Right) Formula(string formula)
    {
        var parser = new FormulaParser(formula);
        FormulaExpression? left = parser.Is("~") ? null : parser.Expression(1);
        if (!parser.Is("~"))
            throw parser.Unexpected("'~' between outcome and predictors", "Write a formula such as score ~ prior + sex.");
        parser.at++;
        var right = parser.Expression(1);
        if (parser.Is("~")) throw parser.Unexpected("one '~'", "Write outcome ~ predictors.");
        parser.ExpectEnd();
        return (left, right);
    }

    /// <summary>A single expression, such as a weight: <c>1/v</c>.</summary>
    public static FormulaExpression Single(string text)
    {
        var parser = new FormulaParser(text);
        var expression = parser.Expression(1);
        parser.ExpectEnd();
        return expression;
    }

    private static (int Left, int Right) Strength(string sign) => sign switch
    {
        "|" or "||" => (1, 2),
        "&" or "&&" => (3, 4),
        "==" or "!=" or "<" or "<=" or ">" or ">=" => (7, 8),
        "+" or "-" => (9, 10),
        "*" or "/" => (11, 12),
        "%in%" => (13, 14),
        ":" => (15, 16),
        "^" => (20, 19),
        _ => (0, 0),
    };

    private FormulaExpression Expression(int weakest)
    {
        if (++depth > DeepestNesting) throw Unexpected($"at most {DeepestNesting} levels of brackets and signs", "Write the formula more simply.");
        var left = Operand();
        while (Current.Kind == FormulaTokenKind.Operator && Strength(Current.Text) is var (l, r) && l >= weakest && l > 0)
        {
            string sign = tokens[at++].Text;
            left = new BinaryExpression(sign, left, Expression(r));
        }
        depth--;
        return left;
    }

    private FormulaExpression Operand()
    {
        var token = tokens[at];
        switch (token.Kind)
        {
            case FormulaTokenKind.Number:
                at++;
                return new NumberExpression(token.Number, token.Position, token.Length);
            case FormulaTokenKind.Text:
                at++;
                return new TextExpression(token.Text, token.Position, token.Length);
            case FormulaTokenKind.Name:
                at++;
                return Is("(") && formula[token.Position] != '`' ? Call(token) : new NameExpression(token.Text, token.Position, token.Length);
            case FormulaTokenKind.Operator when token.Text is "-" or "+" or "!":
                at++;
                var operand = Expression(token.Text == "!" ? 5 : 17);
                return new UnaryExpression(token.Text, operand, token.Position, operand.Position + operand.Length - token.Position);
            case FormulaTokenKind.Operator when token.Text == "(":
                at++;
                var inner = Expression(1);
                int end = Close(token);
                return new ParenthesisExpression(inner, token.Position, end - token.Position);
            default:
                throw Unexpected("a column, a number or a bracket", "Complete the formula here.");
        }
    }

    private CallExpression Call(FormulaToken function)
    {
        var open = tokens[at++];
        var arguments = ImmutableArray.CreateBuilder<CallArgument>();
        while (!Is(")"))
        {
            if (arguments.Count > 0)
            {
                if (!Is(",")) throw Unexpected("',' or ')'", "Separate arguments by commas and close the bracket.");
                at++;
            }
            string? name = null;
            if (Current.Kind == FormulaTokenKind.Name && tokens[at + 1] is { Kind: FormulaTokenKind.Operator, Text: "=" })
            {
                name = Current.Text;
                at += 2;
            }
            arguments.Add(new(name, Expression(1)));
        }
        return new(function.Text, arguments.ToImmutable(), function.Position, Close(open) - function.Position);
    }

    private int Close(FormulaToken open)
    {
        if (!Is(")"))
        {
            throw Current.Kind == FormulaTokenKind.End
                ? FormulaError.At(formula, open.Position, 1, "a bracket that is not closed", "')'", "Close the bracket.")
                : Unexpected("')'", "Close the bracket or put a sign between the words.");
        }
        return tokens[at++].Position + 1;
    }

    private bool Is(string sign) => Current.Kind == FormulaTokenKind.Operator && Current.Text == sign;

    private void ExpectEnd()
    {
        if (Current.Kind != FormulaTokenKind.End) throw Unexpected("a sign such as + or the end", "Put a sign between the words, or remove this.");
    }

    private DataError Unexpected(string expected, string mend) => FormulaError.At(formula, Current.Position, Current.Length,
        Current.Kind == FormulaTokenKind.End ? "the end of the formula" : $"'{formula.Substring(Current.Position, Current.Length)}'", expected, mend);
}
