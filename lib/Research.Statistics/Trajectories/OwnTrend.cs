namespace Research;

/// <summary>What is known of how series depart from their common path: how far apart they stay, how much each wanders and for how long, and how
/// much more noise their cohorts carry than independent pupils would.</summary>
/// <param name="Spread">Standard deviation over series of the departure that stays.</param>
/// <param name="Wander">Standard deviation of the departure that comes and goes.</param>
/// <param name="Persistence">Its correlation from one year to the next.</param>
/// <param name="DesignEffect">Factor on the known sampling variance.</param>
/// <param name="Settling">By how much, in logarithms a year, the variance of the yearly shock has fallen up to the last year; 0 when it has not.
/// A new assessment is taken up unevenly at first.</param>
internal readonly record struct OwnVariances(double Spread, double Wander, double Persistence, double DesignEffect, double Settling)
{
    /// <summary>Standard deviation of the latest yearly shock to the departure.</summary>
    public double Shock => Wander * Math.Sqrt(1 - (Persistence * Persistence));

    /// <summary>Covariance of the passing departure over a stretch of years seen and years ahead.</summary>
    public double[,] Passing(int seen, int ahead)
    {
        int size = seen + ahead;
        var covariance = new double[size, size];
        double shock = Shock * Shock, variance = 0;
        for (int t = 0; t < size; t++)
        {
            double factor = Math.Exp(Settling * Math.Max(0, seen - 1 - t));
            variance = t == 0 ? Wander * Wander * factor : (Persistence * Persistence * variance) + (shock * factor);
            covariance[t, t] = variance;
            for (int later = t + 1; later < size; later++) covariance[t, later] = covariance[later, t] = covariance[t, later - 1] * Persistence;
        }
        return covariance;
    }
}

/// <summary>The departures of series from their common path, partially pooled: r_it = μ + a_i + u_it + e_it, u an autoregression of order 1,
/// the variance of e known up to the design effect.</summary>
/// <remarks>
/// The variances are shared by all series (empirical Bayes) but for one thing: series differ in how much they wander, by a factor on the variance
/// of u with inverse gamma density, so that u is Student t over series and a few restless ones do not widen the intervals of the rest.
/// Sources: Rao and Yu (1994), Canadian Journal of Statistics 22, 511-528, for the model; Lange, Little and Taylor (1989), JASA 84, 881-896, for
/// the t. R: <c>sae2::eblupRY</c> (normal, variances at their estimates).
/// </remarks>
internal sealed class OwnTrend
{
    private const double DegreesOfFreedom = 4;
    private const int MostParts = 8, Small = 32;

    // Inverse gamma (2, 2): 4 over chi-squared with 4 degrees of freedom, at the middles of seven shares, with mean 1.
    private static readonly (double Factor, double Weight)[] Restlessness = Restless();

    private readonly double centre;
    private readonly int seen;
    private readonly Departure[] departures;

    private OwnTrend(Departure[] departures, int seen, double centre, (OwnVariances Variances, double Weight)[] nodes) =>
        (this.departures, this.seen, this.centre, Nodes) = (departures, seen, centre, nodes);

    /// <summary>Sets of variances with their weights.</summary>
    public (OwnVariances Variances, double Weight)[] Nodes { get; }

    /// <summary>Posterior means of the variances.</summary>
    public OwnVariances Mean
    {
        get
        {
            double Of(Func<OwnVariances, double> value) => Nodes.Sum(n => n.Weight * value(n.Variances));
            return new(Of(v => v.Spread), Of(v => v.Wander), Of(v => v.Persistence), Of(v => v.DesignEffect), Of(v => v.Settling));
        }
    }

    /// <summary>One series' departures in the years it has, counted from the panel's first.</summary>
    internal sealed record Departure(int[] Years, double[] Values, double[] Noise);

    /// <summary>Fits the variances.</summary>
    /// <param name="departures">A departure a series.</param>
    /// <param name="seen">Years from the panel's first to its last.</param>
    /// <param name="unit">What 1 in log odds is on this scale.</param>
    public static OwnTrend Fit(Departure[] departures, int seen, double unit)
    {
        // One series cannot say what is usual: its level is its own.
        double centre = departures.Length < 3 ? 0 : Centre(departures);
        return new(departures, seen, centre, new OwnVarianceSearch(v => LogLikelihood(departures, (seen, centre), v), unit, departures.Length).Posterior());
    }

    /// <summary>Where the figures of one series may be beside the common path, the noise of its cohorts included.</summary>
    public PathPart[] Predict(int series, int years)
    {
        var d = departures[series];
        var parts = new List<PathPart>();
        foreach (var (variances, weight) in Nodes)
        {
            double[,] passing = variances.Passing(seen, years);
            var within = Restlessness.Select(r => Predict(d, (variances, passing, r.Factor), years)).ToArray();
            // Nodes already carry the likelihood of all series; within one, the factors' weights move by this series' own.
            double[] logs = [.. within.Select((w, j) => w.Log + Math.Log(Restlessness[j].Weight))];
            double highest = logs.Max(), total = logs.Sum(l => Math.Exp(l - highest));
            parts.AddRange(within.Select((w, j) => w.Part with { Weight = weight * Math.Exp(logs[j] - highest) / total }));
        }
        return PathPart.Merge(parts, MostParts);
    }

    private (double Log, PathPart Part) Predict(Departure d, (OwnVariances Variances, double[,] Passing, double Factor) of, int years)
    {
        int n = d.Years.Length;
        Span<double> kzz = n <= Small ? stackalloc double[n * n] : new double[n * n], z = n <= Small ? stackalloc double[n] : new double[n], cross = new double[years * n];
        Fill(d, centre, of, kzz, z);
        var (mean, covariance) = (new double[years], new double[years * years]);
        double spread = of.Variances.Spread * of.Variances.Spread;
        for (int h = 0; h < years; h++)
        {
            for (int i = 0; i < n; i++) cross[(h * n) + i] = spread + (of.Factor * of.Passing[seen + h, d.Years[i]]);
            for (int g = 0; g < years; g++) covariance[(h * years) + g] = spread + (of.Factor * of.Passing[seen + h, seen + g]);
        }
        double log = SmallGaussian.Condition(kzz, z, cross, (mean, covariance));
        for (int h = 0; h < years; h++)
        {
            mean[h] += centre;
            covariance[(h * years) + h] += of.Variances.DesignEffect * d.Noise[^1];
        }
        return (log, new(1, mean, covariance));
    }

    private static double LogLikelihood(Departure[] departures, (int Seen, double Centre) known, OwnVariances variances)
    {
        double[,] passing = variances.Passing(known.Seen, 0);
        var logs = new double[departures.Length];
        Parallel.For(0, departures.Length, i =>
        {
            var d = departures[i];
            int n = d.Years.Length;
            Span<double> k = n <= Small ? stackalloc double[n * n] : new double[n * n], z = n <= Small ? stackalloc double[n] : new double[n], terms = stackalloc double[Restlessness.Length];
            double highest = double.NegativeInfinity, sum = 0;
            for (int j = 0; j < terms.Length; j++)
            {
                Fill(d, known.Centre, (variances, passing, Restlessness[j].Factor), k, z);
                terms[j] = Math.Log(Restlessness[j].Weight) + SmallGaussian.LogDensity(k, z);
                highest = Math.Max(highest, terms[j]);
            }
            foreach (double term in terms) sum += Math.Exp(term - highest);
            logs[i] = double.IsNegativeInfinity(highest) ? highest : highest + Math.Log(sum);
        });
        // In the order of the series, for the same sum on any number of threads.
        double total = 0;
        foreach (double log in logs) total += log;
        return total;
    }

    private static void Fill(Departure d, double centre, (OwnVariances Variances, double[,] Passing, double Factor) of, Span<double> k, Span<double> z)
    {
        int n = d.Years.Length;
        double spread = of.Variances.Spread * of.Variances.Spread;
        for (int i = 0; i < n; i++)
        {
            z[i] = d.Values[i] - centre;
            for (int j = 0; j <= i; j++)
                k[(i * n) + j] = k[(j * n) + i] = spread + (of.Factor * of.Passing[d.Years[i], d.Years[j]]) + (i == j ? of.Variances.DesignEffect * d.Noise[i] : 0);
        }
    }

    private static double Centre(Departure[] departures)
    {
        double[] means = [.. departures.Select(d => d.Values.Average()).Order()];
        int cut = means.Length / 10;
        return means[cut..^cut].Average();
    }

    private static (double Factor, double Weight)[] Restless()
    {
        double[] weights = [0.02, 0.08, 0.2, 0.4, 0.2, 0.08, 0.02], factors = new double[weights.Length];
        double below = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            factors[k] = DegreesOfFreedom / (2 * IncompleteGamma.Quantile(DegreesOfFreedom / 2, below + (weights[k] / 2)));
            below += weights[k];
        }
        double mean = factors.Zip(weights, (f, w) => f * w).Sum();
        return [.. factors.Zip(weights, (f, w) => (f / mean, w))];
    }
}
