using MathNet.Numerics;

namespace Research;

/// <summary>A 2×2 table given its margins: Fisher's noncentral hypergeometric distribution of its first cell (Fisher 1935; Cornfield 1956).</summary>
internal sealed class ConditionalTable
{
    private readonly double first;
    private readonly double[] logCentral;

    /// <summary>Margins: trials of the two groups and successes of both together.</summary>
    public ConditionalTable(double n1, double n2, double successes)
    {
        first = Math.Max(0, successes - n2);
        int count = (int)(Math.Min(n1, successes) - first) + 1;
        logCentral = new double[count];
        double total = LogChoose(n1 + n2, successes);
        for (int i = 0; i < count; i++) logCentral[i] = LogChoose(n1, first + i) + LogChoose(n2, successes - first - i) - total;
    }

    /// <summary>Smallest possible first cell.</summary>
    public double First => first;

    /// <summary>Probabilities of the first cell under independence, from <see cref="First"/> on.</summary>
    public double[] Probabilities() => [.. logCentral.Select(Math.Exp)];

    private double Last => first + logCentral.Length - 1;

    /// <summary>Conditional maximum likelihood: the odds ratio at which the mean equals the observed cell.</summary>
    public double Estimate(double x) =>
        first == Last ? double.NaN : x == first ? 0 : x == Last ? double.PositiveInfinity : Math.Exp(Root.Outward(log => Mean(log) - x, 0, Mean(0) > x ? -1 : 1));

    /// <summary>Exact limits: each tail holds half of 1 − level.</summary>
    public Interval Limits(double x, double level)
    {
        double tail = (1 - level) / 2;
        return new(
            x == first ? 0 : Math.Exp(Solve(log => Share(log, j => j >= x) - tail)),
            x == Last ? double.PositiveInfinity : Math.Exp(Solve(log => tail - Share(log, j => j <= x))),
            level);
    }

    /// <summary>Two-sided p-value at an odds ratio of 1, by small densities.</summary>
    public double TwoSided(double x)
    {
        double limit = logCentral[(int)(x - first)] + 1e-7;
        return Math.Min(1, logCentral.Where(d => d <= limit).Sum(Math.Exp) / logCentral.Sum(Math.Exp));
    }

    private static double Solve(Func<double, double> rising) => Root.Outward(rising, 0, rising(0) > 0 ? -1 : 1);

    private double Mean(double logOdds)
    {
        double weight = 0, sum = 0, top = Peak(logOdds);
        for (int i = 0; i < logCentral.Length; i++)
        {
            double w = Math.Exp(logCentral[i] + i * logOdds - top);
            weight += w;
            sum += w * (first + i);
        }
        return sum / weight;
    }

    private double Share(double logOdds, Func<double, bool> counts)
    {
        double weight = 0, sum = 0, top = Peak(logOdds);
        for (int i = 0; i < logCentral.Length; i++)
        {
            double w = Math.Exp(logCentral[i] + i * logOdds - top);
            weight += w;
            if (counts(first + i)) sum += w;
        }
        return sum / weight;
    }

    private double Peak(double logOdds)
    {
        double top = double.NegativeInfinity;
        for (int i = 0; i < logCentral.Length; i++) top = Math.Max(top, logCentral[i] + i * logOdds);
        return top;
    }

    // ln C(n, k) through the beta family, so that tables of millions keep their digits.
    private static double LogChoose(double n, double k) =>
        k == 0 || k == n ? 0 : SaddlePoint.LogBeta(k, n - k, 0.5, 0.5) + n * Constants.Ln2 + Math.Log(n / (k * (n - k)));
}
