namespace Research;

/// <summary>A group's rate in each school of a year, and of the year before: how far schools differ, and how far chance moves the county's rate from year to year.</summary>
internal sealed class SchoolRates
{
    private readonly (double Pupils, double With)[] schools;

    public SchoolRates(IEnumerable<GroupCount> counts, int year)
    {
        var all = counts.ToList();
        schools = [.. all.Where(c => c.Year == year).Select(c => ((double)c.InGroup.Used, (double)c.InGroup.Sum))];
        double n = schools.Sum(s => s.Pupils);
        Rate = n > 0 ? schools.Sum(s => s.With) / n : 0;
        Size = (n - (schools.Sum(s => s.Pupils * s.Pupils) / n)) / (schools.Length - 1);
        ChangeError = Error([.. all.Where(c => c.Year == year)], [.. all.Where(c => c.Year != year)]);
    }

    /// <summary>Schools with any of the group.</summary>
    public int Schools => schools.Length;

    /// <summary>Its pupils.</summary>
    public long Pupils => (long)schools.Sum(s => s.Pupils);

    /// <summary>Share with the outcome.</summary>
    public double Rate { get; }

    /// <summary>Pupils a school, weighted as unequal schools need.</summary>
    public double Size { get; }

    /// <summary>Standard error of the change from the year before; null without one.</summary>
    public double? ChangeError { get; }

    /// <summary>Intraclass correlation by analysis of variance.</summary>
    public double Icc
    {
        get
        {
            double n = schools.Sum(s => s.Pupils), k = schools.Length;
            if (!(n > k && Size > 1)) return 0;
            double between = schools.Sum(s => s.Pupils * Math.Pow((s.With / s.Pupils) - Rate, 2)) / (k - 1), within = schools.Sum(s => s.With * (1 - (s.With / s.Pupils))) / (n - k);
            return Math.Clamp((between - within) / (between + ((Size - 1) * within)), 0, 0.99);
        }
    }

    // What each school adds to the change, less its share of the two rates: a school that is always low adds nothing.
    private static double? Error(List<GroupCount> now, List<GroupCount> before)
    {
        double n = now.Sum(c => (double)c.InGroup.Used), m = before.Sum(c => (double)c.InGroup.Used);
        if (before.Count < 4 || n == 0 || m == 0) return null;
        double p = now.Sum(c => (double)c.InGroup.Sum) / n, q = before.Sum(c => (double)c.InGroup.Sum) / m;
        var added = now.Select(c => (c.Place, Value: (c.InGroup.Sum - (p * c.InGroup.Used)) / n)).Concat(before.Select(c => (c.Place, Value: -(c.InGroup.Sum - (q * c.InGroup.Used)) / m)))
            .GroupBy(c => c.Place, StringComparer.Ordinal).Select(g => g.Sum(c => c.Value)).ToList();
        double squares = added.Sum(a => a * a);
        return squares > 0 ? Math.Sqrt(squares * added.Count / (added.Count - 1)) : null;
    }
}
