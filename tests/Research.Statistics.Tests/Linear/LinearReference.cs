using System.Globalization;

namespace Research.Tests;

/// <summary>tests/reference/linear.csv, by R, and the data it stands on.</summary>
internal static class LinearReference
{
    private static readonly Lazy<ILookup<(string Case, string Quantity), (string Term, double Value, double Tolerance)>> Figures = new(() =>
        File.ReadLines(ReferenceFile.Path("linear.csv")).Skip(2).Select(line => line.Split(','))
            .ToLookup(p => (p[0], p[1]), p => (p[2], Number(p[3]), Number(p[4]))));

    public static Dataset Data { get; } = Dataset.FromCsv(ReferenceFile.Path("linear-data.csv")).AsFactor("year");

    /// <summary>Every figure of a quantity, element by element; R's NA is not a number.</summary>
    public static void Check(string name, string quantity, Func<string, double> given)
    {
        var expected = Figures.Value[(name, quantity)].ToList();
        Assert.NotEmpty(expected);
        foreach (var (term, value, tolerance) in expected)
        {
            double found = given(term);
            if (double.IsNaN(value)) Assert.True(double.IsNaN(found), $"{name} {quantity} {term}: {found} for NA");
            else Assert.True(Math.Abs(found - value) <= tolerance * Math.Abs(value) + 1e-300, $"{name} {quantity} {term}: {found} for {value}");
        }
    }

    private static double Number(string text) => text == "NA" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
