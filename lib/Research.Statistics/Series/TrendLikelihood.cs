namespace Research;

/// <summary>What is known of the noise of single years.</summary>
public enum ObservationNoise
{
    /// <summary>The sampling variances given with the series are all the noise there is; where none are given it is estimated.</summary>
    AsGiven,

    /// <summary>Noise is estimated on top of the given sampling variances: cohorts differ by more than chance.</summary>
    MoreThanGiven,
}

/// <summary>The diffuse likelihood of a structural series as a function of its variances.</summary>
internal sealed class TrendLikelihood
{
    private readonly TrendInput input;

    public TrendLikelihood(AnnualSeries series, bool hasSlope, ObservationNoise noise)
    {
        input = TrendInput.Of(series, hasSlope);
        HasSlope = hasSlope;
        HasKnownNoise = !series.Variances.IsEmpty;
        EstimatesIrregular = !HasKnownNoise || noise == ObservationNoise.MoreThanGiven;
        Observations = series.Observed;
        MeanKnownNoise = HasKnownNoise ? series.Variances.Where(v => !double.IsNaN(v)).Average() : 0;
        // Mean squared difference of neighbouring values: the natural unit of every variance here.
        var seen = series.Values.Where(v => !double.IsNaN(v)).ToArray();
        double unit = seen.Length < 2 ? 0 : seen.Zip(seen.Skip(1), (a, b) => (b - a) * (b - a)).Average();
        Unit = Math.Max(unit, MeanKnownNoise);
    }

    public bool HasSlope { get; }

    /// <summary>Sampling variances were given: the scale of the noise is not free.</summary>
    public bool HasKnownNoise { get; }

    public bool EstimatesIrregular { get; }

    public int Observations { get; }

    public double MeanKnownNoise { get; }

    /// <summary>A variance of the size of the series' yearly changes; 0 for a constant series without noise.</summary>
    public double Unit { get; }

    public int Evaluations { get; private set; }

    public FilterSums Sums(TrendVariances variances)
    {
        Evaluations++;
        return TrendFilter.Run(input, variances);
    }

    /// <summary>Log-likelihood at the best common scale of variances known up to one, and that scale. Only without known noise.</summary>
    public (double LogLikelihood, double Scale) Profile(TrendVariances relative)
    {
        var sums = Sums(relative);
        double scale = sums.SumOfSquares / sums.Count;
        double value = -0.5 * ((sums.Count * (Math.Log(2 * Math.PI * scale) + 1)) + sums.LogDeterminant + sums.DiffuseLog);
        return (double.IsNaN(value) ? double.NegativeInfinity : value, scale);
    }
}
