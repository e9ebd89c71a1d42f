namespace Research;

/// <summary>A school of the sample county. None of them exists.</summary>
internal sealed class SampleSchool
{
    public required int Urn { get; init; }

    public required string Name { get; init; }

    public required string Kind { get; init; }

    public required string Area { get; init; }

    public bool Maintained { get; init; } = true;

    /// <summary>What the school adds to a pupil's score, in standard deviations of pupils; its own for each phase.</summary>
    public double[] Effect { get; init; } = new double[5];

    /// <summary>How far poverty lowers a score here. Larger where the neighbourhood is affluent.</summary>
    public double PovertySlope { get; init; }
}

/// <summary>Where a child lives: about 700 households with children, as small as the areas of the deprivation index.</summary>
/// <param name="Profile">The area it lies in.</param>
/// <param name="Decile">Of the deprivation index, 1 most deprived.</param>
/// <param name="Primary">The primary place that serves it.</param>
internal sealed record Neighbourhood(AreaProfile Profile, int Decile, int Primary)
{
    /// <summary>Shift of a family's risk of poverty, in standard deviations. Set so that about three quarters of children in poverty live outside
    /// the 30% most deprived neighbourhoods, as in the county.</summary>
    public double Risk => Risks[Decile - 1];

    /// <summary>Affluence around the home: 0 in the middle, about 1 in the least deprived tenth.</summary>
    public double Affluence => (Decile - 6.5) / 3.5;

    private static readonly double[] Risks = [0.72, 0.58, 0.44, 0.25, 0.14, 0.03, -0.11, -0.21, -0.35, -0.53];
}

/// <summary>Where a child goes from reception to Year 6: one primary school, or an infant and a junior school.</summary>
/// <param name="Infant">School up to Year 2.</param>
/// <param name="Junior">School from Year 3; the same one for a primary school.</param>
/// <param name="Size">Relative size of a year group.</param>
/// <param name="Secondary">Index of the secondary school most go on to.</param>
internal sealed record PrimaryPlace(SampleSchool Infant, SampleSchool Junior, double Size, int Secondary);
