using System.Collections.Immutable;

namespace Research;

/// <summary>Choices of <see cref="SmallestChange"/>.</summary>
public sealed record SmallestChangeOptions
{
    /// <summary>Numbers of schools in a trial.</summary>
    public ImmutableArray<int> Schools { get; init; } = [10, 20, 40, 80, 160];

    /// <summary>Power wanted.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>Level of significance.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Share of the differences within schools that covariates explain; null measures what prior attainment explains in the county.</summary>
    public double? ExplainedWithin { get; init; }

    /// <summary>Share of the differences between schools that covariates explain; null measures it.</summary>
    public double? ExplainedBetween { get; init; }
}
