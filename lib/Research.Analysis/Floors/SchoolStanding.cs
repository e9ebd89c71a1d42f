using System.Collections.Immutable;

namespace Research;

/// <summary>A school against one condition of a floor, in whole numbers.</summary>
/// <param name="Threshold">Per cent.</param>
/// <param name="Achieved">Pupils who succeed.</param>
/// <param name="Used">Pupils with a result.</param>
public readonly record struct AgainstThreshold(double Threshold, long Achieved, long Used)
{
    /// <summary>True when the school has pupils with a result.</summary>
    public bool HasResult => Used > 0;

    /// <summary>Per cent, unrounded; not a number without pupils.</summary>
    public double Rate => Percent.Of(Achieved, Used).Value;

    /// <summary>100 x &lt; t n, so that a school at exactly 60% is never below 60%. False without pupils.</summary>
    public bool IsBelow => HasResult && 100_000 * Achieved < Thousandths * Used;

    /// <summary>The same after the school's percentage is rounded to a whole number, fives up: 59.5% counts as 60%.</summary>
    public bool IsBelowWhenRounded => HasResult && 1000 * (((200 * Achieved) + Used) / (2 * Used)) < Thousandths;

    private long Thousandths => (long)Math.Round(Threshold * 1000);
}

/// <summary>A mainstream school against every condition of a floor.</summary>
/// <param name="Urn">Unique reference number.</param>
/// <param name="Name">Name.</param>
/// <param name="Conditions">In the floor's order.</param>
public sealed record SchoolStanding(string Urn, string Name, ImmutableArray<AgainstThreshold> Conditions)
{
    /// <summary>True when pupils have a result in every measure.</summary>
    public bool HasEveryResult => Conditions.All(c => c.HasResult);

    /// <summary>Conditions it is below.</summary>
    public int CountBelow => Conditions.Count(c => c.IsBelow);

    /// <summary>Below every condition; one without pupils is not met.</summary>
    public bool IsBelowEvery => Conditions.All(c => c.IsBelow);

    /// <summary>Below at least one condition.</summary>
    public bool IsBelowAny => Conditions.Any(c => c.IsBelow);
}
