namespace Research;

/// <summary>The multipliers of each draw, one a cluster.</summary>
internal static class WildSigns
{
    private const long MostNumbers = 200_000_000;
    private static readonly double[] Webb = [-Math.Sqrt(1.5), -1, -Math.Sqrt(0.5), Math.Sqrt(0.5), 1, Math.Sqrt(1.5)];

    public static float[][] Draw(WildDraws plan, int clusters)
    {
        if (clusters < 2) throw new DataError("wild bootstrap", "a single cluster", "at least two", "Use a column that tells clusters apart.", column: plan.Cluster);
        if (plan.Draws < 1) throw new DataError("wild bootstrap", $"{plan.Draws} draws", "at least 1", "Ask for 999 or 9999 draws.");
        if ((long)plan.Draws * clusters > MostNumbers)
            throw new DataError("wild bootstrap", $"{plan.Draws} draws of {clusters} clusters", $"at most {MostNumbers} signs", "Ask for fewer draws; with so many clusters CR2 errors do as well.");
        if (plan.Weights == WildWeights.Rademacher && clusters < 31 && 1 << clusters <= plan.Draws)
            return [.. Enumerable.Range(0, 1 << clusters).Select(pattern => Enumerable.Range(0, clusters).Select(g => (pattern >> g & 1) == 0 ? 1f : -1f).ToArray())];
        var random = RandomStream.FromSeed(plan.Seed);
        var draws = new float[plan.Draws][];
        for (int b = 0; b < draws.Length; b++)
        {
            draws[b] = new float[clusters];
            for (int g = 0; g < clusters; g++) draws[b][g] = plan.Weights == WildWeights.Webb ? (float)Webb[random.Below(6)] : random.Below(2) == 0 ? -1f : 1f;
        }
        return draws;
    }
}
