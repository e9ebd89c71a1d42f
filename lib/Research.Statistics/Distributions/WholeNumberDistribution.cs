namespace Research;

/// <summary>What a count may be: a mixture over whole numbers from 0 on.</summary>
/// <param name="parts">Parts over whole numbers; none when all are rounded.</param>
/// <param name="rounded">Distributions of ln(y + ½), rounded to whole numbers, with their weights.</param>
internal sealed class WholeNumberDistribution(CountPart[] parts, params (double Weight, PredictiveDistribution Of)[] rounded)
{
    private const int Kept = 512;

    // About where the middle is: a search begins there.
    private readonly double near = parts.Length > 0 ? parts.Sum(p => p.Weight * p.Mean) / parts.Sum(p => p.Weight) : Math.Exp(Math.Min(30, rounded[0].Of.Parts[0].Mean));

    // P(X ≤ k) of the first numbers once they have been asked for: draws ask for the same ones again and again. Whoever writes writes the same.
    private readonly double[] known = [.. Enumerable.Repeat(double.NaN, Kept)];

    /// <summary>P(X ≤ k).</summary>
    public double Lower(double k)
    {
        if (k < 0) return 0;
        if (!(k < Kept)) return Sum(k);
        ref double kept = ref known[(int)k];
        if (double.IsNaN(kept)) kept = Sum(k);
        return kept;
    }

    private double Sum(double k)
    {
        double sum = 0;
        foreach (var part in parts) sum += part.Weight * part.Lower(k);
        // y is k or less when it is below k + ½, its logarithm then below ln(k + 1).
        foreach (var (weight, of) in rounded) sum += weight * of.Below(Math.Log(Math.Floor(k) + 1));
        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>The same with a weight, beside others.</summary>
    public static WholeNumberDistribution Mix(IEnumerable<(double Weight, WholeNumberDistribution Of)> all)
    {
        var given = all.ToArray();
        return new([.. given.SelectMany(g => g.Of.Parts.Select(p => p with { Weight = g.Weight * p.Weight }))], [.. given.SelectMany(g => g.Of.Rounded.Select(r => (g.Weight * r.Weight, r.Of)))]);
    }

    private CountPart[] Parts => parts;

    private (double Weight, PredictiveDistribution Of)[] Rounded => rounded;

    /// <summary>P(X = k).</summary>
    public double Mass(double k) => Lower(k) - Lower(k - 1);

    /// <summary>The smallest k with P(X ≤ k) of at least the probability.</summary>
    public double Quantile(double probability) => WholeNumbers.Smallest(k => Lower(k) >= probability, near);

    /// <summary>Σ (P(X ≤ k) − 1{k ≥ y})² over the numbers: the ranked probability score. Source: Czado, Gneiting and Held (2009), Biometrics 65, 1254-1261.</summary>
    public double RankedScore(double y)
    {
        const int Exact = 400, Steps = 240;
        double low = Math.Min(Quantile(0.0005), Math.Floor(y)), high = Math.Max(Quantile(0.9995), Math.Ceiling(y));
        double step = high - low <= Exact ? 1 : (high - low) / Steps, sum = 0;
        for (double k = low; k < high; k += step)
        {
            // Between whole numbers the distribution stands still; in long ranges the middle of a step speaks for it.
            double from = k, to = Math.Min(k + step, high), below = Lower(step == 1 ? k : Math.Floor((from + to) / 2)), share = Math.Clamp((y - from) / (to - from), 0, 1);
            sum += (to - from) * ((share * below * below) + ((1 - share) * (1 - below) * (1 - below)));
        }
        return sum;
    }
}
