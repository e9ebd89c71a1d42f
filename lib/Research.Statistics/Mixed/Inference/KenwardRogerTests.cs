using MathNet.Numerics.LinearAlgebra;

namespace Research;

/// <summary>Kenward and Roger's tests: a covariance of the coefficients that owns up to the variances being estimated, and its degrees of freedom.</summary>
/// <remarks>Φₐ = Φ + 2Φ{Σ Wᵣₛ(Qᵣₛ − PᵣΦPₛ)}Φ with W the inverse information on the variances. Source: Kenward and Roger (1997), Biometrics 53(3);
/// Halekoh and Højsgaard (2014), JSS 59(9). R: <c>pbkrtest::vcovAdj</c>, <c>Lb_ddf</c>, <c>KRmodcomp</c>.</remarks>
internal sealed class KenwardRogerTests : FixedTests
{
    private readonly double[,] unadjusted;
    private readonly double[][,] moved;
    private readonly double[,] weights;

    private KenwardRogerTests(MixedEstimate estimate, double[,] adjusted, double[,] unadjusted, (double[][,] Moved, double[,] Weights) terms) : base(estimate, adjusted) =>
        (this.unadjusted, moved, weights) = (unadjusted, terms.Moved, terms.Weights);

    /// <summary>The tests; an ML fit is refitted by REML first, on which the method rests.</summary>
    public static KenwardRogerTests Of(MixedEstimate given, double[]? rowWeights)
    {
        var estimate = given.Deviance.Likelihood == Likelihood.Reml ? given : MixedEstimate.Of(given.Design, Likelihood.Reml, rowWeights);
        var terms = new InformationTerms(estimate);
        var basis = estimate.Deviance.Basis;
        double variance = estimate.Solution.UnitSigma * estimate.Solution.UnitSigma;
        var phi = Matrix<double>.Build.DenseOfArray(estimate.Solution.UnitCovariance) * variance;
        int k = terms.P.Length;
        var information = new double[k, k];
        for (int r = 0; r < k; r++)
            for (int s = 0; s < k; s++)
                information[r, s] = terms.Traces[r, s] - 2 * (phi * terms.Q[r, s]).Trace() + (phi * terms.P[r] * phi * terms.P[s]).Trace();
        double[,] weights = MixedSolution.Scaled(SpectralInverse.Of(Balanced(information, out double[] scale), 1e-12), 2);
        var sum = Matrix<double>.Build.Dense(phi.RowCount, phi.RowCount);
        for (int r = 0; r < k; r++)
            for (int s = 0; s < k; s++)
            {
                weights[r, s] /= scale[r] * scale[s];
                sum += weights[r, s] * (terms.Q[r, s] - terms.P[r] * phi * terms.P[s]);
            }
        var adjusted = phi + 2 * phi * sum * phi;
        return new(estimate, basis.Covariance(Symmetric(adjusted)), estimate.Solution.Covariance,
            ([.. terms.P.Select(p => basis.Covariance(Symmetric(phi * p * phi)))], weights));
    }

    /// <inheritdoc/>
    public override double Degrees(double[] contrast) => Moments([contrast]).Denominator;

    /// <inheritdoc/>
    public override (double F, double Denominator) Joint(double[][] contrasts)
    {
        double[] values = [.. contrasts.Select(c => InnerProduct.Of(c, Estimate.Solution.Coefficients))];
        double f = Quadratic(values, SpectralInverse.Of(Between(contrasts, Covariance))) / contrasts.Length;
        var (denominator, scaling) = Moments(contrasts);
        return (f * scaling, denominator);
    }

    private (double Denominator, double Scaling) Moments(double[][] contrasts)
    {
        int q = contrasts.Length, k = moved.Length;
        var inverse = Matrix<double>.Build.DenseOfArray(SpectralInverse.Of(Between(contrasts, unadjusted)));
        Matrix<double>[] parts = [.. moved.Select(m => inverse * Matrix<double>.Build.DenseOfArray(Between(contrasts, m)))];
        double a1 = 0, a2 = 0;
        for (int r = 0; r < k; r++)
            for (int s = 0; s < k; s++)
            {
                a1 += weights[r, s] * parts[r].Trace() * parts[s].Trace();
                a2 += weights[r, s] * (parts[r] * parts[s]).Trace();
            }
        double b = (a1 + 6 * a2) / (2 * q), g = ((q + 1) * a1 - (q + 4) * a2) / ((q + 2) * a2);
        double c1 = g / (3 * q + 2 * (1 - g)), c2 = (q - g) / (3 * q + 2 * (1 - g)), c3 = (q + 2 - g) / (3 * q + 2 * (1 - g));
        double v0 = 1 + c1 * b, v1 = 1 - c2 * b, v2 = 1 - c3 * b;
        if (Math.Abs(v0) < 1e-10) v0 = 0;
        double ratio = Quotient(1 - a2 / q, v1);
        double rho = ratio * ratio * v0 / v2 / q;
        double denominator = 4 + (q + 2) / (q * rho - 1);
        double scaling = Math.Abs(denominator - 2) < 1e-2 ? 1 : denominator * (1 - a2 / q) / (denominator - 2);
        return (denominator, scaling);
    }

    // Both vanish together where the variance is known exactly.
    private static double Quotient(double x, double y) => Math.Abs(x) < 1e-14 && Math.Abs(y) < 1e-14 ? 1 : x / y;

    private static double[,] Balanced(double[,] matrix, out double[] scale)
    {
        double[] root = [.. Enumerable.Range(0, matrix.GetLength(0)).Select(i => matrix[i, i] > 0 ? Math.Sqrt(matrix[i, i]) : 1)];
        var balanced = new double[root.Length, root.Length];
        for (int i = 0; i < root.Length; i++)
            for (int j = 0; j < root.Length; j++)
                balanced[i, j] = matrix[i, j] / (root[i] * root[j]);
        scale = root;
        return balanced;
    }

    private static double[,] Symmetric(Matrix<double> m) => ((m + m.Transpose()) / 2).ToArray();
}
