using System.Collections.Immutable;

namespace Research;

/// <summary>A random term of a mixed model: what varies, and over which groups. <c>(x || g)</c> and <c>(1 | a/b)</c> are already taken apart
/// into several, as in lme4: within one term the effects are correlated, between terms they are not.</summary>
/// <param name="Effects">What varies between groups: an intercept, slopes.</param>
/// <param name="Grouping">The factors whose combinations are the groups: one for <c>g</c>, two for <c>a:b</c>.</param>
/// <param name="GroupingName">As lme4 names the grouping: <c>school</c>, <c>pupil:school</c>.</param>
/// <param name="IsUncorrelated">True when it was written with <c>||</c>.</param>
/// <param name="Source">The bracket as it stands in the formula, for error messages.</param>
public sealed record RandomTerm(
    TermList Effects, ImmutableArray<FormulaExpression> Grouping, string GroupingName, bool IsUncorrelated, FormulaExpression Source);
