namespace Research;

/// <summary>One year of the filter: what was predicted before its value was seen (a, P*, P∞), the innovation, and what is known after.</summary>
internal struct FilterStep
{
    public Moments Predicted, Filtered;
    public double Innovation, InnovationVariance, DiffuseVariance;
    public bool Observed;
}

/// <summary>Mean (level, slope), variance P* and diffuse variance P∞ of the state.</summary>
internal struct Moments
{
    public double Level, Slope;
    public double P11, P12, P22;
    public double Q11, Q12, Q22;

    public readonly bool IsDiffuse => Q11 > 0 || Q22 > 0;

    public static Moments Diffuse(bool hasSlope) => new() { Q11 = 1, Q22 = hasSlope ? 1 : 0 };

    /// <summary>One year on: level + slope, slope.</summary>
    public readonly Moments Ahead(double levelVariance, double slopeVariance) => new()
    {
        Level = Level + Slope,
        Slope = Slope,
        P11 = P11 + (2 * P12) + P22 + levelVariance,
        P12 = P12 + P22,
        P22 = P22 + slopeVariance,
        Q11 = Q11 + (2 * Q12) + Q22,
        Q12 = Q12 + Q22,
        Q22 = Q22,
    };
}

/// <summary>What the likelihood needs: log determinant and weighted sum of squares of the innovations after the diffuse steps.</summary>
internal struct FilterSums
{
    public double LogDeterminant, SumOfSquares, DiffuseLog;
    public int Count, DiffuseSteps;

    /// <summary>The diffuse log-likelihood of Durbin and Koopman: −½ Σ log F∞ over diffuse steps, no constant for them.</summary>
    public readonly double LogLikelihood => -0.5 * ((Count * Math.Log(2 * Math.PI)) + LogDeterminant + SumOfSquares + DiffuseLog);
}

/// <summary>The Kalman filter of a level and slope with exact diffuse start. A local level is the same with the slope known to be 0.</summary>
/// <remarks>Source: Durbin and Koopman (2012), Time Series Analysis by State Space Methods, ch. 4 and 5. R: <c>KFAS::KFS</c>.</remarks>
internal static class TrendFilter
{
    /// <summary>Runs over the values.</summary>
    /// <param name="input">The values and their known noise.</param>
    /// <param name="variances">The variances.</param>
    /// <param name="steps">Filled when given: one a year.</param>
    public static FilterSums Run(TrendInput input, TrendVariances variances, FilterStep[]? steps = null) => Run(input, variances, out _, out _, steps);

    /// <summary>As above; gives back the state of the last year and of the year after it.</summary>
    public static FilterSums Run(TrendInput input, TrendVariances variances, out Moments last, out Moments next, FilterStep[]? steps = null)
    {
        last = default;
        var (levelVariance, slopeVariance, irregular) = variances;
        var sums = default(FilterSums);
        var state = Moments.Diffuse(input.HasSlope);
        for (int t = 0; t < input.Values.Length; t++)
        {
            bool diffuse = state.IsDiffuse;
            if (diffuse) sums.DiffuseSteps = t + 1;
            var step = new FilterStep { Predicted = state };
            double y = input.Values[t];
            if (!double.IsNaN(y))
            {
                step.Observed = true;
                step.Innovation = y - state.Level;
                step.InnovationVariance = state.P11 + irregular + input.KnownNoise[t];
                if (diffuse) UpdateDiffuse(ref state, ref step, ref sums);
                else Update(ref state, ref step, ref sums);
            }
            step.Filtered = last = state;
            if (steps is not null) steps[t] = step;
            state = state.Ahead(levelVariance, slopeVariance);
        }
        next = state;
        return sums;
    }

    private static void UpdateDiffuse(ref Moments s, ref FilterStep step, ref FilterSums sums)
    {
        // The level of a diffuse state is always diffuse here, so F∞ > 0 and the value fixes one diffuse direction.
        double infinite = s.Q11, f = step.InnovationVariance;
        step.DiffuseVariance = infinite;
        double gain2 = s.Q12 / infinite, m1 = s.P11, m2 = s.P12;
        s.Level += step.Innovation;
        s.Slope += gain2 * step.Innovation;
        s.P22 += (gain2 * gain2 * f) - (2 * gain2 * m2);
        s.P12 += (gain2 * f) - m2 - (gain2 * m1);
        s.P11 = f - m1;
        double left = s.Q22 - (s.Q12 * gain2);
        (s.Q11, s.Q12, s.Q22) = (0, 0, left > 1e-9 * s.Q22 ? left : 0);
        sums.DiffuseLog += Math.Log(infinite);
    }

    private static void Update(ref Moments s, ref FilterStep step, ref FilterSums sums)
    {
        double f = step.InnovationVariance, v = step.Innovation;
        if (f <= 0)
        {
            // A state known for certain: a value that differs is impossible, one that agrees says nothing.
            if (Math.Abs(v) > 1e-10 * (Math.Abs(s.Level) + Math.Abs(v + s.Level))) sums.SumOfSquares = double.PositiveInfinity;
            step.Observed = false;
            return;
        }
        double k1 = s.P11 / f, k2 = s.P12 / f;
        s.Level += k1 * v;
        s.Slope += k2 * v;
        s.P22 -= k2 * s.P12;
        s.P12 -= k2 * s.P11;
        s.P11 -= k1 * s.P11;
        sums.LogDeterminant += Math.Log(f);
        sums.SumOfSquares += v * v / f;
        sums.Count++;
    }
}

/// <summary>What the filter sees of a series.</summary>
/// <param name="Values">A value a year; not a number where there is none.</param>
/// <param name="KnownNoise">Known sampling variance a year; 0 where none is known.</param>
/// <param name="HasSlope">True for a local linear trend.</param>
internal sealed record TrendInput(double[] Values, double[] KnownNoise, bool HasSlope)
{
    public static TrendInput Of(AnnualSeries series, bool hasSlope) => new(
        [.. series.Values],
        series.Variances.IsEmpty ? new double[series.Values.Length] : [.. series.Variances.Select(v => double.IsNaN(v) ? 0 : v)],
        hasSlope);
}
