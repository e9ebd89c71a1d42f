using System.Globalization;

namespace Research.Tests;

/// <summary>tests/reference/series.csv by case and figure, and the data of its script.</summary>
internal static class SeriesReference
{
    private static readonly Dictionary<(string Case, string Figure), double[]> Figures = File.ReadLines(ReferenceFile.Path("series.csv")).Skip(1)
        .Select(line => line.Split(','))
        .GroupBy(f => (f[0], f[1]), f => double.Parse(f[3], CultureInfo.InvariantCulture))
        .ToDictionary(g => g.Key, g => g.ToArray());

    public static AnnualSeries Nile { get; } = AnnualSeries.Of("flow", ((double[])[1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140])
        .Select((v, i) => (1871 + i, v)));

    private static readonly (int Year, double Value, double Variance)[] RatePoints =
        [(2008, 51.2, 4.1), (2010, 53.9, 3.8), (2011, 52.7, 3.9), (2012, 55.8, 3.2), (2013, 55.1, 3.6), (2016, 58.4, 3.0), (2017, 57.9, 3.3)];

    public static AnnualSeries Rate { get; } = AnnualSeries.WithStandardErrors("rate", RatePoints.Select(p => (p.Year, p.Value, Math.Sqrt(p.Variance))));

    public static AnnualSeries RateWithoutErrors { get; } = AnnualSeries.Of("rate", RatePoints.Select(p => (p.Year, p.Value)));

    public static AnnualCounts Counts { get; } = AnnualCounts.Of("met", ((double[])[12, 15, 11, 18, 19, 17, 22])
        .Zip((double[])[40, 44, 39, 46, 43, 41, 45], (k, n) => (k, n)).Select((p, i) => (2010 + i, p.k, p.n)));

    public static double[] Of(string name, string figure) => Figures[(name, figure)];

    public static TrendVariances Variances(string name) => new(Of(name, "variances")[0], Of(name, "variances")[1], Of(name, "variances")[2]);

    public static void Near(IReadOnlyList<double> expected, IEnumerable<double> actual, double relative)
    {
        double[] values = [.. actual];
        Assert.Equal(expected.Count, values.Length);
        for (int i = 0; i < values.Length; i++) Assert.Equal(expected[i], values[i], relative * Math.Max(1e-6, Math.Abs(expected[i])));
    }
}
