namespace Research;

/// <summary>A regression of outcomes on covariates among some rows, and what its estimation adds to an influence function.</summary>
internal sealed class PartialRegression
{
    private readonly double[,] inverse;
    private readonly double[] errors;

    private PartialRegression(double[] fitted, double[] errors, double[,] inverse) => (Fitted, this.errors, this.inverse) = (fitted, errors, inverse);

    /// <summary>Predictions for all rows.</summary>
    public double[] Fitted { get; }

    /// <summary>Fits among the rows where <paramref name="among"/> holds; null when the covariates there are not independent.</summary>
    public static PartialRegression? Of(double[] y, double[][] x, Func<int, bool> among)
    {
        int n = y.Length, p = x[0].Length;
        int[] rows = [.. Enumerable.Range(0, n).Where(among)];
        if (rows.Length < p) return null;
        var columns = new double[rows.Length * p];
        for (int j = 0; j < p; j++)
            for (int i = 0; i < rows.Length; i++) columns[(j * rows.Length) + i] = x[rows[i]][j];
        var fit = LeastSquares.Solve(columns, p, [.. rows.Select(i => y[i])], null);
        if (fit.Rank < p) return null;
        double[,] l = fit.InverseFactor();
        double[] fitted = [.. x.Select(row => SmallMatrix.Dot(row, fit.Coefficients))], errors = new double[n];
        foreach (int i in rows) errors[i] = y[i] - fitted[i];
        return new(fitted, errors, l.Times(l.Transposed()).Scaled(n));
    }

    /// <summary>Adds the effect of estimating the coefficients, given the derivative of the estimate by them.</summary>
    public void AddTo(double[] influence, double[][] x, double[] derivative, double times)
    {
        double[] direction = inverse.Times(derivative);
        for (int i = 0; i < influence.Length; i++)
            if (errors[i] != 0) influence[i] += times * errors[i] * SmallMatrix.Dot(x[i], direction);
    }
}

/// <summary>The chance of treatment given covariates, and what its estimation adds to an influence function.</summary>
internal sealed class TreatmentChance
{
    // As did has it: beyond this no control is like the treated.
    private const double NoOverlap = 0.999;
    private const int MostIterations = 25;
    private readonly double[,] inverse;
    private readonly double[] errors;

    private TreatmentChance(double[] odds, double[] errors, double[,] inverse) => (Odds, this.errors, this.inverse) = (odds, errors, inverse);

    /// <summary>p/(1 − p).</summary>
    public double[] Odds { get; }

    /// <summary>Fits a logistic regression; null where treated and controls do not overlap.</summary>
    /// <remarks>Reweighted least squares with R's start and stopping rule, the covariance of its last step: errors are then DRDID's to its last digits, where
    /// an exact optimum differs from them in the sixth.</remarks>
    public static TreatmentChance? Of(double[] treated, double[][] x)
    {
        int n = treated.Length, p = x[0].Length;
        var columns = new double[n * p];
        for (int j = 0; j < p; j++)
            for (int i = 0; i < n; i++) columns[(j * n) + i] = x[i][j];
        double[] eta = [.. treated.Select(d => Math.Log((d + 0.5) / (1.5 - d)))];
        double deviance = Deviance(treated, eta);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            double[] chance = [.. eta.Select(e => 1 / (1 + Math.Exp(-e)))], weights = [.. chance.Select(c => Math.Max(c * (1 - c), double.Epsilon))];
            var fit = LeastSquares.Solve(columns, p, [.. eta.Select((e, i) => e + ((treated[i] - chance[i]) / weights[i]))], weights);
            if (fit.Rank < p) return null;
            eta = [.. x.Select(row => SmallMatrix.Dot(row, fit.Coefficients))];
            double before = deviance;
            deviance = Deviance(treated, eta);
            if (Math.Abs(deviance - before) / (Math.Abs(deviance) + 0.1) >= 1e-8) continue;
            if (eta.Max() >= Math.Log(NoOverlap / (1 - NoOverlap))) return null;
            double[,] l = fit.InverseFactor();
            return new([.. eta.Select(Math.Exp)], [.. eta.Select((e, i) => treated[i] - (1 / (1 + Math.Exp(-e))))], l.Times(l.Transposed()).Scaled(n));
        }
        return null;
    }

    private static double Deviance(double[] treated, double[] eta) => 2 * eta.Select((e, i) => Math.Log(1 + Math.Exp(treated[i] == 1 ? -e : e))).Sum();

    /// <summary>Adds the effect of estimating the coefficients, given the derivative of the estimate by them.</summary>
    public void AddTo(double[] influence, double[][] x, double[] derivative, double times)
    {
        double[] direction = inverse.Times(derivative);
        for (int i = 0; i < influence.Length; i++) influence[i] += times * errors[i] * SmallMatrix.Dot(x[i], direction);
    }
}

/// <summary>An estimate that is a sum of weighted means, with its influence function: each mean brings Σw(v − μ)/Σw, and the effects of estimating what
/// its weights and values rest on. Source: Sant'Anna and Zhao (2020), Journal of Econometrics 219(1); Newey and McFadden (1994).</summary>
internal sealed class InfluenceSum(double[][] x)
{
    /// <summary>The estimate.</summary>
    public double Estimate { get; private set; }

    /// <summary>Its influence function, a value a row.</summary>
    public double[] Influence { get; } = new double[x.Length];

    /// <summary>Adds ± Σ w v/Σ w.</summary>
    /// <param name="sign">1 or −1.</param>
    /// <param name="mean">Weights and values.</param>
    /// <param name="chance">What the weights are odds of; null where they are known.</param>
    /// <param name="fitted">Regressions whose predictions are in the values, each with the factor it enters with, by row.</param>
    public void Add(double sign, (double[] Weights, double[] Values) mean, TreatmentChance? chance = null, params (PartialRegression Regression, Func<int, double> Factor)[] fitted)
    {
        int n = x.Length, p = x[0].Length;
        var (w, v) = mean;
        double weight = w.Sum() / n, mu = 0;
        for (int i = 0; i < n; i++) mu += w[i] * v[i] / n;
        mu /= weight;
        Estimate += sign * mu;
        for (int i = 0; i < n; i++) Influence[i] += sign * w[i] * (v[i] - mu) / weight;
        chance?.AddTo(Influence, x, Mean(i => w[i] * (v[i] - mu) / weight), sign);
        foreach (var (regression, factor) in fitted) regression.AddTo(Influence, x, Mean(i => w[i] * factor(i) / weight), sign);

        double[] Mean(Func<int, double> by)
        {
            var sum = new double[p];
            for (int i = 0; i < n; i++)
            {
                double b = by(i) / n;
                if (b == 0) continue;
                for (int j = 0; j < p; j++) sum[j] += b * x[i][j];
            }
            return sum;
        }
    }
}
