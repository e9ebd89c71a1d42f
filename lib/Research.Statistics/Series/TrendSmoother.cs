namespace Research;

/// <summary>The exact diffuse smoother: the state of each year given all the values.</summary>
/// <remarks>Source: Koopman and Durbin (2003), Journal of Time Series Analysis 24, 85-98; Durbin and Koopman (2012), section 5.3.
/// R: <c>KFAS::KFS(smoothing = "state")</c>.</remarks>
internal static class TrendSmoother
{
    private static readonly Matrix2 Transition = new(1, 1, 0, 1);

    /// <summary>Smoothed level, level variance, slope and slope variance of each year.</summary>
    public static (double Level, double LevelVariance, double Slope, double SlopeVariance)[] Run(FilterStep[] steps)
    {
        var smoothed = new (double, double, double, double)[steps.Length];
        Vector2 r0 = default, r1 = default;
        Matrix2 n0 = default, n1 = default, n2 = default;
        for (int t = steps.Length - 1; t >= 0; t--)
        {
            var step = steps[t];
            var p = step.Predicted;
            // Gains in prediction form, K = T M / F; without a value there is none.
            if (!step.Observed) (r0, r1, n0, n1, n2) = WithoutValue(r0, r1, n0, n1, n2);
            else if (step.DiffuseVariance > 0) (r0, r1, n0, n1, n2) = WithDiffuseValue(step, r0, r1, n0, n1, n2);
            else
            {
                double f = step.InnovationVariance;
                var l = Transition - Matrix2.FirstColumn(Transition * new Vector2(p.P11 / f, p.P12 / f));
                r0 = l.Transposed * r0 + new Vector2(step.Innovation / f, 0);
                r1 = Transition.Transposed * r1;
                n0 = (l.Transposed * n0 * l) + Matrix2.Corner(1 / f);
                n1 = Transition.Transposed * n1 * l;
                n2 = Transition.Transposed * n2 * Transition;
            }
            var star = new Matrix2(p.P11, p.P12, p.P12, p.P22);
            var infinite = new Matrix2(p.Q11, p.Q12, p.Q12, p.Q22);
            var mean = new Vector2(p.Level, p.Slope) + (star * r0) + (infinite * r1);
            var cross = infinite * n1 * star;
            var variance = star - (star * n0 * star) - cross - cross.Transposed - (infinite * n2 * infinite);
            smoothed[t] = (mean.A, Math.Max(0, variance.A), mean.B, Math.Max(0, variance.D));
        }
        return smoothed;
    }

    private static (Vector2, Vector2, Matrix2, Matrix2, Matrix2) WithoutValue(Vector2 r0, Vector2 r1, Matrix2 n0, Matrix2 n1, Matrix2 n2)
    {
        var t = Transition.Transposed;
        return (t * r0, t * r1, t * n0 * Transition, t * n1 * Transition, t * n2 * Transition);
    }

    private static (Vector2, Vector2, Matrix2, Matrix2, Matrix2) WithDiffuseValue(FilterStep step, Vector2 r0, Vector2 r1, Matrix2 n0, Matrix2 n1, Matrix2 n2)
    {
        var p = step.Predicted;
        double f = step.InnovationVariance, infinite = step.DiffuseVariance;
        var gain0 = Transition * new Vector2(1, p.Q12 / infinite);
        var gain1 = Transition * new Vector2((p.P11 - f) / infinite, (p.P12 - (f * p.Q12 / infinite)) / infinite);
        var l0 = Transition - Matrix2.FirstColumn(gain0);
        var l1 = -Matrix2.FirstColumn(gain1);
        var (l0T, l1T) = (l0.Transposed, l1.Transposed);
        return (
            l0T * r0,
            new Vector2(step.Innovation / infinite, 0) + (l0T * r1) + (l1T * r0),
            l0T * n0 * l0,
            Matrix2.Corner(1 / infinite) + (l0T * n1 * l0) + (l1T * n0 * l0),
            Matrix2.Corner(-f / (infinite * infinite)) + (l0T * n2 * l0) + (l0T * n1 * l1) + (l1T * n1.Transposed * l0) + (l1T * n0 * l1));
    }
}

/// <summary>A vector of two.</summary>
internal readonly record struct Vector2(double A, double B)
{
    public static Vector2 operator +(Vector2 x, Vector2 y) => new(x.A + y.A, x.B + y.B);
}

/// <summary>A two by two matrix [A B; C D].</summary>
internal readonly record struct Matrix2(double A, double B, double C, double D)
{
    public Matrix2 Transposed => new(A, C, B, D);

    public static Matrix2 Corner(double value) => new(value, 0, 0, 0);

    public static Matrix2 FirstColumn(Vector2 v) => new(v.A, 0, v.B, 0);

    public static Matrix2 operator +(Matrix2 x, Matrix2 y) => new(x.A + y.A, x.B + y.B, x.C + y.C, x.D + y.D);

    public static Matrix2 operator -(Matrix2 x, Matrix2 y) => new(x.A - y.A, x.B - y.B, x.C - y.C, x.D - y.D);

    public static Matrix2 operator -(Matrix2 x) => new(-x.A, -x.B, -x.C, -x.D);

    public static Matrix2 operator *(Matrix2 x, Matrix2 y) =>
        new((x.A * y.A) + (x.B * y.C), (x.A * y.B) + (x.B * y.D), (x.C * y.A) + (x.D * y.C), (x.C * y.B) + (x.D * y.D));

    public static Vector2 operator *(Matrix2 x, Vector2 v) => new((x.A * v.A) + (x.B * v.B), (x.C * v.A) + (x.D * v.B));
}
