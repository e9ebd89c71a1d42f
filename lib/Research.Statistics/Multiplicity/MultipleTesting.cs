using System.Collections.Immutable;

namespace Research;

/// <summary>How p-values are adjusted for their number.</summary>
public enum Adjustment
{
    /// <summary>p × m: holds the chance of any false finding, without conditions, at the highest price.</summary>
    Bonferroni,

    /// <summary>Holm (1979): as Bonferroni, step-down, never worse. The default choice for a few planned tests.</summary>
    Holm,

    /// <summary>Hochberg (1988): step-up, for independent or positively dependent tests.</summary>
    Hochberg,

    /// <summary>Hommel (1988): closed Simes tests, a little sharper than Hochberg's.</summary>
    Hommel,

    /// <summary>Benjamini and Hochberg (1995): holds the share of false findings among findings. For screening many measures.</summary>
    BenjaminiHochberg,

    /// <summary>Benjamini and Yekutieli (2001): as Benjamini–Hochberg under any dependence.</summary>
    BenjaminiYekutieli,
}

/// <summary>Adjusts p-values for multiple testing.</summary>
public static class MultipleTesting
{
    /// <summary>Adjusted p-values in the order given; those that are not a number stay so and do not count. R: <c>p.adjust(p, method)</c>.</summary>
    /// <param name="pValues">p-values, 0 to 1, or not a number.</param>
    /// <param name="method">The method.</param>
    public static ImmutableArray<double> Adjust(IEnumerable<double> pValues, Adjustment method)
    {
        double[] all = [.. pValues];
        if (all.FirstOrDefault(p => p is < 0 or > 1) is var bad and not 0)
            throw new DataError("p-values", $"{bad}", "values between 0 and 1", "Pass p-values, not test statistics.");
        int[] order = [.. Enumerable.Range(0, all.Length).Where(i => !double.IsNaN(all[i])).OrderBy(i => all[i])];
        double[] sorted = [.. order.Select(i => all[i])], adjusted = Adjusted(sorted, method);
        var result = all.ToArray();
        for (int rank = 0; rank < order.Length; rank++) result[order[rank]] = Math.Min(1, adjusted[rank]);
        return [.. result];
    }

    // p ascending.
    private static double[] Adjusted(double[] p, Adjustment method)
    {
        int m = p.Length;
        return method switch
        {
            Adjustment.Bonferroni => [.. p.Select(v => m * v)],
            Adjustment.Holm => StepDown(p, rank => m - rank),
            Adjustment.Hochberg => StepUp(p, rank => m - rank),
            Adjustment.BenjaminiHochberg => StepUp(p, rank => (double)m / (rank + 1)),
            Adjustment.BenjaminiYekutieli => StepUp(p, rank => Enumerable.Range(1, m).Sum(i => 1.0 / i) * m / (rank + 1)),
            Adjustment.Hommel => Hommel(p),
            _ => throw new ArgumentOutOfRangeException(nameof(method)),
        };
    }

    private static double[] StepDown(double[] p, Func<int, double> factor)
    {
        var adjusted = new double[p.Length];
        for (int i = 0; i < p.Length; i++) adjusted[i] = Math.Max(i == 0 ? 0 : adjusted[i - 1], factor(i) * p[i]);
        return adjusted;
    }

    private static double[] StepUp(double[] p, Func<int, double> factor)
    {
        var adjusted = new double[p.Length];
        for (int i = p.Length - 1; i >= 0; i--) adjusted[i] = Math.Min(i == p.Length - 1 ? double.PositiveInfinity : adjusted[i + 1], factor(i) * p[i]);
        return adjusted;
    }

    // Wright (1992), "Adjusted p-values for simultaneous inference", appendix: the largest Simes p-value over all subsets, for every hypothesis.
    private static double[] Hommel(double[] p)
    {
        int n = p.Length;
        if (n == 0) return [];
        double simes = Enumerable.Range(0, n).Min(i => n * p[i] / (i + 1));
        double[] q = [.. Enumerable.Repeat(simes, n)], largest = [.. q];
        for (int m = n - 1; m >= 2; m--)
        {
            int head = n - m + 1;
            double q1 = Enumerable.Range(0, m - 1).Min(k => m * p[head + k] / (k + 2));
            for (int i = 0; i < head; i++) q[i] = Math.Min(m * p[i], q1);
            for (int i = head; i < n; i++) q[i] = q[n - m];
            for (int i = 0; i < n; i++) largest[i] = Math.Max(largest[i], q[i]);
        }
        return [.. largest.Select((v, i) => Math.Max(v, p[i]))];
    }
}
