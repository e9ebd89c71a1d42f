namespace Research;

/// <summary>The fixed columns in an orthonormal basis and the outcome as what least squares leave of it, both of unit scale.</summary>
/// <remarks>Cross-products of raw columns lose digits when means are large beside deviations, or overflow at 1e300; those of this basis do not.
/// X = QRD with D diagonal, y = Xβ₀ + s·e. Modified Gram-Schmidt, twice. Source: Björck (1996), Numerical Methods for Least Squares Problems, 2.4.</remarks>
internal sealed class FixedBasis
{
    private readonly double[] columnScale;
    private readonly double[,] triangle;
    private readonly double[] leastSquares;

    /// <summary>The basis of columns, under weights.</summary>
    /// <param name="columns">The fixed columns, each of n rows, linearly independent.</param>
    /// <param name="outcome">The outcome less its offset.</param>
    /// <param name="weights">Weights of rows; null is one each.</param>
    public FixedBasis(double[][] columns, double[] outcome, double[]? weights)
    {
        int n = outcome.Length, p = columns.Length;
        Fixed = p;
        columnScale = [.. columns.Select(Largest)];
        triangle = new double[p, p];
        var q = new double[p][];
        for (int j = 0; j < p; j++)
        {
            double[] v = InnerProduct.Divided(columns[j], columnScale[j]);
            for (int pass = 0; pass < 2; pass++)
                for (int i = 0; i < j; i++)
                {
                    double along = Inner(q[i], v, weights);
                    triangle[i, j] += along;
                    InnerProduct.AddScaled(-along, q[i], v);
                }
            double norm = Math.Sqrt(Inner(v, v, weights));
            triangle[j, j] = norm;
            q[j] = InnerProduct.Divided(v, norm);
        }
        double largest = Largest(outcome);
        double[] rest = InnerProduct.Divided(outcome, largest);
        double whole = Inner(rest, rest, weights);
        leastSquares = new double[p];
        for (int pass = 0; pass < 2; pass++)
            for (int j = 0; j < p; j++)
            {
                double along = Inner(q[j], rest, weights);
                leastSquares[j] += along;
                InnerProduct.AddScaled(-along, q[j], rest);
            }
        double left = Math.Sqrt(Inner(rest, rest, weights) / n);
        if (!(left > 1e-13 * Math.Sqrt(whole / n)))
            throw new DataError("mixed model", "an outcome that the fixed terms explain without remainder", "an outcome that varies about them",
                "Check the outcome: it may be constant, or be computed from the other columns.");
        OutcomeScale = left * largest;
        for (int j = 0; j < p; j++) leastSquares[j] /= left;
        Columns = new double[n * (p + 1)];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < p; j++) Columns[i * (p + 1) + j] = q[j][i];
            Columns[i * (p + 1) + p] = rest[i] / left;
        }
    }

    /// <summary>Number of fixed columns.</summary>
    public int Fixed { get; }

    /// <summary>Q and, last, the rest of the outcome in units of <see cref="OutcomeScale"/>: n × (p + 1), row by row.</summary>
    public double[] Columns { get; }

    /// <summary>The unit of the outcome in <see cref="Columns"/>.</summary>
    public double OutcomeScale { get; }

    /// <summary>log |X′X| − log |Q′Q|: what a REML criterion of Q lacks.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int j = 0; j < Fixed; j++) sum += 2 * (Math.Log(triangle[j, j]) + Math.Log(columnScale[j]));
            return sum;
        }
    }

    /// <summary>Coefficients of the fixed columns from those of Q, the outcome being the rest.</summary>
    public double[] Coefficients(ReadOnlySpan<double> delta)
    {
        var b = new double[Fixed];
        for (int j = Fixed - 1; j >= 0; j--)
        {
            double sum = delta[j] + leastSquares[j];
            for (int k = j + 1; k < Fixed; k++) sum -= triangle[j, k] * b[k];
            b[j] = sum / triangle[j, j];
        }
        for (int j = 0; j < Fixed; j++) b[j] *= OutcomeScale / columnScale[j];
        return b;
    }

    /// <summary>Covariance of the coefficients of X from that of the coefficients of Q, in the outcome's own unit squared.</summary>
    public double[,] Covariance(double[,] ofBasis)
    {
        double[,] half = SolveTriangle(ofBasis, transposeResult: true);
        double[,] full = SolveTriangle(half, transposeResult: false);
        for (int i = 0; i < Fixed; i++)
            for (int j = 0; j < Fixed; j++)
                full[i, j] *= OutcomeScale / columnScale[i] * (OutcomeScale / columnScale[j]);
        return full;
    }

    private double[,] SolveTriangle(double[,] right, bool transposeResult)
    {
        var solved = new double[Fixed, Fixed];
        for (int c = 0; c < Fixed; c++)
            for (int j = Fixed - 1; j >= 0; j--)
            {
                double sum = right[j, c];
                for (int k = j + 1; k < Fixed; k++) sum -= triangle[j, k] * (transposeResult ? solved[c, k] : solved[k, c]);
                if (transposeResult) solved[c, j] = sum / triangle[j, j];
                else solved[j, c] = sum / triangle[j, j];
            }
        return solved;
    }

    private static double Largest(double[] values)
    {
        double largest = InnerProduct.Largest(values);
        return largest > 0 ? largest : 1;
    }

    private static double Inner(double[] x, double[] y, double[]? weights)
    {
        if (weights is null) return InnerProduct.Of(x, y);
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += weights[i] * x[i] * y[i];
        return sum;
    }
}
