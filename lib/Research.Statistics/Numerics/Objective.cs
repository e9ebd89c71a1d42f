namespace Research;

/// <summary>A function of several variables to be minimised. Not a number means: outside the domain.</summary>
internal abstract class Objective
{
    /// <summary>The value at a point.</summary>
    public abstract double Value(double[] point);

    /// <summary>The values at several points; a costly function computes them at the same time.</summary>
    public virtual double[] Values(double[][] points) => [.. points.Select(Value)];

    /// <summary>An objective from a function.</summary>
    public static Objective From(Func<double[], double> function) => new Plain(function);

    /// <summary>Gradient by central differences: error of order h².</summary>
    public double[] Gradient(double[] point, double[] steps)
    {
        int k = point.Length;
        double[] values = Values([.. Enumerable.Range(0, 2 * k).Select(i => Moved(point, i / 2, i % 2 == 0 ? steps[i / 2] : -steps[i / 2]))]);
        return [.. Enumerable.Range(0, k).Select(i => (values[2 * i] - values[2 * i + 1]) / (2 * steps[i]))];
    }

    /// <summary>Gradient by forward differences: error of order h, half the work.</summary>
    public double[] ForwardGradient(double[] point, double value, double[] steps)
    {
        double[] values = Values([.. Enumerable.Range(0, point.Length).Select(i => Moved(point, i, steps[i]))]);
        return [.. values.Select((v, i) => (v - value) / steps[i])];
    }

    /// <summary>Second derivatives by central differences with one Richardson step: error of order h⁴.</summary>
    /// <remarks>Source: Richardson (1911), Phil. Trans. A 210. R: <c>numDeriv::hessian</c>.</remarks>
    public double[,] Hessian(double[] point, double[] steps)
    {
        var fine = SecondDifferences(point, [.. steps.Select(h => h / 2)]);
        var coarse = SecondDifferences(point, steps);
        int k = point.Length;
        var hessian = new double[k, k];
        for (int i = 0; i < k; i++)
            for (int j = 0; j < k; j++)
                hessian[i, j] = (4 * fine[i, j] - coarse[i, j]) / 3;
        return hessian;
    }

    /// <summary>Second derivatives by central differences: error of order h².</summary>
    public double[,] SecondDifferences(double[] point, double[] h)
    {
        int k = point.Length;
        var points = new List<double[]> { point };
        for (int i = 0; i < k; i++) points.AddRange([Moved(point, i, h[i]), Moved(point, i, -h[i])]);
        for (int i = 0; i < k; i++)
            for (int j = 0; j < i; j++)
                points.AddRange([Moved(Moved(point, i, h[i]), j, h[j]), Moved(Moved(point, i, -h[i]), j, -h[j]),
                    Moved(Moved(point, i, h[i]), j, -h[j]), Moved(Moved(point, i, -h[i]), j, h[j])]);
        double[] f = Values([.. points]);
        var hessian = new double[k, k];
        int at = 1 + 2 * k;
        for (int i = 0; i < k; i++)
        {
            hessian[i, i] = (f[1 + 2 * i] - 2 * f[0] + f[2 + 2 * i]) / (h[i] * h[i]);
            for (int j = 0; j < i; j++, at += 4)
                hessian[i, j] = hessian[j, i] = (f[at] + f[at + 1] - f[at + 2] - f[at + 3]) / (4 * h[i] * h[j]);
        }
        return hessian;
    }

    private static double[] Moved(double[] point, int i, double by)
    {
        double[] moved = [.. point];
        moved[i] += by;
        return moved;
    }

    private sealed class Plain(Func<double[], double> function) : Objective
    {
        public override double Value(double[] point) => function(point);
    }
}
