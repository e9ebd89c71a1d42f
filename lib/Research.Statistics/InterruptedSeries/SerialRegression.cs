namespace Research;

/// <summary>Series, each with its rows of predictors and outcomes in the order of time.</summary>
internal sealed record SeriesBlocks(double[][][] X, double[][] Outcomes, double[][] Times)
{
    public int Rows => Outcomes.Sum(y => y.Length);

    public int Columns => X[0][0].Length;
}

/// <summary>A regression of series whose successive errors hang together: what is known of each coefficient, fitted values, the errors' correlation.</summary>
internal sealed record SerialRegression(PredictiveDistribution[] Distributions, double[] Fitted, double Correlation)
{
    private const double Step = 0.02;

    public static SerialRegression Fit(SeriesBlocks blocks, SerialErrors kind) => kind switch
    {
        SerialErrors.Autoregressive => Averaged(blocks),
        SerialErrors.AutoregressiveReml => AtBest(blocks),
        _ => Plain(blocks, kind == SerialErrors.NeweyWest),
    };

    // With flat priors for coefficients, log variance and a correlation from 0 to 1 (errors of a series carry on, they do not alternate) the restricted likelihood is the correlation's posterior, and each coefficient's
    // given it is Student's t: Zellner and Tiao (1964), JASA 59(307).
    private static SerialRegression Averaged(SeriesBlocks blocks)
    {
        var at = Enumerable.Range(0, 50).Select(k => (Correlation: k * Step, Fit: Whitened(blocks, k * Step))).Where(c => c.Fit is not null).Select(c => (c.Correlation, Fit: c.Fit!)).ToArray();
        if (at.Length == 0) throw Redundant();
        double least = at.Min(c => c.Fit.Deviance);
        double[] weights = [.. at.Select(c => Math.Exp((least - c.Fit.Deviance) / 2))];
        double total = weights.Sum();
        var distributions = Enumerable.Range(0, blocks.Columns).Select(j => new PredictiveDistribution(at.Select((c, k) => Part(blocks, c.Fit, j) with { Weight = weights[k] / total }))).ToArray();
        double[] mean = [.. distributions.Select(d => d.Parts.Sum(p => p.Weight * p.Mean))];
        return new(distributions, FittedBy(blocks, mean), at.Select((c, k) => c.Correlation * weights[k] / total).Sum());
    }

    private static SerialRegression AtBest(SeriesBlocks blocks)
    {
        double Deviance(double r) => Whitened(blocks, r)?.Deviance ?? double.PositiveInfinity;
        double best = Enumerable.Range(-19, 39).Select(k => k / 20.0).MinBy(Deviance);
        double low = Math.Max(-0.999, best - 0.05), high = Math.Min(0.999, best + 0.05), golden = (Math.Sqrt(5) - 1) / 2;
        while (high - low > 1e-9)
        {
            double a = high - (golden * (high - low)), b = low + (golden * (high - low));
            if (Deviance(a) < Deviance(b)) high = b;
            else low = a;
        }
        return Of(blocks, Whitened(blocks, (low + high) / 2) ?? throw Redundant(), (low + high) / 2);
    }

    private static SerialRegression Plain(SeriesBlocks blocks, bool neweyWest)
    {
        var plain = Whitened(blocks, 0) ?? throw Redundant();
        double[][] residuals = [.. blocks.X.Select((rows, k) => rows.Select((x, i) => blocks.Outcomes[k][i] - SmallMatrix.Dot(x, plain.Coefficients)).ToArray())];
        double squares = residuals.Sum(r => r.Sum(e => e * e)), products = residuals.Sum(r => r.Skip(1).Zip(r, (a, b) => a * b).Sum());
        var fit = Of(blocks, plain, squares > 0 ? products / squares : 0);
        if (!neweyWest) return fit;
        double[] errors = NeweyWest(blocks, residuals, plain.Inverse);
        return fit with { Distributions = [.. errors.Select((e, j) => new PredictiveDistribution([Part(blocks, plain, j) with { Sd = e }]))] };
    }

    private static SerialRegression Of(SeriesBlocks blocks, Solved solved, double correlation) =>
        new([.. Enumerable.Range(0, blocks.Columns).Select(j => new PredictiveDistribution([Part(blocks, solved, j)]))], FittedBy(blocks, solved.Coefficients), correlation);

    private static PredictivePart Part(SeriesBlocks blocks, Solved solved, int j)
    {
        int df = blocks.Rows - blocks.Columns;
        return new(1, solved.Coefficients[j], Math.Sqrt(solved.Squares / df * solved.Inverse[j, j]), df);
    }

    private static double[] FittedBy(SeriesBlocks blocks, double[] coefficients) => [.. blocks.X.SelectMany(rows => rows.Select(x => SmallMatrix.Dot(x, coefficients)))];

    private static DataError Redundant() => new("interrupted series", "predictors that say the same", "periods on both sides of the start", "Hold the slope, or find more periods.");

    // Prais and Winsten: rows less r times those before, the first of each series times √(1 − r²).
    private static Solved? Whitened(SeriesBlocks blocks, double r)
    {
        int p = blocks.Columns, n = blocks.Rows, at = 0;
        var columns = new double[n * p];
        var y = new double[n];
        for (int k = 0; k < blocks.X.Length; k++)
            for (int i = 0; i < blocks.Outcomes[k].Length; i++, at++)
            {
                double times = i == 0 ? Math.Sqrt(1 - (r * r)) : 1, less = i == 0 ? 0 : r;
                y[at] = (times * blocks.Outcomes[k][i]) - (less * (i == 0 ? 0 : blocks.Outcomes[k][i - 1]));
                for (int j = 0; j < p; j++) columns[(j * n) + at] = (times * blocks.X[k][i][j]) - (less * (i == 0 ? 0 : blocks.X[k][i - 1][j]));
            }
        var fit = LeastSquares.Solve(columns, p, y, null);
        if (fit.Rank < p) return null;
        double[,] l = fit.InverseFactor();
        double squares = fit.Residuals.Sum(e => e * e), logDeterminant = 0;
        for (int j = 0; j < p; j++) logDeterminant -= 2 * Math.Log(Math.Abs(l[j, j]));
        // ln det of the errors' correlation is that of the inverse, by series ln(1 − r²) each, with the scale (1 − r²) taken out of the variance.
        double deviance = ((n - p) * Math.Log(squares)) + logDeterminant - (blocks.X.Length * Math.Log(1 - (r * r)));
        return new(fit.Coefficients, l.Times(l.Transposed()), squares, deviance);
    }

    private static double[] NeweyWest(SeriesBlocks blocks, double[][] residuals, double[,] inverse)
    {
        int p = blocks.Columns, n = blocks.Rows, lag = Math.Max(1, (int)Math.Floor(4 * Math.Pow(n / 100.0, 2.0 / 9)));
        var meat = new double[p, p];
        for (int k = 0; k < blocks.X.Length; k++)
            for (int i = 0; i < residuals[k].Length; i++)
                for (int back = 0; back <= Math.Min(lag, i); back++)
                {
                    double weight = (1 - (back / (lag + 1.0))) * residuals[k][i] * residuals[k][i - back];
                    for (int a = 0; a < p; a++)
                        for (int b = 0; b < p; b++)
                            meat[a, b] += weight * ((blocks.X[k][i][a] * blocks.X[k][i - back][b]) + (back == 0 ? 0 : blocks.X[k][i - back][a] * blocks.X[k][i][b]));
                }
        double[,] covariance = inverse.Around(meat).Scaled(n / (double)(n - p));
        return [.. Enumerable.Range(0, p).Select(j => Math.Sqrt(covariance[j, j]))];
    }

    private sealed record Solved(double[] Coefficients, double[,] Inverse, double Squares, double Deviance);
}
