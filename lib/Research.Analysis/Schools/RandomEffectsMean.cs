namespace Research;

/// <summary>Mean and spread of true effects behind estimates of known sampling variance.</summary>
/// <remarks>τ² solves F(τ²) = Σ w(d − μ)² − (k − 1) = 0 with w = 1/(v + τ²), μ = Σwd/Σw; 0 where F(0) ≤ 0. F falls and is convex, so that Newton's steps
/// from 0 rise to the root. Source: Paule and Mandel (1982), Journal of Research of the National Bureau of Standards 87, 377–385.
/// R: <c>metafor::rma(yi, vi, method = "PM")</c>.</remarks>
/// <param name="Mean">μ.</param>
/// <param name="Variance">τ², between units.</param>
/// <param name="StandardError">Of μ: 1/√Σw.</param>
internal readonly record struct RandomEffectsMean(double Mean, double Variance, double StandardError)
{
    public static RandomEffectsMean Of((double Estimate, double Variance)[] units)
    {
        double between = 0;
        for (int i = 0; i < 500; i++)
        {
            var (mean, _) = MeanAt(units, between);
            double excess = units.Sum(u => Square(u.Estimate - mean) / (u.Variance + between)) - (units.Length - 1);
            double step = excess / units.Sum(u => Square((u.Estimate - mean) / (u.Variance + between)));
            if (!(step > 1e-14 * (1 + between))) break;
            between += step;
        }
        var (at, weights) = MeanAt(units, between);
        return new(at, between, 1 / Math.Sqrt(weights));
    }

    private static (double Mean, double Weights) MeanAt((double Estimate, double Variance)[] units, double between)
    {
        double weights = units.Sum(u => 1 / (u.Variance + between));
        return (units.Sum(u => u.Estimate / (u.Variance + between)) / weights, weights);
    }

    private static double Square(double x) => x * x;
}
