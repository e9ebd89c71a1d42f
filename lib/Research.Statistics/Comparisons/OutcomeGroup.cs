using System.Collections.Immutable;

namespace Research;

/// <summary>The outcomes of one group, missing ones left out and counted: what every comparison takes.</summary>
public sealed record OutcomeGroup
{
    private readonly double[] values;

    private OutcomeGroup(string name, double[] values, long dropped) => (Name, this.values, Dropped) = (name, values, dropped);

    /// <summary>The group's name.</summary>
    public string Name { get; }

    /// <summary>The outcomes, none missing.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Number of outcomes.</summary>
    public int Count => values.Length;

    /// <summary>Number left out because missing.</summary>
    public long Dropped { get; }

    /// <summary>Mean; not a number without values.</summary>
    public double Mean => values.Length == 0 ? double.NaN : values.Sum() / values.Length;

    /// <summary>Variance with n − 1; not a number for fewer than two values.</summary>
    public double Variance
    {
        get
        {
            if (values.Length < 2) return double.NaN;
            double mean = Mean, squares = 0, drift = 0;
            foreach (double v in values) (squares, drift) = (squares + (v - mean) * (v - mean), drift + (v - mean));
            // The corrected two-pass sum: what rounding left in the mean is taken off again.
            return (squares - drift * drift / values.Length) / (values.Length - 1);
        }
    }

    /// <summary>Standard deviation with n − 1.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>A group from values; those that are not a number are left out. Infinite values are refused.</summary>
    public static OutcomeGroup Of(string name, IEnumerable<double> values)
    {
        double[] all = [.. values], kept = [.. all.Where(v => !double.IsNaN(v))];
        if (Array.Exists(kept, double.IsInfinity))
            throw new DataError($"outcomes of group {name}", "an infinite value", "finite numbers", "Mend or remove the row; a division by zero may have made it.");
        return new(name, kept, all.Length - kept.Length);
    }

    /// <summary>The groups of a data set, one a level that occurs, in the order of the levels. Rows without a group are left out.</summary>
    /// <param name="data">The data.</param>
    /// <param name="outcome">A numeric column.</param>
    /// <param name="group">The column that names the group.</param>
    public static ImmutableArray<OutcomeGroup> From(Dataset data, string outcome, string group)
    {
        var values = data.Numbers(outcome).ToArray();
        var factor = data[group] as FactorColumn ?? FactorColumn.From((NumberColumn)data[group]);
        var codes = factor.Codes.ToArray();
        return [.. factor.Levels.Select((level, k) => Of(level, values.Where((_, i) => codes[i] == k))).Where(g => g.Count > 0)];
    }

    /// <summary>Refuses groups too small for a method.</summary>
    internal void Require(int least, string method)
    {
        if (Count < least)
            throw new DataError(method, $"{Count} values in group '{Name}'", $"at least {least}", "Leave the group out, or join it to another.");
    }

    /// <summary>Rows used and dropped over groups.</summary>
    internal static Sample SampleOf(params IEnumerable<OutcomeGroup> groups) =>
        new(groups.Sum(g => (long)g.Count), groups.Sum(g => g.Dropped) is var dropped and > 0 ? [new("without outcome", dropped)] : []);
}
