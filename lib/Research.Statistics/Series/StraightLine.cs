namespace Research;

/// <summary>A weighted straight line y = a + b x, centred so that years do not cost digits.</summary>
internal sealed class StraightLine
{
    private readonly double[] x, weights;

    private StraightLine(double[] x, double[] y, double[] weights)
    {
        (this.x, this.weights) = (x, weights);
        double total = weights.Sum();
        MeanX = x.Zip(weights, (v, w) => v * w).Sum() / total;
        double meanY = y.Zip(weights, (v, w) => v * w).Sum() / total;
        double sxy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - MeanX;
            Sxx += weights[i] * dx * dx;
            sxy += weights[i] * dx * (y[i] - meanY);
        }
        Slope = sxy / Sxx;
        Centre = meanY;
        Total = total;
        Residuals = [.. y.Select((v, i) => v - At(x[i]))];
        SumOfSquares = Residuals.Zip(weights, (e, w) => w * e * e).Sum();
        TotalSumOfSquares = y.Zip(weights, (v, w) => w * (v - meanY) * (v - meanY)).Sum();
    }

    public double Slope { get; }

    /// <summary>Height at the mean of x.</summary>
    public double Centre { get; }

    public double MeanX { get; }

    public double Sxx { get; }

    public double Total { get; }

    public double[] Residuals { get; }

    public double SumOfSquares { get; }

    public double TotalSumOfSquares { get; }

    public double Intercept => At(0);

    /// <summary>Residual variance with n − 2 degrees of freedom.</summary>
    public double ResidualVariance => SumOfSquares / (x.Length - 2);

    public static StraightLine Fit(double[] x, double[] y, double[]? weights = null) => new(x, y, weights ?? [.. x.Select(_ => 1.0)]);

    public double At(double at) => Centre + (Slope * (at - MeanX));

    /// <summary>Variance of the line at x in units of the residual variance.</summary>
    public double Leverage(double at) => (1 / Total) + ((at - MeanX) * (at - MeanX) / Sxx);

    /// <summary>Covariance (intercept, cross, slope) by Newey and West (1987) with Bartlett weights up to a lag.
    /// R: <c>sandwich::NeweyWest(prewhite = FALSE)</c>.</summary>
    public (double Intercept, double Slope) NeweyWestVariances(int lag, bool adjust)
    {
        int n = x.Length;
        // Scores in the centred basis, where (X'WX)⁻¹ is diagonal; the intercept comes back by the delta rule.
        double cc = 0, cs = 0, ss = 0;
        for (int j = 0; j <= Math.Min(lag, n - 1); j++)
        {
            double bartlett = j == 0 ? 1 : 2 * (1 - (j / (lag + 1.0)));
            for (int i = j; i < n; i++)
            {
                double u = weights[i] * Residuals[i], v = weights[i - j] * Residuals[i - j], dx = x[i] - MeanX, dy = x[i - j] - MeanX;
                cc += bartlett * u * v;
                cs += bartlett * u * v * (dx + dy) / 2;
                ss += bartlett * u * v * dx * dy;
            }
        }
        double scale = adjust ? n / (n - 2.0) : 1;
        double centre = scale * cc / (Total * Total), cross = scale * cs / (Total * Sxx), slope = scale * ss / (Sxx * Sxx);
        return (centre - (2 * MeanX * cross) + (MeanX * MeanX * slope), slope);
    }
}
