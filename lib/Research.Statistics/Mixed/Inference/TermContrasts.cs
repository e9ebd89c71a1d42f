namespace Research;

/// <summary>The contrasts that test each fixed term given all others, as SAS's type III does.</summary>
internal static class TermContrasts
{
    /// <summary>For each term its contrasts, a row of coefficients each.</summary>
    public static IEnumerable<(string Term, double[][] Contrasts)> Of(MixedDesign design)
    {
        var terms = design.Fixed.Terms.Terms;
        int p = design.Kept.Length;
        for (int t = 0; t < terms.Length; t++)
        {
            int[] columns = [.. Enumerable.Range(0, p).Where(k => design.Fixed.Assign[design.Kept[k]] == t + 1)];
            yield return (terms[t].Label, [.. columns.Select(k =>
            {
                var contrast = new double[p];
                contrast[k] = 1;
                return contrast;
            })]);
        }
    }
}
