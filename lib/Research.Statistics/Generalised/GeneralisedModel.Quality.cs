namespace Research;

public sealed partial record GeneralisedModel
{
    /// <summary>Discrimination of the fitted shares; for single rows only.</summary>
    public Discrimination Discrimination() => Research.Discrimination.Of(rows.Y, Fitted());

    /// <summary>Calibration of the fitted shares over groups of like predictions; for single rows only.</summary>
    /// <param name="groups">Number of groups.</param>
    public Calibration Calibration(int groups = 10) => Research.Calibration.Of(rows.Y, Fitted(), groups);

    /// <summary>1 − log-likelihood over that of the null model (McFadden 1974), for single rows.</summary>
    public double McFaddenRSquared => 1 - Deviance / NullDeviance;

    /// <summary>1 − (L₀/L)^(2/n) (Cox and Snell 1989).</summary>
    public double CoxSnellRSquared => -Precise.ExpM1(-LikelihoodRatio / rows.Rows);

    /// <summary>Cox and Snell's over its largest possible value (Nagelkerke 1991).</summary>
    public double NagelkerkeRSquared => CoxSnellRSquared / -Precise.ExpM1(-NullDeviance / rows.Rows);

    /// <summary>Mean fitted share of rows with the outcome less that of rows without (Tjur 2009).</summary>
    public double TjurRSquared
    {
        get
        {
            double[] fitted = Fitted();
            return fitted.Where((_, i) => rows.Y[i] == 1).DefaultIfEmpty(double.NaN).Average() - fitted.Where((_, i) => rows.Y[i] == 0).DefaultIfEmpty(double.NaN).Average();
        }
    }

    /// <summary>Rows by outcome and by a fitted share above the cut.</summary>
    /// <param name="cut">The share above which a row counts as predicted to have the outcome.</param>
    public (int TruePositive, int FalsePositive, int FalseNegative, int TrueNegative) Confusion(double cut = 0.5)
    {
        double[] fitted = Fitted();
        int Count(double outcome, bool above) => fitted.Where((f, i) => rows.Y[i] == outcome && f > cut == above).Count();
        return (Count(1, true), Count(0, true), Count(1, false), Count(0, false));
    }

    /// <summary>The linear predictor of each row used.</summary>
    internal double[] LinearPredictors() => rows.Predictors(solution.Coefficients);

    private double[] Fitted() => [.. rows.Predictors(solution.Coefficients).Select(e => scoring.At(e).Mean)];
}
