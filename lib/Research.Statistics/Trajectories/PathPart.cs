namespace Research;

/// <summary>One part of a mixture of future paths: Student t (normal when the degrees of freedom are infinite) over the years ahead.</summary>
/// <param name="Weight">Share of the mixture.</param>
/// <param name="Mean">Mean of each year ahead, modelled scale.</param>
/// <param name="Covariance">Covariance of the years, H × H, row by row.</param>
/// <param name="DegreesOfFreedom">Infinite for a normal.</param>
internal sealed record PathPart(double Weight, double[] Mean, double[] Covariance, double DegreesOfFreedom = double.PositiveInfinity)
{
    public int Years => Mean.Length;

    public double Variance(int year) => Covariance[(year * Years) + year];

    /// <summary>A part known by its means and standard deviations; the years hang together as in a process of independent changes.</summary>
    public static PathPart OfMarginals(double weight, double[] mean, double[] sd, double degreesOfFreedom)
    {
        int n = mean.Length;
        var covariance = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                covariance[(i * n) + j] = Math.Min(sd[i], sd[j]) * Math.Min(sd[i], sd[j]);
        return new(weight, mean, covariance, degreesOfFreedom);
    }

    /// <summary>A normal part whose years do not hang together.</summary>
    public static PathPart OfIndependent(double[] mean, double[] variance)
    {
        int n = mean.Length;
        var covariance = new double[n * n];
        for (int i = 0; i < n; i++) covariance[(i * n) + i] = variance[i];
        return new(1, mean, covariance);
    }

    /// <summary>Fewer parts with the same mean and covariance: neighbours in spread are joined. Parts of next to no weight go.</summary>
    public static PathPart[] Merge(IEnumerable<PathPart> parts, int most)
    {
        var all = parts.ToArray();
        double total = all.Sum(p => p.Weight);
        all = [.. all.Where(p => p.Weight > 1e-7 * total).Select(p => p with { Weight = p.Weight / total }).OrderBy(p => p.Variance(p.Years - 1))];
        double kept = all.Sum(p => p.Weight);
        if (all.Length <= most) return [.. all.Select(p => p with { Weight = p.Weight / kept })];
        var merged = new List<PathPart>();
        var bin = new List<PathPart>();
        double reached = 0;
        foreach (var part in all)
        {
            bin.Add(part);
            reached += part.Weight / kept;
            if (reached * most >= merged.Count + 1 - 1e-9) { merged.Add(Join(bin, kept)); bin.Clear(); }
        }
        if (bin.Count > 0) merged.Add(Join(bin, kept));
        return [.. merged];
    }

    /// <summary>As <see cref="Merge"/>, parts of different degrees of freedom kept apart.</summary>
    public static PathPart[] MergeAlike(IEnumerable<PathPart> parts, int most) =>
        [.. parts.GroupBy(p => p.DegreesOfFreedom).SelectMany(g => g.Sum(p => p.Weight) is var weight && weight > 0 ? Merge(g, most).Select(p => p with { Weight = p.Weight * weight }) : [])];

    /// <summary>The last years only.</summary>
    public PathPart Last(int years)
    {
        int n = Years, from = n - years;
        var covariance = new double[years * years];
        for (int i = 0; i < years; i++)
            for (int j = 0; j < years; j++) covariance[(i * years) + j] = Covariance[((from + i) * n) + from + j];
        return new(Weight, Mean[from..], covariance, DegreesOfFreedom);
    }

    private static PathPart Join(List<PathPart> parts, double total)
    {
        int n = parts[0].Years;
        double weight = parts.Sum(p => p.Weight);
        var mean = new double[n];
        var covariance = new double[n * n];
        foreach (var p in parts)
            for (int i = 0; i < n; i++) mean[i] += p.Weight / weight * p.Mean[i];
        foreach (var p in parts)
            for (int i = 0; i < n; i++)
                for (int j = 0; j < n; j++)
                    covariance[(i * n) + j] += p.Weight / weight * (p.Covariance[(i * n) + j] + ((p.Mean[i] - mean[i]) * (p.Mean[j] - mean[j])));
        return new(weight / total, mean, covariance, parts[0].DegreesOfFreedom);
    }
}
