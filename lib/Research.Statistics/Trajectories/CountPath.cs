namespace Research;

/// <summary>The level that the counts of a panel share, a year: the factor by which a year's counts stand above or below those of another, all series
/// together, whichever of them are given.</summary>
/// <remarks>y_it ≈ a_i g_t by weighted sums, the weights the inverse of an overdispersed variance, so that no large series rules alone.</remarks>
internal sealed class CountPath
{
    private const int Sweeps = 40;

    private CountPath(int firstYear, double[] levels, double[] sizes) => (FirstYear, Levels, Sizes) = (firstYear, levels, sizes);

    public int FirstYear { get; }

    /// <summary>A level a year, in counts of a series of middling size; not a number where no series has a figure.</summary>
    public double[] Levels { get; }

    /// <summary>How many times the middling size each series is.</summary>
    public double[] Sizes { get; }

    public double this[int year] => Levels[year - FirstYear];

    /// <summary>Fits the levels.</summary>
    /// <param name="series">The series.</param>
    /// <param name="span">First year, and how many years.</param>
    /// <param name="dispersion">Variance of a count of mean m: Chance · m + Swing · m².</param>
    public static CountPath Of(TrajectorySeries[] series, (int First, int Length) span, (double Chance, double Swing) dispersion)
    {
        var cells = series.Select(s => s.Figures.Select(f => (At: f.Key - span.First, Count: f.Value)).ToArray()).ToArray();
        double mean = Math.Max(cells.SelectMany(c => c).Average(c => c.Count), 1e-3);
        double[] sizes = [.. cells.Select(c => (c.Sum(x => x.Count) + (0.1 * mean)) / (mean * (c.Length + 0.1)))], levels = [.. Enumerable.Repeat(mean, span.Length)];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            var (counts, expected) = (new double[span.Length], new double[span.Length]);
            for (int i = 0; i < cells.Length; i++)
                foreach (var (at, count) in cells[i])
                {
                    double weight = Weight(sizes[i] * levels[at], dispersion);
                    counts[at] += weight * count;
                    expected[at] += weight * sizes[i];
                }
            // Half a count more, at the mean level, so that a year without any is not taken for one in which none could be.
            for (int t = 0; t < levels.Length; t++) levels[t] = expected[t] > 0 ? (counts[t] + 0.5) / (expected[t] + (0.5 / mean)) : double.NaN;
            for (int i = 0; i < cells.Length; i++)
            {
                double sum = 0, total = 0;
                foreach (var (at, count) in cells[i])
                {
                    double weight = Weight(sizes[i] * levels[at], dispersion);
                    sum += weight * count;
                    total += weight * levels[at];
                }
                sizes[i] = (sum + 0.1) / (total + (0.1 / Math.Max(sizes.Average(), 1e-9)));
            }
        }
        double middling = sizes.Average();
        return new(span.First, [.. levels.Select(g => g * middling)], [.. sizes.Select(s => s / middling)]);
    }

    /// <summary>Inverse of the variance of a count, relative to that of a Poisson.</summary>
    public static double Weight(double mean, (double Chance, double Swing) dispersion) => 1 / (dispersion.Chance + (dispersion.Swing * Math.Max(mean, 1e-6)));
}
