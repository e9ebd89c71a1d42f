using System.Collections.Immutable;

namespace Research;

/// <summary>A parameter with its profile interval.</summary>
/// <param name="Name">A coefficient's name; <c>sd_(Intercept)|school</c>, <c>cor_prior.(Intercept)|school</c> or <c>sigma</c>, as lme4 has them.</param>
/// <param name="Estimate">The maximum likelihood estimate.</param>
/// <param name="Interval">All values that a likelihood-ratio test at this level does not reject.</param>
public sealed record ProfileInterval(string Name, double Estimate, Interval Interval);

/// <summary>Profile likelihood intervals of a mixed model's parameters. R: <c>lme4::confint(method = "profile")</c>.</summary>
/// <remarks>By maximum likelihood also for a REML fit, as lme4 does: restricted likelihoods with different fixed parts cannot be compared. Roots of
/// D(ψ) − D(ψ̂) = χ²₁, all other parameters at their best; not interpolated. Source: Bates et al. (2015), JSS 67(1), 5.1.</remarks>
public sealed record ProfileIntervals : Result
{
    private readonly string title;

    private ProfileIntervals(string title, ImmutableArray<ProfileInterval> variances, ImmutableArray<ProfileInterval> coefficients) =>
        (this.title, Variances, Coefficients) = (title, variances, coefficients);

    /// <summary>SDs and correlations in lme4's order (its .sig01 and so on), then the residual SD.</summary>
    public ImmutableArray<ProfileInterval> Variances { get; }

    /// <summary>The coefficients.</summary>
    public ImmutableArray<ProfileInterval> Coefficients { get; }

    /// <summary>The interval of a name.</summary>
    public Interval this[string name] => Variances.Concat(Coefficients).FirstOrDefault(p => p.Name == name)?.Interval
        ?? throw new DataError("profile intervals", $"'{name}'", "one of " + string.Join(", ", Variances.Concat(Coefficients).Select(p => p.Name)),
            $"Use a parameter's name.{NearestName.Hint(name, Variances.Concat(Coefficients).Select(p => p.Name))}");

    /// <inheritdoc/>
    public override Table ToTable() => new(title, [new("parameter", "Parameter"), new("estimate", "Estimate"), new("conf_low", "Low"), new("conf_high", "High")],
        Variances.Concat(Coefficients).Select(p => (IReadOnlyList<Cell>)[p.Name, p.Estimate, p.Interval.Low, p.Interval.High]));

    internal static ProfileIntervals Of(MixedEstimate ml, double level)
    {
        lock (ml.Deviance)
        {
            double reach = StandardNormal.Quantile(0.5 + level / 2);
            var profile = new ProfiledParameters(ml);
            var design = ml.Design;
            double sigma = ml.Solution.Sigma;
            var variances = ImmutableArray.CreateBuilder<ProfileInterval>();
            foreach (var (block, effects) in design.TermOrder)
                for (int j = 0; j < effects.Length; j++)
                {
                    string factor = design.Blocks[block].Factor, name = design.Blocks[block].Effects[effects[j]];
                    double sd = profile.StandardDeviation(block, effects[j]);
                    Func<double, double> inSd = profile.AtStandardDeviation(block, effects, j);
                    variances.Add(new($"sd_{name}|{factor}", sd, new(Bound(inSd, sd, 0), Bound(inSd, sd, double.PositiveInfinity), level)));
                    for (int i = j + 1; i < effects.Length; i++)
                    {
                        double correlation = profile.Correlation(block, effects[i], effects[j]);
                        Func<double, double> inCorrelation = profile.AtCorrelation(block, effects, (j, i));
                        variances.Add(new($"cor_{design.Blocks[block].Effects[effects[i]]}.{name}|{factor}", correlation,
                            new(Bound(inCorrelation, correlation, -1), Bound(inCorrelation, correlation, 1), level)));
                    }
                }
            variances.Add(new("sigma", sigma, new(Bound(profile.AtSigma(), sigma, 0), Bound(profile.AtSigma(), sigma, double.PositiveInfinity), level)));
            var coefficients = design.Kept.Select((column, k) =>
            {
                double estimate = ml.Solution.Coefficients[k], error = Math.Sqrt(ml.Solution.Covariance[k, k]);
                return new ProfileInterval(design.Fixed.Names[column], estimate, new(Side(profile.AtCoefficient(k), estimate, -error), Side(profile.AtCoefficient(k), estimate, error), level));
            }).ToImmutableArray();
            return new($"Profile intervals ({level * 100:0.#}%) of {design.Frame.Formula.Text}. {design.Frame.Sample}.", variances.ToImmutable(), coefficients);

            // From the estimate towards a bound of the parameter's range; the bound itself where it is not rejected.
            double Bound(Func<double, double> profiled, double estimate, double bound)
            {
                if (double.IsNaN(estimate)) return bound;
                if (double.IsInfinity(bound)) return Side(profiled, estimate, 0.3 * Math.Max(estimate, 0.1 * sigma));
                if (estimate == bound) return bound;
                // A search starts where the one before it ended: at the bound it is repeated for as long as it ends lower, lest a poor optimum be taken for a rejection.
                double at = profiled(bound);
                for (double last = double.PositiveInfinity; at > reach && at < last - 1e-6; at = Math.Min(at, profiled(bound))) last = at;
                if (at <= reach) return bound;
                return Math.Abs(bound) == 1 || bound == 0 ? Root.Bracketed(v => profiled(v) - reach, bound, estimate, 1e-6 * Math.Abs(estimate - bound)) : double.NaN;
            }

            double Side(Func<double, double> profiled, double estimate, double step)
            {
                double to = estimate + step * 2;
                for (int i = 0; i < 60; i++, to += (to - estimate) * 0.5)
                    if (profiled(to) > reach)
                        return Root.Bracketed(v => profiled(v) - reach, estimate, to, 1e-6 * Math.Abs(step));
                return double.NaN;
            }
        }
    }
}
