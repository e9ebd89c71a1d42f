namespace Research;

/// <summary>A least-squares problem solved: min Σ wᵢ (yᵢ − xᵢᵀβ)². The core of linear models and instruments.</summary>
/// <remarks>Householder QR of √w (X, y), columns scaled by powers of two so that values near 1e±300 neither overflow nor vanish; one or two steps of
/// refinement by the corrected semi-normal equations with residuals in twice the working precision where X is ill conditioned. Source:
/// Björck (1996), Numerical Methods for Least Squares Problems, 2.9 and 6.6.5.</remarks>
internal sealed class LeastSquares
{
    /// <summary>Below this ratio of the factor's diagonal a plain solution already has full accuracy for practical use.</summary>
    private const double WellConditioned = 1e2;

    private readonly double[] x;
    private readonly double[]? rootWeights;
    private readonly double[] scale;
    private readonly RankedTriangle triangle;

    private LeastSquares(double[] x, int columns, double[] y, double[]? weights)
    {
        (this.x, Columns, Rows, Outcome, Weights) = (x, columns, y.Length, y, weights);
        rootWeights = weights is null ? null : [.. weights.Select(Math.Sqrt)];
        scale = [.. Enumerable.Range(0, columns).Select(j => HouseholderTriangle.PowerOfTwo(x.AsSpan(j * Rows, Rows))), HouseholderTriangle.PowerOfTwo(y)];
        var householder = new HouseholderTriangle(columns + 1);
        householder.Add(j => j == columns ? y : x.AsMemory(j * Rows, Rows), Rows, rootWeights, scale);
        triangle = RankedTriangle.Of(householder.Triangle(), columns);
        Kept = [.. triangle.Kept];
        var projected = new double[Rank];
        for (int i = 0; i < Rank; i++) projected[i] = triangle[i, columns];
        Coefficients = Unscaled(triangle.Solve(projected));
        if (Condition() > WellConditioned)
            for (int step = 0; step < 2; step++) Refine();
        Residuals = ResidualsOf(Coefficients);
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>The columns that are estimable, rising.</summary>
    public int[] Kept { get; }

    public int Rank => triangle.Rank;

    public double[] Outcome { get; }

    public double[]? Weights { get; }

    /// <summary>Coefficients of the columns kept.</summary>
    public double[] Coefficients { get; private set; }

    /// <summary>y − Xβ, unweighted.</summary>
    public double[] Residuals { get; }

    /// <summary>Solves a problem. X is by columns, n × p; weights are above 0, or null.</summary>
    public static LeastSquares Solve(double[] x, int columns, double[] y, double[]? weights) => new(x, columns, y, weights);

    /// <summary>A column of X by its place among those kept.</summary>
    public ReadOnlySpan<double> Column(int kept) => x.AsSpan(Kept[kept] * Rows, Rows);

    /// <summary>What y was multiplied by, a power of two that makes its largest value about 1.</summary>
    public double OutcomeScale => scale[Columns];

    /// <summary>L = R⁻¹ with L Lᵀ = (XᵀWX)⁻¹, rank × rank, upper triangular: the factor all covariances are built from.</summary>
    public double[,] InverseFactor()
    {
        var inverse = triangle.Inverse();
        for (int i = 0; i < Rank; i++)
            for (int j = i; j < Rank; j++) inverse[i, j] *= scale[Kept[i]];
        return inverse;
    }

    /// <summary>Z = X L by columns, n × rank, with ZᵀWZ = I: the design in coordinates free of scale and correlation.</summary>
    public double[] Whitened()
    {
        var z = new double[Rows * Rank];
        for (int k = 0; k < Rank; k++)
        {
            var target = z.AsSpan(k * Rows, Rows);
            var source = Column(k);
            double s = scale[Kept[k]];
            for (int i = 0; i < Rows; i++) target[i] = source[i] * s;
            for (int j = 0; j < k; j++) HouseholderTriangle.Subtract(target, triangle[j, k], z.AsSpan(j * Rows, Rows));
            double diagonal = triangle[k, k];
            for (int i = 0; i < Rows; i++) target[i] /= diagonal;
        }
        return z;
    }

    /// <summary>The sum of squares each kept column adds to those before it, (Qᵀy)², times the outcome's scale squared.</summary>
    public double[] ScaledSequentialSquares()
    {
        var sums = new double[Rank];
        for (int k = 0; k < Rank; k++) sums[k] = triangle[k, Columns] * triangle[k, Columns];
        return sums;
    }

    private double Condition()
    {
        double largest = 0, smallest = double.PositiveInfinity;
        for (int k = 0; k < Rank; k++)
        {
            double length = 0;
            for (int i = 0; i <= k; i++) length += triangle[i, k] * triangle[i, k];
            double share = Math.Abs(triangle[k, k]) / Math.Sqrt(length);
            (largest, smallest) = (Math.Max(largest, share), Math.Min(smallest, share));
        }
        return largest / smallest;
    }

    private double[] Unscaled(double[] scaled)
    {
        for (int k = 0; k < Rank; k++) scaled[k] *= scale[Kept[k]] / scale[Columns];
        return scaled;
    }

    private void Refine()
    {
        double[] residuals = ExactResiduals(Coefficients);
        var gradient = new double[Rank];
        for (int k = 0; k < Rank; k++)
        {
            var column = Column(k);
            double s = scale[Kept[k]], t = scale[Columns], sum = 0;
            for (int i = 0; i < Rows; i++) sum += column[i] * s * (residuals[i] * t) * (Weights is null ? 1 : Weights[i]);
            gradient[k] = sum;
        }
        triangle.SolveTransposed(gradient);
        double[] step = Unscaled(triangle.Solve(gradient));
        Coefficients = [.. Coefficients.Select((b, k) => b + step[k])];
    }

    private double[] ResidualsOf(double[] beta)
    {
        double[] residuals = [.. Outcome];
        for (int k = 0; k < Rank; k++)
        {
            var column = Column(k);
            double b = beta[k];
            for (int i = 0; i < Rows; i++) residuals[i] -= b * column[i];
        }
        return residuals;
    }

    /// <summary>y − Xβ with the sum carried in two doubles; products are exact by fused multiplication.</summary>
    private double[] ExactResiduals(double[] beta)
    {
        double[] high = [.. Outcome];
        var low = new double[Rows];
        for (int k = 0; k < Rank; k++)
        {
            var column = Column(k);
            double b = -beta[k];
            for (int i = 0; i < Rows; i++)
            {
                double product = b * column[i], rest = Math.FusedMultiplyAdd(b, column[i], -product);
                double sum = high[i] + product, part = sum - high[i];
                low[i] += (high[i] - (sum - part)) + (product - part) + rest;
                high[i] = sum;
            }
        }
        for (int i = 0; i < Rows; i++) high[i] += low[i];
        return high;
    }
}
