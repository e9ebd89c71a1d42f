namespace Research;

/// <summary>The variances of a structural series: y = level + irregular, level grows by the slope plus its own shock, the slope by a shock.</summary>
/// <param name="Level">Variance of the yearly shock to the level, in squared units of the series.</param>
/// <param name="Slope">Variance of the yearly shock to the slope; 0 in a local level.</param>
/// <param name="Irregular">Variance of the noise of one year, beyond the known sampling variance.</param>
public sealed record TrendVariances(double Level, double Slope, double Irregular)
{
    internal TrendVariances Times(double factor) => new(Level * factor, Slope * factor, Irregular * factor);

    internal bool AreUsable => Level >= 0 && Slope >= 0 && Irregular >= 0 && double.IsFinite(Level + Slope + Irregular);
}

/// <summary>The state of a trend in one year: level and slope with their variances.</summary>
/// <param name="Year">The year.</param>
/// <param name="Level">Expected level, on the modelled scale.</param>
/// <param name="LevelVariance">Its variance.</param>
/// <param name="Slope">Expected yearly change; 0 in a local level.</param>
/// <param name="SlopeVariance">Its variance.</param>
public sealed record TrendState(int Year, double Level, double LevelVariance, double Slope, double SlopeVariance);
