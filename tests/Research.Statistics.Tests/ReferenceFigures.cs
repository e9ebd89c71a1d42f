using System.Globalization;

namespace Research.Tests;

/// <summary>A file of reference figures: case, quantity, term, value, relative tolerance a line.</summary>
internal sealed class ReferenceFigures(string file)
{
    private readonly (string Case, string Quantity, string Term, double Value, double Tolerance)[] figures = [.. File.ReadLines(ReferenceFile.Path(file)).Skip(1)
        .Select(l => l.Split(',')).Select(f => (f[0], f[1], f[2], double.Parse(f[3], CultureInfo.InvariantCulture), double.Parse(f[4], CultureInfo.InvariantCulture)))];

    /// <summary>Compares every term of a quantity; there must be at least one.</summary>
    public void Check(string name, string quantity, Func<string, double> value)
    {
        var expected = figures.Where(f => f.Case == name && f.Quantity == quantity).ToArray();
        Assert.NotEmpty(expected);
        foreach (var f in expected)
            Assert.True(Math.Abs(value(f.Term) - f.Value) <= f.Tolerance * Math.Max(Math.Abs(f.Value), 1e-8), $"{name} {quantity} {f.Term}: {value(f.Term):R} for {f.Value:R}");
    }
}
