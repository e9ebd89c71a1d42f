namespace Research;

/// <summary>When a factor in a term gets treatment contrasts (a column for each level but the first) and when a column for every level.</summary>
internal static class ContrastRule
{
    /// <summary>For each term and each of its variables, whether the factor is coded by contrasts.</summary>
    /// <remarks>Contrasts where an earlier term holds what remains of the term without the variable; and with no intercept the first factor
    /// met gets every level. Source: R's <c>TermCode</c> and <c>modelmatrix</c>; Chambers and Hastie (1992), section 2.4.</remarks>
    /// <param name="terms">The terms.</param>
    /// <param name="isFactor">Whether each variable is a factor.</param>
    public static bool[][] Contrasts(TermList terms, bool[] isFactor)
    {
        var contrasts = terms.Terms.Select((term, t) => term.Variables.Select(v => ByContrasts(terms, t, v)).ToArray()).ToArray();
        if (terms.HasIntercept) return contrasts;
        for (int t = 0; t < contrasts.Length; t++)
            for (int k = 0; k < contrasts[t].Length; k++)
                if (isFactor[terms.Terms[t].Variables[k]])
                {
                    contrasts[t][k] = false;
                    return contrasts;
                }
        return contrasts;
    }

    private static bool ByContrasts(TermList terms, int term, int variable)
    {
        var rest = terms.Terms[term].Variables.Where(v => v != variable).ToArray();
        return rest.Length == 0 || terms.Terms.Take(term).Any(earlier => rest.All(earlier.Variables.Contains));
    }
}
