namespace Research;

public sealed partial record StratifiedTables
{
    /// <summary>The statistic of Breslow and Day (1980) that the odds ratio is the same in all strata, about the Mantel–Haenszel estimate.</summary>
    public double BreslowDay => Departures().Sum(d => d.Off * d.Off / d.Variance);

    /// <summary>p-value of the Breslow–Day test, on strata − 1 degrees of freedom.</summary>
    public double BreslowDayPValue => new ChiSquaredDistribution(Departures().Count() - 1).Upper(BreslowDay);

    /// <summary>Breslow–Day with Tarone's correction (1985).</summary>
    public double Tarone => BreslowDay - Square(Departures().Sum(d => d.Off)) / Departures().Sum(d => d.Variance);

    /// <summary>p-value of Tarone's test.</summary>
    public double TaronePValue => new ChiSquaredDistribution(Departures().Count() - 1).Upper(Tarone);

    // Observed less expected first cells, and their variances, were the common odds ratio true in each stratum.
    private IEnumerable<(double Off, double Variance)> Departures()
    {
        double odds = CommonOddsRatio;
        foreach (var s in Informative)
        {
            double first = s.A + s.B, events = s.A + s.C, a = Expected(odds, first, s.C + s.D, events);
            double b = first - a, c = events - a, d = s.C + s.D - c;
            double variance = 1 / (1 / a + 1 / b + 1 / c + 1 / d);
            // A stratum with an empty margin has one possible table: nothing to compare.
            if (variance > 0) yield return (s.A - a, variance);
        }
    }

    // The root of (odds − 1)a² − (odds(first + events) + second − events)a + odds·first·events inside the possible range.
    private static double Expected(double odds, double first, double second, double events)
    {
        double quadratic = odds - 1, linear = odds * (first + events) + second - events, constant = odds * first * events;
        double root = Math.Sqrt(Math.Max(0, linear * linear - 4 * quadratic * constant));
        return 2 * constant / (linear + root);
    }
}
