namespace Research;

/// <summary>Kendall's rank correlation with its p-value: exact for fewer than 50 pairs without ties, else normal.</summary>
/// <remarks>Exact: the number of permutations with S inversions by recursion (Kendall 1970, ch. 5). R: <c>cor.test(method = "kendall")</c>.</remarks>
/// <param name="Tau">τ-b.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="IsExact">True when no approximation was needed.</param>
public sealed record RankAssociation(double Tau, double PValue, bool IsExact)
{
    private const int FewestForNormal = 50;

    internal static RankAssociation Of(double[] x, double[] y)
    {
        int n = x.Length;
        var approximate = Correlation.Kendall(x, y);
        bool ties = x.Distinct().Count() < n || y.Distinct().Count() < n;
        if (ties || n >= FewestForNormal) return new(approximate.Estimate, approximate.PValue, false);
        int concordant = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                if (x[i] > x[j] == y[i] > y[j]) concordant++;
        double[] share = Shares(n);
        double below = share.Take(concordant + 1).Sum(), above = share.Skip(concordant).Sum();
        return new(approximate.Estimate, Math.Min(1, 2 * Math.Min(below, above)), true);
    }

    // The chance of each number of concordant pairs among all orders of n.
    private static double[] Shares(int n)
    {
        double[] share = [1];
        for (int m = 2; m <= n; m++)
        {
            var next = new double[share.Length + m - 1];
            for (int i = 0; i < share.Length; i++)
                for (int j = 0; j < m; j++) next[i + j] += share[i] / m;
            share = next;
        }
        return share;
    }
}
