using System.Collections.Immutable;

namespace Research;

/// <summary>The scale a series is modelled on.</summary>
public enum SeriesScale
{
    /// <summary>The values as they are.</summary>
    Identity,

    /// <summary>Log odds of a share between 0 and 1; forecasts come back as shares.</summary>
    Logit,
}

/// <summary>One value a year, years without a value allowed, with the known sampling variance of each value where there is one.
/// A year is named by the year it ends in.</summary>
public sealed record AnnualSeries : Result
{
    private AnnualSeries(string name, int firstYear, ImmutableArray<double> values, ImmutableArray<double> variances) =>
        (Name, FirstYear, Values, Variances) = (name, firstYear, values, variances);

    /// <summary>What is measured.</summary>
    public string Name { get; }

    /// <summary>The first year.</summary>
    public int FirstYear { get; }

    /// <summary>The last year.</summary>
    public int LastYear => FirstYear + Values.Length - 1;

    /// <summary>A value a year from <see cref="FirstYear"/> on, on the modelled scale; not a number where there is none.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>The known sampling variance of each value; empty when unknown.</summary>
    public ImmutableArray<double> Variances { get; }

    /// <summary>The scale of <see cref="Values"/>.</summary>
    public SeriesScale Scale { get; private init; }

    /// <summary>Years with a value.</summary>
    public int Observed => Values.Count(v => !double.IsNaN(v));

    /// <summary>The years.</summary>
    public IEnumerable<int> Years => Enumerable.Range(FirstYear, Values.Length);

    /// <summary>A series of years and values, in any order; years left out, and values that are not a number, are gaps.</summary>
    /// <param name="name">What is measured, with its unit.</param>
    /// <param name="points">Year and value; a year at most once.</param>
    public static AnnualSeries Of(string name, params IEnumerable<(int Year, double Value)> points) =>
        Build(name, [.. points.Select(p => (p.Year, p.Value, double.NaN))], hasVariances: false);

    /// <summary>A series with the known standard error of each value, such as a survey's or a small cohort's.</summary>
    /// <param name="name">What is measured, with its unit.</param>
    /// <param name="points">Year, value and its standard error (0 for a value without sampling noise); a year at most once.</param>
    public static AnnualSeries WithStandardErrors(string name, params IEnumerable<(int Year, double Value, double StandardError)> points) =>
        Build(name, [.. points.Select(p => (p.Year, p.Value, p.StandardError * p.StandardError))], hasVariances: true);

    /// <summary>A series from two columns of a data set, a row a year.</summary>
    /// <param name="data">The data.</param>
    /// <param name="value">Column of values.</param>
    /// <param name="time">Column of years, whole numbers.</param>
    public static AnnualSeries From(Dataset data, string value, string time) =>
        Of(value, Points(data, value, time));

    /// <summary>The part up to and including a year: what was known then.</summary>
    /// <param name="year">The last year kept.</param>
    public AnnualSeries Until(int year)
    {
        int length = Math.Min(Values.Length, year - FirstYear + 1);
        return length > 0
            ? new(Name, FirstYear, Values[..length], Variances.IsEmpty ? [] : Variances[..length]) { Scale = Scale }
            : throw new DataError($"series {Name}", $"nothing up to {year}", $"a year from {FirstYear} on", "Ask for a later year.");
    }

    internal static AnnualSeries OnLogitScale(string name, IEnumerable<(int Year, double Value, double Variance)> points) =>
        Build(name, [.. points], hasVariances: true) with { Scale = SeriesScale.Logit };

    internal static IEnumerable<(int Year, double Value)> Points(Dataset data, string value, string time)
    {
        var values = data.Numbers(value).ToArray();
        var times = data.Numbers(time).ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            if (!(times[i] == Math.Floor(times[i]) && Math.Abs(times[i]) < 100_000))
                throw new DataError("series", "a year that is missing or not whole", "whole years", "Give the year each row ends in.", i + 1, time);
            yield return ((int)times[i], values[i]);
        }
    }

    internal double ToNatural(double value) => Scale == SeriesScale.Logit ? 1 / (1 + Math.Exp(-value)) : value;

    private static AnnualSeries Build(string name, (int Year, double Value, double Variance)[] points, bool hasVariances)
    {
        if (points.Length == 0) throw new DataError($"series {name}", "no rows", "a value for each of several years", "Give at least three years.");
        int first = points.Min(p => p.Year), last = points.Max(p => p.Year);
        if (last - first > 10_000)
            throw new DataError($"series {name}", $"years from {first} to {last}", "at most 10,000 years", "Check the years for a slip.");
        var values = Enumerable.Repeat(double.NaN, last - first + 1).ToArray();
        var variances = Enumerable.Repeat(double.NaN, hasVariances ? values.Length : 0).ToArray();
        var seen = new HashSet<int>();
        foreach (var (year, value, variance) in points)
        {
            if (!seen.Add(year)) throw new DataError($"series {name}", $"the year {year} twice", "one value a year", "Keep one of the rows, or add them up.");
            if (double.IsInfinity(value) || Math.Abs(value) > 1e100 || (value != 0 && Math.Abs(value) < 1e-100))
                throw new DataError($"series {name}", $"{value:G3} in {year}", "values between 1e-100 and 1e100 in size, or 0", "Give the values in another unit.");
            values[year - first] = value;
            if (!hasVariances || double.IsNaN(value)) continue;
            if (!(variance >= 0 && double.IsFinite(variance)))
                throw new DataError($"series {name}", $"no usable standard error in {year}", "a finite number of at least 0", "Give a standard error for each value.");
            variances[year - first] = variance;
        }
        if (values.All(double.IsNaN)) throw new DataError($"series {name}", "no value in any year", "at least three values", "Check the column.");
        return new(name, first, [.. values], [.. variances]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Name}: {FirstYear} to {LastYear}, {Observed} years with a value, {Values.Length - Observed} without.",
        [new("year", "Year", Decimals: 0), new("value", "Value"), new("std_error", "Standard error")],
        Years.Select((year, i) => (IReadOnlyList<Cell>)[year, ToNatural(Values[i]), Variances.IsEmpty ? double.NaN : NaturalError(i)]));

    // Delta method on the logit scale.
    private double NaturalError(int i) => Scale == SeriesScale.Logit
        ? Math.Sqrt(Variances[i]) * ToNatural(Values[i]) * (1 - ToNatural(Values[i]))
        : Math.Sqrt(Variances[i]);
}
