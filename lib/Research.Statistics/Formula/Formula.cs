using System.Collections.Immutable;

namespace Research;

/// <summary>A model in R's notation: <c>score ~ prior + sex + (1 + prior | school)</c>.</summary>
/// <remarks>Signs: + − : * ^ / %in% with R's meaning and order; <c>0 +</c> or <c>- 1</c> for no intercept; <c>I()</c> for arithmetic;
/// <c>factor()</c>, <c>relevel(f, ref = "b")</c>; <c>log exp sqrt abs</c> and the like; <c>offset()</c>; <c>.</c> for every other column;
/// random terms in brackets with a bar; <c>cbind(successes, failures)</c> for grouped outcomes; a second part after a bar for
/// instruments, <c>y ~ x + endogenous | x + instrument</c>. Source: Wilkinson and Rogers (1973), Applied Statistics 22(3); Chambers and
/// Hastie (1992), Statistical Models in S; Bates et al. (2015), JSS 67(1). R: <c>formula</c>, <c>terms</c>, <c>lme4::findbars</c>.</remarks>
public sealed class Formula
{
    private const int LongestFormula = 20_000;
    private readonly FormulaExpression right;

    private Formula(string text, FormulaExpression? left, FormulaExpression right, ImmutableArray<string>? dotColumns)
    {
        (Text, Response, this.right) = (text, left, right);
        FormulaExpression main = right;
        if (right is BinaryExpression { Operator: "|" } parts)
        {
            if (parts.Left is BinaryExpression { Operator: "|" })
                throw FormulaError.At(text, parts.Right, "a third part", "at most two parts", "Write outcome ~ regressors | instruments.");
            main = parts.Left;
            Instruments = new TermExpansion(text, dotColumns).Fixed(parts.Right);
        }
        var expansion = new TermExpansion(text, dotColumns);
        Fixed = expansion.Fixed(main, left?.Text);
        Random = [.. expansion.Random];
        if (Instruments is not null && !Random.IsEmpty)
            throw FormulaError.At(text, Random[0].Source, "a random term beside instruments", "one or the other", "Put the instruments' model without random terms.");
    }

    /// <summary>The formula as given.</summary>
    public string Text { get; }

    /// <summary>What stands left of ~; null when nothing does.</summary>
    public FormulaExpression? Response { get; }

    /// <summary>The fixed terms.</summary>
    public TermList Fixed { get; }

    /// <summary>The terms after the bar of a two-part formula: exogenous regressors and instruments; null when there is one part.</summary>
    public TermList? Instruments { get; }

    /// <summary>The random terms, taken apart as lme4 does; empty when there are none.</summary>
    public ImmutableArray<RandomTerm> Random { get; }

    internal bool HasDot => FormulaLexer.Tokens(Text).Any(t => t is { Kind: FormulaTokenKind.Name, Text: "." });

    /// <summary>A column as a formula names it: in backticks where R would not take the name as it is.</summary>
    public static string Quoted(string column) => NameExpression.Quoted(column);

    /// <summary>The sum of columns as a formula writes it.</summary>
    public static string Sum(IEnumerable<string> columns) => string.Join(" + ", columns.Select(Quoted));

    /// <summary>Reads a formula. A mistake ends in a <see cref="DataError"/> that repeats the formula with <c>^</c> under the word.</summary>
    /// <param name="text">The formula, such as <c>score ~ prior + sex</c>.</param>
    public static Formula Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new DataError("formula", "nothing", "outcome ~ predictors", "Write a formula such as score ~ prior + sex.");
        if (text.Length > LongestFormula)
            throw new DataError("formula", $"{text.Length} characters", $"at most {LongestFormula}", "Name fewer terms, or write . for every other column.");
        var (left, right) = FormulaParser.Formula(text);
        return new(text, left, right, null);
    }

    /// <summary>The formula without its random terms, as a reader would write it.</summary>
    public string FixedText => $"{Response?.Text} ~ {string.Join(" + ", Fixed.Labels.Prepend(Fixed.HasIntercept ? "1" : "0"))}".TrimStart();

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>The formula with <c>.</c> standing for every column the response does not use.</summary>
    internal Formula WithColumns(IEnumerable<string> columns)
    {
        var used = Response?.Columns.ToHashSet(StringComparer.Ordinal) ?? [];
        return new(Text, Response, right, [.. columns.Where(c => !used.Contains(c))]);
    }
}
