namespace Research;

/// <summary>Covariance of what a path has gained by its drift and its damped slope, from its first year to each later one.</summary>
/// <remarks>S_t = δ t + Σ_{s≤t} b_s, b_s = φ b_{s−1} + ζ_s. The first slope is normal with a standard deviation of 0.25 units, so that a steep beginning
/// is no surprise and need not last; the drift, which does last, of 0.04 units (a unit: 1 in log odds, 25 points, 12.5 points of a gap). A slope alone that dies down
/// forecasts too little change, too surely, where a country goes on rising.</remarks>
/// <param name="Sd">Standard deviation of ζ.</param>
/// <param name="Damping">φ.</param>
/// <param name="Sums">Covariance of S_a and S_b.</param>
internal sealed record SlopeTable(double Sd, double Damping, double[,] Sums)
{
    private const double StartSd = 0.25, DriftSd = 0.04;

    public static SlopeTable Of((double Sd, double Damping) slope, double unit, int size)
    {
        double start = StartSd * unit, drift = DriftSd * unit;
        var variances = new double[size];
        for (int t = 1; t < size; t++) variances[t] = t == 1 ? start * start : (slope.Damping * slope.Damping * variances[t - 1]) + (slope.Sd * slope.Sd);
        var sums = new double[size, size];
        for (int a = 1; a < size; a++)
            for (int b = 1; b < size; b++)
                sums[a, b] = sums[a - 1, b] + sums[a, b - 1] - sums[a - 1, b - 1] + (variances[Math.Min(a, b)] * Math.Pow(slope.Damping, Math.Abs(a - b))) + (drift * drift);
        return new(slope.Sd, slope.Damping, sums);
    }
}
