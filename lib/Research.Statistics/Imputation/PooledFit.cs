using System.Collections.Immutable;

namespace Research;

/// <summary>A model fitted to each imputed data set and pooled by Rubin's rules.</summary>
/// <remarks>Source: Rubin (1987); Barnard and Rubin (1999). R: <c>mice::pool</c>.</remarks>
public sealed record PooledFit : Fit
{
    private PooledFit(ImmutableArray<Fit> fits, double completeDegreesOfFreedom)
    {
        Fits = fits;
        CompleteDegreesOfFreedom = completeDegreesOfFreedom;
        string[] names = [.. fits[0].Terms.Select(t => t.Name)];
        if (fits.FirstOrDefault(f => !f.Terms.Select(t => t.Name).SequenceEqual(names)) is { } other)
            throw new DataError("pooling", $"terms {string.Join(", ", other.Terms.Select(t => t.Name))}", string.Join(", ", names), "Fit the same model to each imputation; give factors their levels.");
        Estimates = [.. names.Select((name, j) => RubinsRules.Pool(name, [.. fits.Select(f => f.Terms[j].Estimate)],
            [.. fits.Select(f => f.Terms[j].StandardError * f.Terms[j].StandardError)], completeDegreesOfFreedom))];
    }

    /// <summary>The fit of each imputed data set.</summary>
    public ImmutableArray<Fit> Fits { get; }

    /// <summary>Degrees of freedom had nothing been missing.</summary>
    public double CompleteDegreesOfFreedom { get; }

    /// <summary>Coverage of the intervals: that of the fits'.</summary>
    public double Level => Fits[0].Terms[0].Interval.Level;

    /// <summary>The pooled estimates with their fractions of missing information.</summary>
    public ImmutableArray<PooledEstimate> Estimates { get; }

    /// <inheritdoc/>
    public override string Method => $"{Fits[0].Method}, pooled over {Fits.Length} imputations";

    /// <inheritdoc/>
    public override string Formula => Fits[0].Formula;

    /// <inheritdoc/>
    public override Sample Sample => Fits[0].Sample;

    /// <inheritdoc/>
    public override Convergence Convergence => Fits.FirstOrDefault(f => !f.Convergence.Reached)?.Convergence ?? Fits[0].Convergence;

    /// <inheritdoc/>
    public override ImmutableArray<Term> Terms => [.. Estimates.Select(e => new Term(e.Name, e.Estimate, e.StandardError, e.Statistic, e.DegreesOfFreedom, e.PValue, e.Interval(Level)))];

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("imputations", "imputations", Fits.Length),
        new("largest_fmi", "largest fraction of missing information", Estimates.Max(e => e.FractionMissing)),
        .. Fits[0].Overview.Select((figure, j) => new Figure("mean_" + figure.Name, "mean " + figure.Title, Fits.Average(f => j < f.Overview.Length ? f.Overview[j].Value : double.NaN))),
    ];

    /// <summary>The rows of the first imputation's fit; those of the others in <see cref="Fits"/>.</summary>
    public override Dataset Rows => Fits[0].Rows;

    /// <summary>Pools fits of the same model.</summary>
    /// <param name="fits">One an imputation, at least two.</param>
    /// <param name="completeDegreesOfFreedom">Degrees of freedom had nothing been missing; null takes the fits' residual degrees of freedom.</param>
    public static PooledFit Of(IEnumerable<Fit> fits, double? completeDegreesOfFreedom = null)
    {
        ImmutableArray<Fit> all = [.. fits];
        if (all.Length < 2) throw new DataError("pooling", $"{all.Length} imputations", "at least two", "Impute more than once: 20 times is usual.");
        return new(all, completeDegreesOfFreedom ?? all.Min(f => f.Terms.Min(t => double.IsNaN(t.DegreesOfFreedom) ? double.PositiveInfinity : t.DegreesOfFreedom)));
    }

    /// <summary>Diagnostics of the imputation: variance within and between, riv, lambda, fmi.</summary>
    public Table Diagnostics() => new($"{Method}: {Formula}. Variance owed to what is missing.",
        [
            new("term", "Term"), new("estimate", "Estimate"), new("within", "Variance within"), new("between", "Variance between"), new("riv", "Relative increase"),
            new("lambda", "Share"), new("fmi", "Fraction of missing information"), new("df", "Degrees of freedom"),
        ],
        Estimates.Select(e => (IReadOnlyList<Cell>)[e.Name, e.Estimate, e.Within, e.Between, e.RelativeIncrease, e.Lambda, e.FractionMissing, e.DegreesOfFreedom]));

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of($"{Method}: {Formula}", "Estimate", Estimates.Select(e => new EstimateRow(e.Name, e.Estimate, e.Interval(Level))), 0);

    /// <inheritdoc/>
    public override string Report() => $"{Fits[0].Report()} Estimates from {Fits.Length} imputed data sets were pooled by Rubin's rules (Rubin 1987) with the degrees of freedom of Barnard and Rubin (1999); "
        + $"the largest fraction of missing information was {Rounding.Text(Estimates.Max(e => e.FractionMissing), 2)}.";
}
