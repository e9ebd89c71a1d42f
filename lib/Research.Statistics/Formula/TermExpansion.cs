using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Research;

/// <summary>Expands the signs + − : * ^ / %in% into terms, after R's <c>terms.formula</c>. A term is a set of variables, held as bits.</summary>
internal sealed class TermExpansion(string formula, ImmutableArray<string>? dotColumns)
{
    private const int MostTerms = 20_000;
    private readonly List<FormulaExpression> variables = [];
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);
    private readonly List<FormulaExpression> offsets = [];
    private readonly List<RandomTerm> random = [];
    private bool intercept = true;

    public IReadOnlyList<RandomTerm> Random => random;

    /// <summary>The fixed terms of a side; random terms found on the way are in <see cref="Random"/>.</summary>
    public TermList Fixed(FormulaExpression side, string? response = null)
    {
        var terms = Encode(side, adding: true, top: true);
        if (response is not null && index.TryGetValue(response, out int at)) terms.Remove(BigInteger.One << at);
        var ordered = terms.Select((bits, i) => (Bits: bits, Members: Members(bits), i)).OrderBy(t => t.Members.Length).ThenBy(t => t.i);
        return new(intercept, [.. variables], [.. ordered.Select(t => new FormulaTerm(string.Join(":", t.Members.Select(v => variables[v].Text)), t.Members))], [.. offsets]);
    }

    private static ImmutableArray<int> Members(BigInteger bits)
    {
        var members = ImmutableArray.CreateBuilder<int>();
        long length = (long)bits.GetBitLength();
        for (int i = 0; i < length; i++)
            if (!((bits >> i) & 1).IsZero)
                members.Add(i);
        return members.ToImmutable();
    }

    private List<BigInteger> Encode(FormulaExpression expression, bool adding, bool top)
    {
        switch (expression)
        {
            case NumberExpression number: return Constant(number, adding);
            case TextExpression: throw FormulaError.At(formula, expression, "a text in quotes", "a column", "Write the column's name without quotes, or between backticks.");
            case NameExpression { Name: "." } when dotColumns is { } columns:
                return [.. columns.Select(c => Variable(new NameExpression(c, expression.Position, expression.Length)))];
            case ParenthesisExpression { Inner: BinaryExpression { Operator: "|" or "||" } bar }:
                if (!top || !adding) throw FormulaError.At(formula, expression, "a random term inside another term", "random terms added with +", "Write ... + " + expression + ".");
                random.AddRange(RandomTermExpansion.Of(formula, bar, expression));
                return [];
            case ParenthesisExpression bracket: return Encode(bracket.Inner, adding, top);
            case UnaryExpression { Operator: "+" } plus: return Encode(plus.Operand, adding, top);
            case UnaryExpression { Operator: "-" } minus:
                Encode(minus.Operand, !adding, false);
                return [];
            case CallExpression { Function: "offset" } offset: return Offset(offset, adding);
            case BinaryExpression { Operator: "|" or "||" }:
                throw FormulaError.At(formula, expression, "a bar outside brackets", "a random term in brackets", $"Write ({expression}).");
            case BinaryExpression { Operator: "+" or "-" }: return Sum(expression, adding, top);
            case BinaryExpression { Operator: ":" or "*" or "/" or "%in%" or "^" } product: return Product(product, adding);
            default: return [Variable(expression)];
        }
    }

    /// <summary>Sums are walked along their left spine: a formula of many columns must not exhaust the stack.</summary>
    private List<BigInteger> Sum(FormulaExpression sum, bool adding, bool top)
    {
        var parts = new Stack<(FormulaExpression Part, bool Plus)>();
        while (sum is BinaryExpression { Operator: "+" or "-" } both)
        {
            parts.Push((both.Right, both.Operator == "+"));
            sum = both.Left;
        }
        var terms = Encode(sum, adding, top);
        var seen = terms.ToHashSet();
        while (parts.TryPop(out var next))
            if (next.Plus) terms.AddRange(Encode(next.Part, adding, top).Where(seen.Add));
            else
                foreach (var gone in Encode(next.Part, !adding, false))
                    if (seen.Remove(gone)) terms.Remove(gone);
        return terms;
    }

    private List<BigInteger> Product(BinaryExpression product, bool adding)
    {
        var left = Encode(product.Left, adding, false);
        if (product.Operator == "^") return Power(product, left);
        var right = Encode(product.Right, adding, false);
        BigInteger all = Together(left);
        return product.Operator switch
        {
            "*" => Distinct(product, left.Concat(right).Concat(Crossed(left, right))),
            "/" => Distinct(product, left.Concat(right.Select(term => term | all))),
            "%in%" => Distinct(product, left.Select(term => term | Together(right))),
            _ => Distinct(product, Crossed(left, right)),
        };
    }

    private static BigInteger Together(List<BigInteger> terms) => terms.Aggregate(BigInteger.Zero, (bits, term) => bits | term);

    private List<BigInteger> Power(BinaryExpression power, List<BigInteger> terms)
    {
        if (power.Right is not NumberExpression { Value: >= 1 and <= 20 } times || times.Value != Math.Floor(times.Value))
            throw FormulaError.At(formula, power.Right, $"the power '{power.Right}'", "a whole number from 1 to 20", "Write (a + b)^2 for interactions, I(x^2) for a square.");
        var result = terms;
        for (int i = 1; i < times.Value; i++) result = Distinct(power, Crossed(result, terms));
        return result;
    }

    private static IEnumerable<BigInteger> Crossed(List<BigInteger> left, List<BigInteger> right) => left.SelectMany(l => right.Select(r => l | r));

    private List<BigInteger> Distinct(FormulaExpression at, IEnumerable<BigInteger> terms)
    {
        var distinct = terms.Take(MostTerms * 50).Distinct().ToList();
        return distinct.Count <= MostTerms
            ? distinct
            : throw FormulaError.At(formula, at, "too many interactions", $"at most {MostTerms} terms", "Name the interactions you need.");
    }

    private List<BigInteger> Constant(NumberExpression number, bool adding)
    {
        if (number.Value is not (0 or 1))
            throw FormulaError.At(formula, number, $"the number {number}", "a column, 1 for an intercept or 0 for none", "Use I() for arithmetic, as in I(2 * x).");
        intercept = number.Value == 1 == adding;
        return [];
    }

    private List<BigInteger> Offset(CallExpression offset, bool adding)
    {
        if (offset.Arguments is not [{ Name: null, Value: var value }])
            throw FormulaError.At(formula, offset, $"{offset.Arguments.Length.ToString(CultureInfo.InvariantCulture)} arguments", "one column or expression", "Write offset(log(n)).");
        if (adding) offsets.Add(value);
        else offsets.RemoveAll(o => o.Text == value.Text);
        return [];
    }

    private BigInteger Variable(FormulaExpression expression)
    {
        if (!index.TryGetValue(expression.Text, out int at))
        {
            index[expression.Text] = at = variables.Count;
            variables.Add(expression);
        }
        return BigInteger.One << at;
    }
}
