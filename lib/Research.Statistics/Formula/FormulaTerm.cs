using System.Collections.Immutable;

namespace Research;

/// <summary>A term of a formula: one variable, or the interaction of several.</summary>
/// <param name="Label">As R labels it: <c>prior</c>, <c>sex:prior</c>.</param>
/// <param name="Variables">Indices into <see cref="TermList.Variables"/>, rising.</param>
public sealed record FormulaTerm(string Label, ImmutableArray<int> Variables);

/// <summary>The terms of one side of a formula in R's order: main effects first, then interactions by order. R: <c>terms</c>.</summary>
/// <param name="HasIntercept">Whether there is an intercept.</param>
/// <param name="Variables">The variables in order of appearance.</param>
/// <param name="Terms">The terms, without the intercept.</param>
/// <param name="Offsets">What stands in <c>offset()</c>: added to the linear predictor with coefficient 1.</param>
public sealed record TermList(
    bool HasIntercept, ImmutableArray<FormulaExpression> Variables, ImmutableArray<FormulaTerm> Terms, ImmutableArray<FormulaExpression> Offsets)
{
    /// <summary>The labels of the terms, without the intercept.</summary>
    public IEnumerable<string> Labels => Terms.Select(t => t.Label);

    /// <summary>The same list with one term only and no intercept.</summary>
    internal TermList Only(FormulaTerm term) => new(false, Variables, [term], []);

    /// <summary>The intercept and nothing else.</summary>
    internal static TermList OnlyIntercept { get; } = new(true, [], [], []);
}
