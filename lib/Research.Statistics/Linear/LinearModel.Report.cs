using System.Collections.Immutable;
using System.Globalization;

namespace Research;

public sealed partial record LinearModel
{
    /// <inheritdoc/>
    public override string Method => (options.Weights, absorbed) switch
    {
        (null, null) => $"Ordinary least squares, {Errors}",
        (null, _) => $"Least squares with {Absorbing} absorbed, {Errors}",
        (_, null) => $"Least squares weighted by {options.Weights}, {Errors}",
        _ => $"Least squares weighted by {options.Weights} with {Absorbing} absorbed, {Errors}",
    };

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("n_used", "Rows used", solution.Rows), new("n_dropped", "Rows dropped", Sample.TotalDropped),
        new("n_clusters", "Clusters", Clusters ?? double.NaN), new("rank", "Coefficients", Rank), new("df_residual", "Residual degrees of freedom", ResidualDegreesOfFreedom),
        new("sigma", "Residual SD", Summary.Sigma), new("r_squared", "R²", Summary.RSquared), new("adj_r_squared", "Adjusted R²", Summary.AdjustedRSquared),
        new("f_statistic", "F", Summary.FStatistic), new("f_p_value", "p of F", Summary.FPValue),
        new("log_lik", "Log-likelihood", Summary.LogLikelihood), new("aic", "AIC", Summary.Aic), new("bic", "BIC", Summary.Bic),
    ];

    private string Absorbing => string.Join(" and ", options.Absorb);

    /// <inheritdoc/>
    public override Table ToTable() => base.ToTable().WithNotes(Warnings());

    private IEnumerable<string> Warnings()
    {
        if (!Redundant.IsEmpty) yield return $"Determined by the other columns and left out: {string.Join(", ", Redundant)}.";
        if (ResidualDegreesOfFreedom <= 0) yield return "As many coefficients as rows: there is nothing left to judge errors by.";
        else if (Summary.IsExact) yield return "The model fits the outcome exactly, as when the outcome is constant: errors, tests and R² mean nothing.";
    }

    /// <inheritdoc/>
    public override string Report()
    {
        string weighting = options.Weights is null ? "ordinary least squares" : $"least squares weighted by {options.Weights}";
        string effects = absorbed is null ? "" : $", with fixed effects of {Absorbing} absorbed";
        string errors = Errors.Kind switch
        {
            ErrorKind.Classical => "Standard errors assume independent rows with equal variances.",
            ErrorKind.Cr2 => string.Create(CultureInfo.InvariantCulture, $"Standard errors are cluster-robust by {Errors.Cluster} ({Clusters} clusters; CR2, Satterthwaite degrees of freedom; {Errors.Citation})."),
            _ when Clusters is { } g => string.Create(CultureInfo.InvariantCulture, $"Standard errors are cluster-robust by {Errors.Cluster} ({g} clusters; {Errors.Kind.ToString().ToUpperInvariant()}; {Errors.Citation})."),
            _ => $"Standard errors are robust to unequal variances ({Errors.Kind.ToString().ToUpperInvariant()}; {Errors.Citation}).",
        };
        string few = Clusters < 20 && Errors.Kind is not ErrorKind.Cr2 ? " With so few clusters these errors tend to be too small; CR2 or a wild cluster bootstrap is safer." : "";
        string warnings = string.Concat(Warnings().Select(w => " " + w));
        return $"A linear model, {Formula}, was fitted by {weighting}{effects} to {Sample}. {errors}{few}{warnings} " +
            string.Create(CultureInfo.InvariantCulture, $"R² was {Rounding.Text(Summary.RSquared, 3)} and the residual standard deviation {Cell.Of(Summary.Sigma).Show(null)}.");
    }
}
