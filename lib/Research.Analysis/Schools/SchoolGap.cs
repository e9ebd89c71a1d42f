namespace Research;

/// <summary>One school's gap as observed, and shrunken towards the typical school's by how little is known of it. Percentage points.</summary>
/// <param name="Urn">Unique reference number.</param>
/// <param name="Name">Name.</param>
/// <param name="InGroup">The group's pupils.</param>
/// <param name="Peers">The peers.</param>
public sealed record SchoolGap(string Urn, string Name, Tally InGroup, Tally Peers)
{
    /// <summary>The gap observed; positive is behind.</summary>
    public double Own { get; init; }

    /// <summary>Sampling standard error of the gap observed.</summary>
    public double StandardError { get; init; }

    /// <summary>Share of the school's own gap in the shrunken one: τ²/(τ² + v), 0 to 1.</summary>
    public double Weight { get; init; }

    /// <summary>weight × own + (1 − weight) × the typical school's gap.</summary>
    public double Shrunken { get; init; }

    /// <summary>95% interval of the shrunken gap.</summary>
    public Interval Interval { get; init; }

    /// <summary>Sampling variance of a gap of two shares, half a success and half a failure added to each side so that a side at 0 or 100% is not
    /// taken for certain: Σ p(1 − p)/n, p = (x + ½)/(n + 1). As shares.</summary>
    internal static double SamplingVariance(Tally group, Tally peers) => Side(group) + Side(peers);

    private static double Side(Tally t)
    {
        double p = (t.Sum + 0.5) / (t.Used + 1);
        return p * (1 - p) / t.Used;
    }
}
