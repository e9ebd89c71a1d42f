using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A mean adjusted for covariates.</summary>
/// <param name="Level">The group.</param>
/// <param name="Mean">The adjusted mean with its error, degrees of freedom and interval.</param>
public sealed record AdjustedMean(string Level, Term Mean);

/// <summary>The difference of two adjusted means, with p-values corrected for the number of pairs.</summary>
/// <param name="Difference">First less second.</param>
/// <param name="TukeyPValue">Tukey's studentised range.</param>
/// <param name="HolmPValue">Holm's step-down.</param>
/// <param name="BonferroniPValue">Bonferroni's.</param>
public sealed record AdjustedDifference(Term Difference, double TukeyPValue, double HolmPValue, double BonferroniPValue);

/// <summary>Group means as they would be if the groups did not differ in the covariates (ANCOVA), and their differences.</summary>
/// <remarks>Predictions with numeric covariates at their means over the rows used, averaged over the levels of other factors with equal
/// weights; a numeric column of two values counts as such a factor. Source: Searle, Speed and Milliken (1980), The American Statistician 34(4).
/// R: <c>emmeans::emmeans</c>, <c>pairs</c>.</remarks>
public sealed record AdjustedMeans : Result
{
    internal AdjustedMeans(string factor, LinearModel model, ImmutableArray<AdjustedMean> means, ImmutableArray<Term> differences)
    {
        (Factor, Formula, Sample, Means) = (factor, model.Formula, model.Sample, means);
        double[] plain = [.. differences.Select(d => d.PValue)], holm = [.. MultipleTesting.Adjust(plain, Adjustment.Holm)];
        Differences = [.. differences.Select((d, i) => new AdjustedDifference(d,
            new StudentisedRangeDistribution(means.Length, d.DegreesOfFreedom).Upper(Math.Abs(d.Statistic) * Math.Sqrt(2)), holm[i], Math.Min(1, plain[i] * plain.Length)))];
    }

    /// <summary>The factor whose groups are compared.</summary>
    public string Factor { get; }

    /// <summary>The model.</summary>
    public string Formula { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>A mean a level.</summary>
    public ImmutableArray<AdjustedMean> Means { get; }

    /// <summary>Every pair, the earlier level less the later.</summary>
    public ImmutableArray<AdjustedDifference> Differences { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Adjusted means of {Factor}: {Formula}. {Sample}.",
        [
            new("group", "Group or difference"), new("estimate", "Estimate"), new("std_error", "Standard error"), new("df", "Degrees of freedom"),
            new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p"), new("p_tukey", "p (Tukey)"),
        ],
        [
            .. Means.Select(m => (IReadOnlyList<Cell>)[m.Level, m.Mean.Estimate, m.Mean.StandardError, m.Mean.DegreesOfFreedom, m.Mean.Interval.Low, m.Mean.Interval.High,
                Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)]),
            .. Differences.Select(d => (IReadOnlyList<Cell>)[d.Difference.Name, d.Difference.Estimate, d.Difference.StandardError, d.Difference.DegreesOfFreedom,
                d.Difference.Interval.Low, d.Difference.Interval.High, d.Difference.PValue, d.TukeyPValue]),
        ]);

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"Adjusted means of {Factor}, {Formula}", "outcome", Means.Select(m => new EstimateRow(m.Level, m.Mean.Estimate, m.Mean.Interval)));
}

public sealed partial record LinearModel
{
    /// <summary>Adjusted means of a factor's groups and their differences (ANCOVA).</summary>
    /// <param name="factor">The factor, as the formula writes it.</param>
    public AdjustedMeans AdjustedMeans(string factor)
    {
        if (absorbed is not null) throw new DataError("adjusted means", "absorbed effects", "all terms in the formula", "Write the effects as factor() in the formula.");
        var grid = new ReferenceGrid(matrix, factor);
        var contrasts = grid.Levels.Select(level => Estimable(grid.MeanRow(level))).ToList();
        var means = grid.Levels.Select((level, i) => new AdjustedMean(level, TermOf(level, contrasts[i])));
        // Levels that look like numbers carry the factor's name, as emmeans writes them.
        bool numeric = grid.Levels.All(l => double.TryParse(l, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        var names = grid.Levels.Select(l => numeric ? factor + l : l).ToList();
        var pairs = from a in Enumerable.Range(0, names.Count)
                    from b in Enumerable.Range(a + 1, names.Count - a - 1)
                    select TermOf($"{names[a]} - {names[b]}", [.. contrasts[a].Zip(contrasts[b], (x, y) => x - y)]);
        return new(factor, this, [.. means], [.. pairs]);
    }

    /// <summary>A row of the model matrix as a contrast of the estimable coefficients; not a number where it rests on a redundant one.</summary>
    internal double[] Estimable(double[] row)
    {
        bool rests = Enumerable.Range(0, row.Length).Any(j => row[j] != 0 && !solution.Kept.Contains(j));
        return [.. solution.Kept.Select(k => rests ? double.NaN : row[k])];
    }
}
