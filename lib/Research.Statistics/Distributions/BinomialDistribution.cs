namespace Research;

/// <summary>The binomial distribution. R: <c>dbinom, pbinom</c>.</summary>
/// <param name="Trials">Number of trials n, 0 or more.</param>
/// <param name="Probability">Chance of success in one trial.</param>
public readonly record struct BinomialDistribution(double Trials, double Probability)
{
    /// <summary>P(X = k).</summary>
    public double Density(double k)
    {
        if (k < 0 || k > Trials || k != Math.Floor(k)) return 0;
        double p = Probability, q = 1 - p;
        if (p == 0) return k == 0 ? 1 : 0;
        if (q == 0) return k == Trials ? 1 : 0;
        if (k == 0) return Math.Exp(Trials * Precise.Log1P(-p));
        if (k == Trials) return Math.Exp(Trials * Math.Log(p));
        // x^k y^(n−k) / B(k, n−k) holds C(n, k) k (n−k) / n.
        return Math.Exp(SaddlePoint.LogBeta(k, Trials - k, p, q)) * Trials / (k * (Trials - k));
    }

    /// <summary>P(X ≤ k).</summary>
    public double Lower(double k)
    {
        k = Math.Floor(k + 1e-7);
        return k < 0 ? 0 : k >= Trials ? 1 : IncompleteBeta.Upper(k + 1, Trials - k, Probability, 1 - Probability);
    }

    /// <summary>P(X &gt; k), accurate when small.</summary>
    public double Upper(double k)
    {
        k = Math.Floor(k + 1e-7);
        return k < 0 ? 1 : k >= Trials ? 0 : IncompleteBeta.Lower(k + 1, Trials - k, Probability, 1 - Probability);
    }

    /// <summary>The two-sided p-value of an observed count: the chance of all counts no likelier than it, ties by a relative 1e-7.
    /// R: <c>binom.test(k, n, p)$p.value</c>.</summary>
    public double TwoSided(double k)
    {
        if (Probability == 0) return k == 0 ? 1 : 0;
        if (Probability == 1) return k == Trials ? 1 : 0;
        double mode = Trials * Probability;
        if (k == mode) return 1;
        double limit = Density(k) * (1 + 1e-7);
        if (k < mode)
        {
            // Beyond the mode densities fall, so the first count that is unlikely enough begins the far tail.
            double first = Boundary(Math.Ceiling(mode), Trials + 1, limit);
            return Math.Min(1, Lower(k) + Upper(first - 1));
        }
        double last = -Boundary(-Math.Floor(mode), 1, limit);
        return Math.Min(1, Lower(last) + Upper(k - 1));
    }

    // Smallest j ≥ from (counts are |j|) whose density does not exceed the limit; `to` when there is none.
    private double Boundary(double from, double to, double limit)
    {
        while (from < to)
        {
            double middle = Math.Floor((from + to) / 2);
            if (Density(Math.Abs(middle)) <= limit && (from <= 0 ? middle <= 0 : true)) to = middle; else from = middle + 1;
        }
        return to;
    }
}
