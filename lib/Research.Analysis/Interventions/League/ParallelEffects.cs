using System.Collections.Immutable;

namespace Research;

/// <summary>True effects behind several estimates, each drawn towards the mean of all, with the spread of true effects uncertain too.</summary>
/// <remarks>gᵢ ~ N(θᵢ, sᵢ²), θᵢ ~ N(μ, τ²), μ and τ flat; τ on a grid, weighed by its marginal likelihood. With τ taken as known, as plain empirical Bayes has it, a handful of programmes gets intervals that are too narrow.
/// Sources: Rubin (1981), J. Educ. Stat. 6(4); Gelman et al. (2013), Bayesian Data Analysis, 5.4 and 5.5.</remarks>
internal sealed class ParallelEffects
{
    private const int Grid = 400;

    private ParallelEffects(ImmutableArray<double> means, ImmutableArray<double> deviations, (double Mean, double Spread) all) => (Means, Deviations, (Mean, Spread)) = (means, deviations, all);

    /// <summary>Posterior mean of each effect.</summary>
    public ImmutableArray<double> Means { get; }

    /// <summary>Posterior standard deviation of each.</summary>
    public ImmutableArray<double> Deviations { get; }

    /// <summary>Posterior mean of μ.</summary>
    public double Mean { get; }

    /// <summary>Posterior mean of τ.</summary>
    public double Spread { get; }

    public static ParallelEffects Of((double Estimate, double Error)[] units)
    {
        double centre = units.Average(u => u.Estimate), widest = 5 * Math.Sqrt(units.Sum(u => Math.Pow(u.Estimate - centre, 2)) / (units.Length - 1)) + (2 * units.Average(u => u.Error));
        var log = new double[Grid];
        for (int k = 0; k < Grid; k++) log[k] = LogLikelihood(units, Tau(k));
        double most = log.Max(), total = log.Sum(l => Math.Exp(l - most)), mean = 0, spread = 0;
        double[] first = new double[units.Length], second = new double[units.Length];
        for (int k = 0; k < Grid; k++)
        {
            double weight = Math.Exp(log[k] - most) / total, tau = Tau(k);
            var (mu, precision) = MeanAt(units, tau);
            (mean, spread) = (mean + (weight * mu), spread + (weight * tau));
            for (int i = 0; i < units.Length; i++)
            {
                double v = units[i].Error * units[i].Error, b = v / (v + (tau * tau)), at = mu + ((1 - b) * (units[i].Estimate - mu));
                first[i] += weight * at;
                second[i] += weight * ((at * at) + ((1 - b) * v) + (b * b / precision));
            }
        }
        return new([.. first], [.. second.Select((s, i) => Math.Sqrt(s - (first[i] * first[i])))], (mean, spread));

        double Tau(int k) => (k + 0.5) * widest / Grid;
    }

    // With μ integrated out: √(1/Σw) Π √w exp(−w(g − μ)²/2).
    private static double LogLikelihood((double Estimate, double Error)[] units, double tau)
    {
        var (mu, precision) = MeanAt(units, tau);
        return (-0.5 * Math.Log(precision)) + units.Sum(u => 1 / ((u.Error * u.Error) + (tau * tau)) is var w ? 0.5 * (Math.Log(w) - (w * (u.Estimate - mu) * (u.Estimate - mu))) : 0);
    }

    private static (double Mean, double Precision) MeanAt((double Estimate, double Error)[] units, double tau)
    {
        double weights = units.Sum(u => 1 / ((u.Error * u.Error) + (tau * tau)));
        return (units.Sum(u => u.Estimate / ((u.Error * u.Error) + (tau * tau))) / weights, weights);
    }
}
