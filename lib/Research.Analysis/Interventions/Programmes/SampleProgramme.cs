namespace Research;

/// <summary>A programme of the strategy, given to the sample county with an effect that is known because it was put in.</summary>
/// <param name="Id">As files and plans name it: <c>phonics-partners</c>.</param>
/// <param name="Title">As the strategy names it.</param>
/// <param name="Draw">Draws pupils, schools, who took part and outcomes.</param>
internal sealed record SampleProgramme(string Id, string Title, Func<RandomStream, Dataset> Draw)
{
    /// <summary>Points that taking part adds to the score (mean 100, standard deviation about 15).</summary>
    public required double Effect { get; init; }

    /// <summary>Share of those offered the programme who take part.</summary>
    public double Reach { get; init; } = 1;

    /// <summary>Share of the effect that is left a year later.</summary>
    public double LeftAfterAYear { get; init; } = 0.5;

    /// <summary>For whom the planned analysis estimates: those offered it, or those who took part.</summary>
    public required string Estimand { get; init; }

    /// <summary>What the planned analysis should find, in points.</summary>
    public double Truth => Math.Round(Estimand == "offered" ? Effect * Reach : Effect, 4);
}
