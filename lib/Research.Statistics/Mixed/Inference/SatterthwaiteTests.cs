namespace Research;

/// <summary>Satterthwaite's degrees of freedom: 2v²/Var(v) for the variance v = c′Cov(β)c of a contrast.</summary>
/// <remarks>Var(v) = g′Ag with g the gradient of v in (θ, σ) and A twice the inverse Hessian of the deviance there. Source: Satterthwaite (1946), Biometrics
/// Bulletin 2(6); Fai and Cornelius (1996), J. Stat. Comput. Simul. 54; Kuznetsova, Brockhoff and Christensen (2017), JSS 82(13). R: <c>lmerTest::contest</c>.</remarks>
internal sealed class SatterthwaiteTests : FixedTests
{
    // Directions in which the deviance is flat carry no information: lmerTest leaves them out too.
    private const double Flat = 1e-8;

    private readonly double[][,] gradient;
    private readonly double[,] precision;

    public SatterthwaiteTests(MixedEstimate estimate) : base(estimate, estimate.Solution.Covariance)
    {
        var deviance = estimate.Deviance;
        double[] theta = estimate.Theta;
        double sigma = estimate.Solution.UnitSigma;
        int k = theta.Length;
        var atSigma = Objective.From(point => deviance.ValueAt(deviance.Relative(point), sigma));
        double[] steps = Steps(atSigma, theta);
        double[,] inTheta = atSigma.Hessian(theta, steps);
        gradient = new double[k + 1][,];
        var hessian = new double[k + 1, k + 1];
        for (int i = 0; i < k; i++)
        {
            var near = Difference(theta, i, steps[i] / 2);
            var far = Difference(theta, i, steps[i]);
            double residual = (4 * near.Residual - far.Residual) / 3;
            gradient[i] = Combine(near.Covariance, far.Covariance);
            hessian[i, k] = hessian[k, i] = -2 * residual / Math.Pow(sigma, 3);
            for (int j = 0; j < k; j++) hessian[i, j] = inTheta[i, j];
        }
        // In the outcome's own unit: Cov(β) = σ²C, so its derivative in the unit residual SD is 2Cov(β)/σ.
        gradient[k] = MixedSolution.Scaled(Covariance, 2 / sigma);
        hessian[k, k] = 4 * deviance.Divisor / (sigma * sigma);
        precision = MixedSolution.Scaled(SpectralInverse.Of(hessian, Flat), 2);

        (double[,] Covariance, double Residual) Difference(double[] point, int i, double step)
        {
            var (up, upResidual) = At(point, i, step);
            var (down, downResidual) = At(point, i, -step);
            int p = up.GetLength(0);
            for (int r = 0; r < p; r++)
                for (int c = 0; c < p; c++)
                    up[r, c] = (up[r, c] - down[r, c]) / (2 * step);
            return (up, (upResidual - downResidual) / (2 * step));
        }

        (double[,] Covariance, double Residual) At(double[] point, int i, double by)
        {
            double[] moved = [.. point];
            moved[i] += by;
            double[][] relative = deviance.Relative(moved);
            deviance.ValueOf(relative);
            double residual = deviance.Squares.ResidualSum;
            return (MixedSolution.Scaled(MixedSolution.FixedPart(deviance).Covariance, sigma * sigma), residual);
        }
    }

    /// <inheritdoc/>
    public override double Degrees(double[] contrast)
    {
        double variance = Quadratic(contrast, Covariance);
        return 2 * variance * variance / Quadratic([.. gradient.Select(g => Quadratic(contrast, g))], precision);
    }

    /// <inheritdoc/>
    public override (double F, double Denominator) Joint(double[][] contrasts)
    {
        int q = contrasts.Length, p = Covariance.GetLength(0);
        var eigen = SymmetricEigen.Of(Between(contrasts, Covariance));
        double sum = 0, excess = 0, degrees = 0, fewest = double.PositiveInfinity;
        for (int e = 0; e < q; e++)
        {
            var contrast = new double[p];
            for (int a = 0; a < q; a++) InnerProduct.AddScaled(eigen.Vectors[a, e], contrasts[a], contrast);
            double value = InnerProduct.Of(contrast, Estimate.Solution.Coefficients);
            sum += value * value / eigen.Values[e];
            degrees = Degrees(contrast);
            fewest = Math.Min(fewest, degrees);
            excess += degrees / (degrees - 2);
        }
        return (sum / q, q == 1 ? degrees : fewest > 2 ? 2 * excess / (excess - q) : 2);
    }

    // A tenth of each parameter's standard error, so that fourth-order differences are exact to many digits.
    private static double[] Steps(Objective objective, double[] theta)
    {
        double value = objective.Value(theta);
        const double trial = 1e-3;
        double[] rough = [.. theta.Select(_ => trial)];
        return [.. theta.Select((t, i) =>
        {
            double[] up = [.. theta], down = [.. theta];
            up[i] += rough[i];
            down[i] -= rough[i];
            double curvature = (objective.Value(up) - 2 * value + objective.Value(down)) / (trial * trial);
            return curvature > 0 ? Math.Clamp(0.1 * Math.Sqrt(2 / curvature), 1e-4, 0.05) : 0.01;
        })];
    }

    private static double[,] Combine(double[,] near, double[,] far)
    {
        var combined = (double[,])near.Clone();
        for (int i = 0; i < near.GetLength(0); i++)
            for (int j = 0; j < near.GetLength(1); j++)
                combined[i, j] = (4 * near[i, j] - far[i, j]) / 3;
        return combined;
    }
}
