namespace Research;

/// <summary>Weighted least squares of effects with given weights, and the traces that moments of quadratic forms rest on.</summary>
/// <remarks>W^½X = QR by Gram and Schmidt, done twice; P = W^½(I − QQᵀ)W^½, so that tr P D = Σ wᵢdᵢ(1 − hᵢ), h = diag QQᵀ. Nothing of size k × k is made.
/// Source: Golub and Van Loan (2013), Matrix Computations, 5.2.</remarks>
internal sealed class WeightedSolution
{
    private readonly StudyDesign design;
    private readonly double[] q;
    private readonly double[,] r;

    private WeightedSolution(StudyDesign design, double[] weights)
    {
        (this.design, Weights) = (design, weights);
        int k = design.Count, p = design.Columns;
        (q, r) = (new double[k * p], new double[p, p]);
        var z = new double[k];
        for (int i = 0; i < k; i++)
        {
            double root = Math.Sqrt(weights[i]);
            z[i] = design.Y[i] * root;
            for (int j = 0; j < p; j++) q[(i * p) + j] = design.X[(i * p) + j] * root;
        }
        Orthogonalise(k, p);
        Leverages = new double[k];
        for (int i = 0; i < k; i++)
            for (int j = 0; j < p; j++) Leverages[i] += q[(i * p) + j] * q[(i * p) + j];
        Inverse = InverseOfTriangle(p);
        var projected = new double[p];
        for (int i = 0; i < k; i++)
            for (int j = 0; j < p; j++) projected[j] += q[(i * p) + j] * z[i];
        Coefficients = Inverse.Times(projected);
        Covariance = Inverse.Times(Inverse.Transposed());
        Fitted = new double[k];
        Residuals = new double[k];
        for (int i = 0; i < k; i++)
        {
            var row = design.Row(i);
            for (int j = 0; j < p; j++) Fitted[i] += row[j] * Coefficients[j];
            Residuals[i] = design.Y[i] - Fitted[i];
            SumOfSquares += weights[i] * Residuals[i] * Residuals[i];
        }
    }

    public static WeightedSolution Of(StudyDesign design, double[] weights) => new(design, weights);

    /// <summary>With weights 1/(v + τ²).</summary>
    public static WeightedSolution At(StudyDesign design, double tauSquared) => new(design, [.. design.V.Select(v => 1 / (v + tauSquared))]);

    public double[] Weights { get; }

    public double[] Coefficients { get; }

    /// <summary>(XᵀWX)⁻¹.</summary>
    public double[,] Covariance { get; }

    public double[] Fitted { get; }

    public double[] Residuals { get; }

    /// <summary>diag of W^½X(XᵀWX)⁻¹XᵀW^½.</summary>
    public double[] Leverages { get; }

    /// <summary>Σ w e².</summary>
    public double SumOfSquares { get; }

    public bool IsDeficient { get; private set; }

    /// <summary>ln |XᵀWX|.</summary>
    public double LogDeterminant => Enumerable.Range(0, design.Columns).Sum(j => 2 * Math.Log(r[j, j]));

    private double[,] Inverse { get; }

    /// <summary>xᵀ(XᵀWX)⁻¹x.</summary>
    public double VarianceAt(ReadOnlySpan<double> x)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++)
        {
            double along = 0;
            for (int a = 0; a <= j; a++) along += Inverse[a, j] * x[a];
            sum += along * along;
        }
        return sum;
    }

    /// <summary>tr (I − QQᵀ)D.</summary>
    public double Trace(double[] d)
    {
        double sum = 0;
        for (int i = 0; i < d.Length; i++) sum += d[i] * (1 - Leverages[i]);
        return sum;
    }

    /// <summary>tr (I − QQᵀ)D(I − QQᵀ)E.</summary>
    public double Trace(double[] d, double[] e)
    {
        double sum = 0;
        for (int i = 0; i < d.Length; i++) sum += d[i] * e[i] * (1 - (2 * Leverages[i]));
        double[,] a = Crossed(d), b = ReferenceEquals(d, e) ? a : Crossed(e);
        for (int i = 0; i < design.Columns; i++)
            for (int j = 0; j < design.Columns; j++) sum += a[i, j] * b[i, j];
        return sum;
    }

    private double[,] Crossed(double[] d)
    {
        int p = design.Columns;
        var crossed = new double[p, p];
        for (int i = 0; i < d.Length; i++)
            for (int a = 0; a < p; a++)
                for (int b = 0; b < p; b++) crossed[a, b] += q[(i * p) + a] * d[i] * q[(i * p) + b];
        return crossed;
    }

    private void Orthogonalise(int k, int p)
    {
        for (int j = 0; j < p; j++)
        {
            double before = Norm(k, p, j);
            for (int pass = 0; pass < 2; pass++)
                for (int a = 0; a < j; a++)
                {
                    double along = 0;
                    for (int i = 0; i < k; i++) along += q[(i * p) + a] * q[(i * p) + j];
                    r[a, j] += along;
                    for (int i = 0; i < k; i++) q[(i * p) + j] -= along * q[(i * p) + a];
                }
            double after = r[j, j] = Norm(k, p, j);
            if (!(after > 1e-10 * before)) IsDeficient = true;
            for (int i = 0; i < k; i++) q[(i * p) + j] /= after;
        }
    }

    private double Norm(int k, int p, int j)
    {
        double sum = 0;
        for (int i = 0; i < k; i++) sum += q[(i * p) + j] * q[(i * p) + j];
        return Math.Sqrt(sum);
    }

    private double[,] InverseOfTriangle(int p)
    {
        var inverse = new double[p, p];
        for (int j = 0; j < p; j++)
        {
            inverse[j, j] = 1 / r[j, j];
            for (int i = j - 1; i >= 0; i--)
            {
                double sum = 0;
                for (int a = i + 1; a <= j; a++) sum += r[i, a] * inverse[a, j];
                inverse[i, j] = -sum / r[i, i];
            }
        }
        return inverse;
    }
}
