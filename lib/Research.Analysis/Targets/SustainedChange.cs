namespace Research;

/// <summary>The best pace a series has kept up.</summary>
internal static class SustainedChange
{
    /// <summary>Largest improvement a year between two years at least so many apart; not a number when no two are.</summary>
    /// <param name="series">Years and figures, in order.</param>
    /// <param name="downwards">True when less is better.</param>
    /// <param name="years">Fewest years.</param>
    public static double Best(ReadOnlySpan<(int Year, double Value)> series, bool downwards, int years)
    {
        double best = double.NaN;
        for (int i = 0; i < series.Length; i++)
            for (int j = i + 1; j < series.Length; j++)
            {
                int apart = series[j].Year - series[i].Year;
                if (apart < years) continue;
                double pace = (series[j].Value - series[i].Value) / apart * (downwards ? -1 : 1);
                if (!(pace <= best)) best = pace;
            }
        return best;
    }
}
