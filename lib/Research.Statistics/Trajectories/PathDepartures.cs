namespace Research;

/// <summary>Covariance of the departures that a path holds, the factor on its errors, and the noise of a coming year where the path is one series' own.</summary>
internal readonly record struct DepartureTable(double[,]? Passing, double Share, double DesignEffect, double FutureNoise)
{
    public double At(int a, int b) => Passing is null ? 0 : Share * Passing[a, b];
}

/// <summary>What a path holds beside what is shared. The whole's path holds nothing else; a mean of n series holds an nth of their departures;
/// the path of a lone series holds its own departure and the noise of its cohorts, of which only the priors are known.</summary>
internal sealed class PathDepartures
{
    private readonly OwnVariances[] sets;
    private readonly double share, futureNoise;

    private PathDepartures(OwnVariances[] sets, double share, double futureNoise) => (this.sets, this.share, this.futureNoise) = (sets, share, futureNoise);

    /// <summary>None: the path is the whole's.</summary>
    public static PathDepartures None { get; } = new([], 0, 0);

    /// <summary>The path is a mean of series whose variances were fitted.</summary>
    public static PathDepartures OfMean(OwnVariances variances, int series) => new([variances], 1.0 / series, 0);

    /// <summary>The path is one series: middles of equal shares of the priors of wander, persistence and design effect (1/D²).</summary>
    public static PathDepartures OfOne(double unit, double futureNoise) => new(
        [.. from w in SharedTrend.HalfTQuantiles(5) from r in new[] { 1 / 6.0, 0.5, 5 / 6.0 } from d in new[] { 1.2, 2, 6 } select new OwnVariances(0, 0.1 * unit * w, r, d, 0)], 1, futureNoise);

    /// <summary>The tables over years seen and ahead, one a set of variances.</summary>
    public DepartureTable[] Tables(int seen, int ahead) => sets.Length == 0
        ? [new(null, 0, 1, 0)]
        : [.. sets.Select(v => new DepartureTable(v.Passing(seen, ahead), share, v.DesignEffect, v.DesignEffect * futureNoise))];
}
