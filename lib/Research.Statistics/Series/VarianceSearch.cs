namespace Research;

/// <summary>Maximum likelihood of the variances. A variance may be exactly 0, so each face of the parameter space is searched on its own, in
/// logarithms: a grid, then Newton steps; the common scale is profiled out where no noise is known.</summary>
internal sealed class VarianceSearch(TrendLikelihood likelihood)
{
    private const double Reach = 18, Step = 2;

    [Flags]
    private enum Parts
    {
        None = 0,
        Level = 1,
        Slope = 2,
        Irregular = 4,
    }

    public (TrendVariances Variances, double LogLikelihood) Maximise()
    {
        if (likelihood.Unit == 0) return (new(0, 0, 0), double.PositiveInfinity);
        var all = Parts.Level | (likelihood.HasSlope ? Parts.Slope : 0) | (likelihood.EstimatesIrregular ? Parts.Irregular : 0);
        var faces = Enumerable.Range(0, 8).Select(f => (Parts)f)
            .Where(f => (f & ~all) == 0 && (f != Parts.None || likelihood.HasKnownNoise))
            .OrderBy(f => int.PopCount((int)f));
        (TrendVariances Variances, double LogLikelihood) best = (new(0, 0, 0), double.NegativeInfinity);
        foreach (var face in faces)
        {
            var found = MaximiseFace(face);
            // The interior comes as near a face as it likes: a face wins unless it is worse by more than rounding.
            if (found.LogLikelihood > best.LogLikelihood + (1e-9 * (1 + Math.Abs(best.LogLikelihood))) || double.IsNegativeInfinity(best.LogLikelihood))
                best = found;
        }
        return best;
    }

    private (TrendVariances Variances, double LogLikelihood) MaximiseFace(Parts face)
    {
        int free = int.PopCount((int)face) - (likelihood.HasKnownNoise ? 0 : 1);
        if (free == 0) return At(face, []);
        var starts = Grid(free, free > 2 ? 2 * Step : Step).Select(x => (X: x, Value: At(face, x).LogLikelihood)).OrderByDescending(p => p.Value).ToList();
        var apart = new List<double[]>();
        foreach (var (x, _) in starts)
        {
            if (apart.All(a => a.Zip(x, (p, q) => Math.Abs(p - q)).Max() > 3 * Step)) apart.Add(x);
            if (apart.Count == 3) break;
        }
        return apart.Select(x => At(face, Climb(x, z => At(face, z).LogLikelihood))).MaxBy(f => f.LogLikelihood);
    }

    /// <summary>The variances at log ratios to the unit: to the last part of the face, whose scale is profiled, or to the known unit.</summary>
    private (TrendVariances Variances, double LogLikelihood) At(Parts face, double[] x)
    {
        Span<double> part = [0, 0, 0];
        int next = 0;
        for (int i = 0; i < 3; i++)
        {
            if (((int)face & (1 << i)) == 0) continue;
            part[i] = next < x.Length ? Math.Exp(x[next++]) : 1;
        }
        var relative = new TrendVariances(part[0], part[1], part[2]);
        if (likelihood.HasKnownNoise)
        {
            var absolute = relative.Times(likelihood.Unit);
            double value = likelihood.Sums(absolute).LogLikelihood;
            return (absolute, double.IsNaN(value) ? double.NegativeInfinity : value);
        }
        var (profile, scale) = likelihood.Profile(relative);
        return (relative.Times(scale), profile);
    }

    private static IEnumerable<double[]> Grid(int dimensions, double step)
    {
        int side = (int)(2 * Reach / step) + 1;
        int count = (int)Math.Pow(side, dimensions);
        for (int i = 0; i < count; i++)
        {
            var point = new double[dimensions];
            for (int d = 0, rest = i; d < dimensions; d++, rest /= side) point[d] = -Reach + (rest % side * step);
            yield return point;
        }
    }

    /// <summary>Newton's method with numerical derivatives, a ridge where the surface is not concave and halved steps.</summary>
    private static double[] Climb(double[] x, Func<double[], double> f)
    {
        int n = x.Length;
        double value = f(x);
        for (int iteration = 0; iteration < 60; iteration++)
        {
            var (gradient, hessian) = Derivatives(x, f, value);
            var move = NewtonMove(gradient, hessian);
            double step = Math.Min(1, 2 / Math.Max(1e-300, move.Max(d => Math.Abs(d))));
            double size = step * move.Max(d => Math.Abs(d)), gained = 0;
            for (; step > 1e-6; step /= 2)
            {
                var trial = new double[n];
                for (int i = 0; i < n; i++) trial[i] = Math.Clamp(x[i] + (step * move[i]), -Reach - 4, Reach + 4);
                double there = f(trial);
                if (!(there > value)) continue;
                (gained, value, x) = (there - value, there, trial);
                break;
            }
            if (gained == 0 || (size < 1e-8 && gained < 1e-12)) break;
        }
        return x;
    }

    private static (double[] Gradient, double[,] Hessian) Derivatives(double[] x, Func<double[], double> f, double centre)
    {
        const double h = 1e-3;
        int n = x.Length;
        var gradient = new double[n];
        var hessian = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            double up = Shifted(i, h), down = Shifted(i, -h), up2 = Shifted(i, 2 * h), down2 = Shifted(i, -2 * h);
            gradient[i] = ((8 * (up - down)) - (up2 - down2)) / (12 * h);
            hessian[i, i] = ((16 * (up + down)) - (up2 + down2) - (30 * centre)) / (12 * h * h);
            for (int j = 0; j < i; j++)
            {
                double cross = Shifted(i, h, j, h) - Shifted(i, h, j, -h) - Shifted(i, -h, j, h) + Shifted(i, -h, j, -h);
                hessian[i, j] = hessian[j, i] = cross / (4 * h * h);
            }
        }
        return (gradient, hessian);

        double Shifted(int i, double by, int j = -1, double alsoBy = 0)
        {
            var moved = (double[])x.Clone();
            moved[i] += by;
            if (j >= 0) moved[j] += alsoBy;
            return f(moved);
        }
    }

    private static double[] NewtonMove(double[] gradient, double[,] hessian)
    {
        int n = gradient.Length;
        for (double ridge = 0; ; ridge = ridge == 0 ? 1e-3 : ridge * 10)
        {
            var a = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(n, n, (i, j) => (i == j ? ridge : 0) - hessian[i, j]);
            var g = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(gradient);
            if (ridge > 1e6 || !a.ForAll(double.IsFinite) || !g.ForAll(double.IsFinite)) return gradient.Select(d => double.IsFinite(d) ? d : 0).ToArray();
            if (a.Evd(MathNet.Numerics.LinearAlgebra.Symmetricity.Symmetric).EigenValues.All(e => e.Real > 1e-10)) return a.Solve(g).ToArray();
        }
    }
}
