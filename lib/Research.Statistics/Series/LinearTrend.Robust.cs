namespace Research;

public sealed partial record LinearTrend
{
    /// <summary>Σ(eₜ − eₜ₋₁)² / Σeₜ²: near 2 when years are independent. R: <c>lmtest::dwtest</c>.</summary>
    /// <remarks>Source: Durbin and Watson (1951), Biometrika 38, 159-178.</remarks>
    public double DurbinWatson
    {
        get
        {
            var e = line.Residuals;
            double sum = 0;
            for (int i = 1; i < e.Length; i++) sum += (e[i] - e[i - 1]) * (e[i] - e[i - 1]);
            return sum / line.SumOfSquares;
        }
    }

    /// <summary>Σeₜeₜ₋₁ / Σeₜ². R: <c>acf(residuals)</c> at lag 1.</summary>
    public double Lag1Autocorrelation
    {
        get
        {
            var e = line.Residuals;
            double sum = 0;
            for (int i = 1; i < e.Length; i++) sum += e[i] * e[i - 1];
            return sum / line.SumOfSquares;
        }
    }

    /// <summary>The median of the slopes between all pairs of years: not moved by an odd year. R: <c>mblm(repeated = FALSE)</c>.</summary>
    /// <remarks>Source: Sen (1968), Journal of the American Statistical Association 63, 1379-1389.</remarks>
    public double TheilSenSlope
    {
        get
        {
            var slopes = new List<double>();
            for (int i = 0; i < years.Length; i++)
                for (int j = i + 1; j < years.Length; j++) slopes.Add((values[j] - values[i]) / (years[j] - years[i]));
            slopes.Sort();
            int middle = slopes.Count / 2;
            return slopes.Count % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
        }
    }

    /// <summary>Mann and Kendall's S: pairs of years that rise less pairs that fall.</summary>
    /// <remarks>Source: Mann (1945), Econometrica 13, 245-259.</remarks>
    public int MannKendall
    {
        get
        {
            int s = 0;
            for (int i = 0; i < values.Length; i++)
                for (int j = i + 1; j < values.Length; j++) s += Math.Sign(values[j] - values[i]);
            return s;
        }
    }

    /// <summary>Two-sided p-value of <see cref="MannKendall"/>, normal approximation with ties and continuity correction. R: <c>trend::mk.test</c>.</summary>
    public double MannKendallPValue
    {
        get
        {
            double n = values.Length, variance = n * (n - 1) * ((2 * n) + 5);
            foreach (double t in values.GroupBy(v => v).Select(g => (double)g.Count())) variance -= t * (t - 1) * ((2 * t) + 5);
            return variance == 0 ? double.NaN : StandardNormal.TwoSided((MannKendall - Math.Sign(MannKendall)) / Math.Sqrt(variance / 18));
        }
    }

    /// <summary>Standard errors that allow for autocorrelated years. Of little use under ten years.</summary>
    /// <param name="lag">Years that may be correlated.</param>
    /// <param name="adjust">Multiplies the variance by n/(n − 2), as for few years.</param>
    /// <returns>Of intercept and slope.</returns>
    /// <remarks>Bartlett weights 1 − j/(lag + 1). Source: Newey and West (1987), Econometrica 55, 703-708.
    /// R: <c>sandwich::NeweyWest(prewhite = FALSE)</c>.</remarks>
    public (double Intercept, double Slope) NeweyWestErrors(int lag, bool adjust = false)
    {
        if (lag < 0 || lag >= years.Length) throw new DataError("Newey-West errors", $"lag {lag}", $"a lag between 0 and {years.Length - 1}", "Use 1 or 2 for short series.");
        var (intercept, slope) = line.NeweyWestVariances(lag, adjust);
        return (Math.Sqrt(intercept), Math.Sqrt(slope));
    }
}
