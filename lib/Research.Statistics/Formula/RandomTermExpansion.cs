using System.Collections.Immutable;

namespace Research;

/// <summary>Takes a bracket with a bar apart into random terms. R: <c>lme4::findbars</c>, <c>lme4::expandDoubleVerts</c>.</summary>
internal static class RandomTermExpansion
{
    public static IEnumerable<RandomTerm> Of(string formula, BinaryExpression bar, FormulaExpression bracket)
    {
        var effects = new TermExpansion(formula, null).Fixed(bar.Left);
        if (!effects.HasIntercept && effects.Terms.IsEmpty)
            throw FormulaError.At(formula, bar.Left, $"'{bar.Left}', which leaves nothing to vary", "an intercept or a slope", "Write (1 | g) or (1 + x | g).");
        if (!effects.Offsets.IsEmpty)
            throw FormulaError.At(formula, effects.Offsets[0], "an offset in a random term", "offsets among the fixed terms", "Move it out of the bracket.");
        foreach (var (grouping, name) in Groupings(formula, bar.Right))
            if (bar.Operator == "|") yield return new(effects, grouping, name, false, bracket);
            else
            {
                if (effects.HasIntercept) yield return new(TermList.OnlyIntercept, grouping, name, true, bracket);
                foreach (var term in effects.Terms) yield return new(effects.Only(term), grouping, name, true, bracket);
            }
    }

    /// <summary>a/b gives b:a, then a: the innermost first, as lme4 lists them.</summary>
    private static IEnumerable<(ImmutableArray<FormulaExpression> Factors, string Name)> Groupings(string formula, FormulaExpression grouping)
    {
        if (Bare(grouping) is not BinaryExpression { Operator: "/" } nested)
        {
            var factors = Factors(formula, grouping);
            return [(factors, string.Join(":", factors.Select(f => f.Text)))];
        }
        var outer = Groupings(formula, nested.Left).ToList();
        var inner = Factors(formula, nested.Right);
        var (outerFactors, outerName) = outer[0];
        string name = string.Join(":", inner.Select(f => f.Text)) + ":" + (outerFactors.Length > 1 ? $"({outerName})" : outerName);
        return outer.Prepend(([.. inner, .. outerFactors], name));
    }

    private static ImmutableArray<FormulaExpression> Factors(string formula, FormulaExpression grouping) => Bare(grouping) switch
    {
        BinaryExpression { Operator: ":" } both => [.. Factors(formula, both.Left), .. Factors(formula, both.Right)],
        NameExpression or CallExpression => [Bare(grouping)],
        _ => throw FormulaError.At(formula, grouping, $"'{grouping}' as the grouping", "a column, a:b or a/b",
            "Write one bracket for each grouping: (1 | a) + (1 | b)."),
    };

    private static FormulaExpression Bare(FormulaExpression expression) => expression is ParenthesisExpression bracket ? Bare(bracket.Inner) : expression;
}
