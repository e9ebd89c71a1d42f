namespace Research.Oracle;

/// <summary>A fit's terms under the names the cases use: se, t, p, ci95_lo, ci95_hi, with a prefix.</summary>
internal static class TermFigures
{
    /// <summary>Adds the figures of the estimable terms. Names of tests and intervals may carry a suffix: p_t_Gminus1.</summary>
    public static void Add(GivenFigures figures, IEnumerable<Term> terms, string prefix, string suffix = "")
    {
        Term[] all = [.. terms.Where(t => !double.IsNaN(t.Estimate))];
        string[] names = [.. all.Select(t => t.Name)];
        figures.Add($"{prefix}se", names, all.Select(t => t.StandardError));
        figures.Add($"{prefix}t", names, all.Select(t => t.Statistic));
        figures.Add($"{prefix}p{suffix}", names, all.Select(t => t.PValue));
        figures.Add($"{prefix}ci95_lo{suffix}", names, all.Select(t => t.Interval.Low));
        figures.Add($"{prefix}ci95_hi{suffix}", names, all.Select(t => t.Interval.High));
    }

    /// <summary>Adds a covariance as vcov, labelled row~column.</summary>
    public static void AddCovariance(GivenFigures figures, CoefficientCovariance covariance)
    {
        double[,] v = covariance.Matrix;
        int p = covariance.Names.Length;
        var cells = Enumerable.Range(0, p).SelectMany(j => Enumerable.Range(0, p).Select(i => (i, j))).ToList();
        figures.Add("vcov", cells.Select(c => $"{covariance.Names[c.i]}~{covariance.Names[c.j]}"), cells.Select(c => v[c.i, c.j]));
    }
}
