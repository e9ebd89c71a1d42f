using System.Collections.Immutable;

namespace Research;

/// <summary>The root of the rise in ML deviance when one parameter is held at a value and all others are at their best.</summary>
internal sealed class ProfiledParameters(MixedEstimate ml)
{
    private const double NearZero = 0.02, OffZero = 0.1;

    private readonly ProfiledDeviance deviance = ml.Deviance;
    private readonly MixedDesign design = ml.Design;
    private readonly MixedEstimate estimate = ml;

    /// <summary>The estimated SD of an effect.</summary>
    public double StandardDeviation(int block, int effect) => Math.Sqrt(Covariance(block)[effect, effect]);

    /// <summary>The estimated correlation of two effects; not a number where one of them does not vary.</summary>
    public double Correlation(int block, int first, int second)
    {
        double[,] covariance = Covariance(block);
        double scale = Math.Sqrt(covariance[first, first]) * Math.Sqrt(covariance[second, second]);
        return scale > 0 ? Math.Clamp(covariance[first, second] / scale, -1, 1) : double.NaN;
    }

    /// <summary>A coefficient.</summary>
    public Func<double, double> AtCoefficient(int k)
    {
        double[] start = estimate.Theta;
        return value => Rise(ref start, theta =>
        {
            double[][] relative = deviance.Relative(theta);
            if (double.IsNaN(deviance.ValueOf(relative))) return double.NaN;
            var (coefficients, unitCovariance) = MixedSolution.FixedPart(deviance);
            double off = coefficients[k] - value, n = deviance.Divisor;
            double squares = deviance.Squares.ResidualSum + off * off / unitCovariance[k, k];
            return deviance.Squares.LogDeterminant + deviance.Constant + n * (1 + Math.Log(2 * Math.PI * squares / n));
        });
    }

    /// <summary>The residual SD.</summary>
    public Func<double, double> AtSigma()
    {
        double[] start = estimate.Theta;
        return value => value <= 0 ? double.PositiveInfinity : Rise(ref start, theta => deviance.ValueAt(deviance.Relative(theta), value / deviance.Basis.OutcomeScale));
    }

    /// <summary>The SD of an effect of a term.</summary>
    public Func<double, double> AtStandardDeviation(int block, ImmutableArray<int> effects, int held)
    {
        var form = new HeldForm(this, block, [effects[held], .. effects.Where((_, i) => i != held)]);
        double[] start = form.Start(correlation: false);
        double unit = design.Blocks[block].Scale[effects[held]] / deviance.Basis.OutcomeScale;
        return value => Rise(ref start, point => form.Value(point, value * unit, null));
    }

    /// <summary>The correlation of two effects of a term.</summary>
    public Func<double, double> AtCorrelation(int block, ImmutableArray<int> effects, (int First, int Second) held)
    {
        var form = new HeldForm(this, block, [effects[held.First], effects[held.Second], .. effects.Where((_, i) => i != held.First && i != held.Second)]);
        double[] start = form.Start(correlation: true);
        return value => Rise(ref start, point => form.Value(point, null, value));
    }

    private double[,] Covariance(int block) => VarianceComponents.Covariance(design.Blocks[block], estimate.Solution.Relative[block], estimate.Solution.Sigma);

    private double Rise(ref double[] start, Func<double[], double> objective)
    {
        // Each search starts where the one before it ended: values are asked for near one another. The deviance is even in Λ, so that from a
        // variance of zero a search would see no slope: it starts a little off.
        var minimum = Minimum.Of(Objective.From(objective), [.. start.Select(v => Math.Abs(v) < NearZero ? OffZero : v)]);
        if (double.IsFinite(minimum.Value)) start = minimum.Point;
        return Math.Sqrt(Math.Max(minimum.Value - estimate.Criterion, 0));
    }

    /// <summary>Parameters with the held effects first in their term's Λ, so that what is held is a single entry or angle.</summary>
    private sealed class HeldForm
    {
        private readonly ProfiledParameters owner;
        private readonly int block;
        private readonly ImmutableArray<int> effects;
        private readonly (int Row, int Column)[] free;
        private readonly int offset;
        private readonly int[] others;

        public HeldForm(ProfiledParameters owner, int block, ImmutableArray<int> effects)
        {
            (this.owner, this.block, this.effects) = (owner, block, effects);
            free = [.. from j in Enumerable.Range(0, effects.Length) from i in Enumerable.Range(j, effects.Length - j) select (i, j)];
            offset = owner.design.Blocks[..block].Sum(b => b.Free.Length);
            var own = owner.design.Blocks[block].Free;
            others = [.. Enumerable.Range(0, owner.estimate.Theta.Length).Where(t => t < offset || t >= offset + own.Length || !effects.Contains(own[t - offset].Row))];
        }

        // log σ, the θ of other terms, then the entries of Λ that stay free.
        public double[] Start(bool correlation)
        {
            double[] relative = owner.estimate.Solution.Relative[block];
            int m = effects.Length, size = owner.design.Blocks[block].Size;
            var covariance = new double[m, m];
            for (int i = 0; i < m; i++)
                for (int j = 0; j < m; j++)
                    covariance[i, j] = InnerProduct.Of(relative.AsSpan(effects[i] * size, size), relative.AsSpan(effects[j] * size, size));
            var factor = new double[m, m];
            for (int j = 0; j < m; j++)
                for (int i = j; i < m; i++)
                {
                    double sum = covariance[i, j];
                    for (int k = 0; k < j; k++) sum -= factor[i, k] * factor[j, k];
                    factor[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / factor[j, j];
                }
            double second = m > 1 ? Math.Sqrt(covariance[1, 1]) : 0;
            IEnumerable<double> entries = correlation
                ? free.Select(f => f is (1, 0) ? second : factor[f.Row, f.Column]).Where((_, i) => free[i] is not (1, 1))
                : free.Select(f => factor[f.Row, f.Column]).Skip(1);
            return [Math.Log(owner.estimate.Solution.UnitSigma), .. others.Select(t => owner.estimate.Theta[t]), .. entries];
        }

        public double Value(double[] point, double? sd, double? correlation)
        {
            double sigma = Math.Exp(point[0]);
            double[] theta = [.. owner.estimate.Theta];
            for (int i = 0; i < others.Length; i++) theta[others[i]] = point[1 + i];
            double[][] relative = owner.deviance.Relative(theta);
            int m = effects.Length, size = owner.design.Blocks[block].Size, at = 1 + others.Length;
            var factor = new double[m, m];
            foreach (var (row, column) in free)
            {
                if (sd is { } held && row == 0 && column == 0) factor[0, 0] = held / sigma;
                else if (correlation is { } rho && row == 1 && column == 0)
                {
                    // A length below zero would turn the correlation's sign.
                    double length = Math.Abs(point[at++]);
                    (factor[1, 0], factor[1, 1]) = (rho * length, Math.Sqrt(1 - rho * rho) * length);
                }
                else if (correlation is null || !(row == 1 && column == 1)) factor[row, column] = correlation is not null && row == 0 && column == 0 ? Math.Abs(point[at++]) : point[at++];
            }
            double[] own = [.. relative[block]];
            for (int i = 0; i < m; i++)
                for (int j = 0; j < m; j++)
                    own[effects[i] * size + effects[j]] = factor[i, j];
            relative[block] = own;
            return owner.deviance.ValueAt(relative, sigma);
        }
    }
}
