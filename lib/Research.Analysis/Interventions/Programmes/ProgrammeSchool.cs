namespace Research;

/// <summary>A school of the sample county as a programme meets it: what it adds to scores, how many of its pupils have free meals.</summary>
/// <param name="Urn">Number of the school.</param>
/// <param name="Area">Area of the county.</param>
/// <param name="Level">What the school adds, in standard deviations.</param>
/// <param name="Poverty">Share with free school meals.</param>
internal sealed record ProgrammeSchool(int Urn, string Area, double Level, double Poverty)
{
    private static readonly Lazy<SchoolMap> County = new(() => SchoolMap.Draw(RandomStream.FromSeed(SampleCounty.DefaultSeed).Fork("places"), 1));

    /// <summary>Draws schools of a kind ("primary", "secondary").</summary>
    public static ProgrammeSchool[] Draw(string kind, int count, RandomStream random)
    {
        var all = County.Value.Schools.Where(s => s.Kind == kind).ToArray();
        return [.. random.Permutation(all.Length).Take(count).Select(k => new ProgrammeSchool(all[k].Urn, all[k].Area, random.Normal(0, 0.35), random.Beta(2, 10)))];
    }
}
