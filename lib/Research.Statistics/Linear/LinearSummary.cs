namespace Research;

/// <summary>Figures of a linear model as a whole. R: <c>summary.lm</c>, <c>logLik</c>, <c>AIC</c>, <c>BIC</c>.</summary>
public sealed record LinearSummary
{
    private LinearSummary() { }

    /// <summary>Residual standard error, √(Σwe²/(n − p)), in the outcome's unit.</summary>
    public required double Sigma { get; init; }

    /// <summary>Σ w e².</summary>
    public required double ResidualSumOfSquares { get; init; }

    /// <summary>Share of the outcome's variation explained; of its variation about 0 when there is no intercept.</summary>
    public required double RSquared { get; init; }

    /// <summary>Share explained of the variation within absorbed effects; R² itself when none are absorbed.</summary>
    public required double WithinRSquared { get; init; }

    /// <summary>R² adjusted for the number of coefficients.</summary>
    public required double AdjustedRSquared { get; init; }

    /// <summary>The classical F test that all but the intercept is zero; not a number when there is nothing else.</summary>
    public required double FStatistic { get; init; }

    /// <summary>Its numerator's degrees of freedom.</summary>
    public required double FNumerator { get; init; }

    /// <summary>Its denominator's degrees of freedom.</summary>
    public required double FDenominator { get; init; }

    /// <summary>Its p-value.</summary>
    public required double FPValue { get; init; }

    /// <summary>True when nothing but rounding is left over: errors and tests then mean nothing. R: "essentially perfect fit".</summary>
    public required bool IsExact { get; init; }

    /// <summary>Log-likelihood at the maximum, variance by n.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Akaike's criterion, with sigma counted as a parameter.</summary>
    public required double Aic { get; init; }

    /// <summary>Schwarz's criterion.</summary>
    public required double Bic { get; init; }

    internal static LinearSummary Of(LeastSquares fit, double[] outcome, bool constant, double residualDegrees, double absorbed)
    {
        double s = fit.OutcomeScale, n = fit.Rows, weight = 0, mean = 0, residual = 0, model = 0, within = 0, logWeights = 0;
        for (int i = 0; i < fit.Rows; i++)
        {
            double w = fit.Weights is null ? 1 : fit.Weights[i];
            weight += w;
            mean += w * (outcome[i] - fit.Residuals[i]) * s;
            if (w != 1) logWeights += Math.Log(w);
        }
        mean /= weight;
        for (int i = 0; i < fit.Rows; i++)
        {
            double w = fit.Weights is null ? 1 : fit.Weights[i], e = fit.Residuals[i] * s, f = ((outcome[i] - fit.Residuals[i]) * s) - (constant ? mean : 0), swept = fit.Outcome[i] * s;
            residual += w * e * e;
            model += w * f * f;
            within += w * swept * swept;
        }
        double explained = fit.Rank + absorbed - (constant ? 1 : 0), parameters = fit.Rank + absorbed + 1;
        double rSquared = model / (model + residual), f0 = model / explained / (residual / residualDegrees);
        double logLikelihood = 0.5 * (logWeights - (n * (Math.Log(2 * Math.PI) + 1 - Math.Log(n) + Math.Log(residual) - (2 * Math.Log(s)))));
        bool tested = explained > 0 && residualDegrees > 0;
        return new()
        {
            Sigma = residualDegrees > 0 ? Math.Sqrt(residual / residualDegrees) / s : double.NaN,
            ResidualSumOfSquares = residual / s / s,
            RSquared = explained > 0 ? rSquared : 0,
            WithinRSquared = absorbed > 0 ? 1 - (residual / within) : explained > 0 ? rSquared : 0,
            AdjustedRSquared = residualDegrees > 0 ? explained > 0 ? 1 - ((1 - rSquared) * (n - (constant ? 1 : 0)) / residualDegrees) : 0 : double.NaN,
            FStatistic = tested ? f0 : double.NaN,
            FNumerator = tested ? explained : double.NaN,
            FDenominator = tested ? residualDegrees : double.NaN,
            FPValue = tested ? new FDistribution(explained, residualDegrees).Upper(f0) : double.NaN,
            LogLikelihood = logLikelihood,
            IsExact = residual / n < 1e-28 * ((mean * mean) + (model / n)),
            Aic = (2 * parameters) - (2 * logLikelihood),
            Bic = (Math.Log(n) * parameters) - (2 * logLikelihood),
        };
    }
}
