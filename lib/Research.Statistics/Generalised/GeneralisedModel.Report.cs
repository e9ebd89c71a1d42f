using System.Collections.Immutable;

namespace Research;

public sealed partial record GeneralisedModel
{
    private double? nullDeviance;
    private Dataset? rowTable;

    /// <summary>Number of clusters; null without.</summary>
    public int? Clusters { get; private set; }

    /// <summary>Deviance of the model with its intercept (and offset) only.</summary>
    public double NullDeviance => nullDeviance ??= Null();

    /// <summary>Degrees of freedom of the null deviance.</summary>
    public double NullDegreesOfFreedom => ResidualDegreesOfFreedom + kept.Length - (matrix.Terms.HasIntercept ? 1 : 0);

    /// <summary>ln of the likelihood, binomial coefficients and factorials included as in R; not a number for quasi families.</summary>
    public double LogLikelihood => IsQuasi ? double.NaN : -solution.Deviance / 2 + Saturated();

    /// <summary>Log-likelihood with Firth's penalty ½ ln det of the information.</summary>
    public double PenalisedLogLikelihood => LogLikelihood + solution.Penalty;

    /// <summary>−2 log-likelihood + 2p.</summary>
    public double Aic => -2 * LogLikelihood + 2 * kept.Length;

    /// <summary>−2 log-likelihood + p ln n.</summary>
    public double Bic => -2 * LogLikelihood + kept.Length * Math.Log(rows.Rows);

    /// <summary>Null less residual deviance: the likelihood-ratio statistic of the whole model.</summary>
    public double LikelihoodRatio => NullDeviance - Deviance;

    /// <summary>p-value of <see cref="LikelihoodRatio"/>.</summary>
    public double LikelihoodRatioPValue => new ChiSquaredDistribution(NullDegreesOfFreedom - ResidualDegreesOfFreedom).Upper(LikelihoodRatio / Dispersion);

    /// <inheritdoc/>
    public override string Method => options.Firth
        ? "Logistic regression by Firth's penalised likelihood, " + options.Errors
        : Family switch
        {
            ModelFamily.Logistic => "Logistic regression",
            ModelFamily.Probit => "Probit regression",
            ModelFamily.Poisson => "Poisson regression",
            ModelFamily.QuasiBinomial => "Quasi-binomial regression",
            _ => "Quasi-Poisson regression",
        } + $" by maximum likelihood, {options.Errors}";

    /// <inheritdoc/>
    public override ImmutableArray<Figure> Overview =>
    [
        new("n_used", "Rows used", rows.Rows), new("n_dropped", "Rows dropped", Sample.TotalDropped), new("n_clusters", "Clusters", Clusters ?? double.NaN),
        new("rank", "Coefficients", kept.Length), new("df_residual", "Residual degrees of freedom", ResidualDegreesOfFreedom),
        new("deviance", "Deviance", Deviance), new("null_deviance", "Null deviance", NullDeviance), new("dispersion", "Dispersion", Dispersion),
        new("log_lik", "Log-likelihood", LogLikelihood), new("aic", "AIC", Aic), new("bic", "BIC", Bic),
    ];

    /// <summary>One row an observation: its row, observed share or count, fitted mean, residual, linear predictor with its standard error.</summary>
    public override Dataset Rows => rowTable ??= RowTable();

    /// <inheritdoc/>
    public override Table ToTable()
    {
        var table = base.ToTable();
        if (!Redundant.IsEmpty) table = table.WithNotes($"Determined by the other columns and left out: {string.Join(", ", Redundant)}.");
        return Separation.Exists ? table.WithNotes($"The outcome is separated ({Separation.Kind}): {string.Join(", ", Separation.InfiniteCoefficients)} have no finite estimate. Use LogisticModel.Firth.") : table;
    }

    /// <inheritdoc/>
    public override string Report()
    {
        string by = options.Firth ? "Firth's penalised likelihood (Firth 1993, Biometrika 80(1); Heinze and Schemper 2002, Statistics in Medicine 21(16))" : "maximum likelihood (McCullagh and Nelder 1989)";
        string name = Method.Split(" by ")[0];
        string errors = options.Errors.Kind == ErrorKind.Classical ? "Standard errors come from the information matrix." : $"Standard errors are robust: {options.Errors} ({options.Errors.Citation}).";
        string separated = Separation.Exists ? $" The outcome is separated ({Separation.Kind}; Albert and Anderson 1984, Biometrika 71(1)): {string.Join(", ", Separation.InfiniteCoefficients)} have no finite estimate." : "";
        string redundant = Redundant.IsEmpty ? "" : $" Determined by the other columns and left out: {string.Join(", ", Redundant)}.";
        return $"{name}, {Formula}, was fitted by {by} to {Sample}. {errors}{separated}{redundant} The deviance was {Cell.Of(Deviance).Show(null)} on {Cell.Of(ResidualDegreesOfFreedom).Show(null)} degrees of freedom (null model {Cell.Of(NullDeviance).Show(null)}).";
    }

    private double Null()
    {
        var weights = Enumerable.Range(0, rows.Rows).Select(rows.WeightAt).ToArray();
        var only = new RowScores([.. Enumerable.Repeat(1.0, rows.Rows)], 1, rows.Y, weights, matrix.Frame.Offset);
        if (matrix.Terms.HasIntercept) return scoring.Maximise(only, false).Deviance;
        return Scoring.For(Family).DevianceAt(only, [0]);
    }

    // ln of what the deviance leaves out: the likelihood of a model with a mean for every row.
    private double Saturated()
    {
        double sum = 0;
        double[]? trials = matrix.Frame.Response!.Trials;
        for (int i = 0; i < rows.Rows; i++)
        {
            double y = rows.Y[i], w = rows.WeightAt(i);
            if (!IsBinomial)
            {
                sum += w * ((y > 0 ? y * Math.Log(y) : 0) - y - MathNet.Numerics.SpecialFunctions.GammaLn(y + 1));
                continue;
            }
            sum += w * Entropy.Of(y);
            if (trials is not null && trials[i] > 0)
                sum += MathNet.Numerics.SpecialFunctions.GammaLn(trials[i] + 1) - MathNet.Numerics.SpecialFunctions.GammaLn(y * trials[i] + 1) - MathNet.Numerics.SpecialFunctions.GammaLn((1 - y) * trials[i] + 1);
        }
        return sum;
    }

    private Dataset RowTable()
    {
        int n = rows.Rows, p = kept.Length;
        double[] eta = rows.Predictors(solution.Coefficients), fitted = new double[n], residual = new double[n], error = new double[n], number = new double[n];
        for (int i = 0; i < n; i++)
        {
            fitted[i] = scoring.At(eta[i]).Mean;
            residual[i] = rows.Y[i] - fitted[i];
            number[i] = matrix.Frame.KeptRows[i] + 1;
            double variance = 0;
            for (int j = 0; j < p; j++)
                for (int k = 0; k < p; k++)
                    variance += rows.X[j * n + i] * covariance[j, k] * rows.X[k * n + i];
            error[i] = Math.Sqrt(variance);
        }
        return new(new NumberColumn("row", number), new NumberColumn("observed", [.. rows.Y]), new NumberColumn("fitted", fitted),
            new NumberColumn("residual", residual), new NumberColumn("link", eta), new NumberColumn("link_std_error", error));
    }
}
