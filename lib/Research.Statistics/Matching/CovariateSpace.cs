namespace Research;

/// <summary>Covariates turned so that plain distance is Mahalanobis distance, and the nearest free row in that space.</summary>
/// <remarks>Z = X A with A Aᵀ the (generalised) inverse of the covariance pooled within groups; levels of a category count 1/√2 each, so that two different
/// levels are as far apart as 0 and 1. R: <c>MatchIt::mahalanobis_dist</c>.</remarks>
internal sealed class CovariateSpace
{
    private readonly double[][] covariates;
    private readonly double[] points;
    private readonly int width;

    private CovariateSpace(double[][] covariates, double[] points, int width) => (this.covariates, this.points, this.width) = (covariates, points, width);

    public static CovariateSpace Of(TreatmentFrame frame)
    {
        int n = frame.Count;
        var columns = frame.Covariates.Select(c => Standardised(c)).OfType<double[]>().ToArray();
        if (columns.Length == 0) throw new DataError($"formula {frame.Frame.Formula.Text}", "no covariate that varies", "covariates that vary", "Add covariates to match on.");
        int p = columns.Length;
        var covariance = PooledWithin(columns, frame.Treated);
        var eigen = SymmetricEigen.Of(covariance);
        double least = 1e-8 * eigen.Values.Max();
        int[] kept = [.. Enumerable.Range(0, p).Where(k => eigen.Values[k] > least)];
        var points = new double[n * kept.Length];
        for (int k = 0; k < kept.Length; k++)
            for (int j = 0; j < p; j++)
            {
                double a = eigen.Vectors[j, kept[k]] / Math.Sqrt(eigen.Values[kept[k]]);
                for (int i = 0; i < n; i++) points[(i * kept.Length) + k] += a * columns[j][i];
            }
        return new([.. frame.Covariates.Select(c => c.Values)], points, kept.Length);
    }

    public double Squared(int row, int other)
    {
        double sum = 0;
        for (int k = 0; k < width; k++)
        {
            double d = points[(row * width) + k] - points[(other * width) + k];
            sum += d * d;
        }
        return sum;
    }

    public double Distance(int row, int other) => Math.Sqrt(Squared(row, other));

    /// <summary>Which of two rows has more of the first covariate in which they differ; 0 for like rows.</summary>
    public int Order(int row, int other) => covariates.Select(x => x[row].CompareTo(x[other])).FirstOrDefault(order => order != 0);

    private static double[]? Standardised(Covariate covariate)
    {
        double[] x = covariate.Values;
        double mean = x.Average(), ss = x.Sum(v => (v - mean) * (v - mean));
        if (x.Max() - x.Min() < 1.5e-8) return null;
        double sd = Math.Sqrt(ss / (x.Length - 1));
        return [.. x.Select(v => (v - mean) / sd)];
    }

    private static double[,] PooledWithin(double[][] columns, bool[] treated)
    {
        int p = columns.Length, n = treated.Length;
        var centred = columns.Select(x =>
        {
            double sum1 = 0, sum0 = 0;
            int n1 = 0;
            for (int i = 0; i < n; i++)
                if (treated[i]) (sum1, n1) = (sum1 + x[i], n1 + 1);
                else sum0 += x[i];
            return Enumerable.Range(0, n).Select(i => x[i] - (treated[i] ? sum1 / n1 : sum0 / (n - n1))).ToArray();
        }).ToArray();
        var covariance = new double[p, p];
        for (int a = 0; a < p; a++)
            for (int b = 0; b <= a; b++)
                covariance[a, b] = covariance[b, a] = SmallMatrix.Dot(centred[a], centred[b]) / (n - 2);
        return covariance;
    }
}
