using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>A named column of a <see cref="Dataset"/>: numbers, words, or a factor with ordered levels.</summary>
public abstract class DataColumn(string name)
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;

    /// <summary>Number of rows.</summary>
    public abstract int Length { get; }

    /// <summary>True when the row holds no value.</summary>
    public abstract bool IsMissing(int row);

    /// <summary>The value as words; null when missing.</summary>
    public abstract string? TextAt(int row);

    /// <summary>The column for the given rows, in that order.</summary>
    public abstract DataColumn Take(ReadOnlySpan<int> rows);

    /// <summary>A column from text as files hold it: numbers when every value is one, else a factor with its levels in ordinal order.
    /// R: <c>type.convert(as.is = FALSE)</c>.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">The cells; null is missing.</param>
    public static DataColumn FromText(string name, IReadOnlyList<string?> values)
    {
        var numbers = new double[values.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (values[i] is not { } value) numbers[i] = double.NaN;
            else if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])) return FactorColumn.From(name, values);
        }
        return new NumberColumn(name, numbers);
    }
}

/// <summary>A column of numbers; a missing value is not a number.</summary>
public sealed class NumberColumn(string name, double[] values) : DataColumn(name)
{
    /// <summary>The values; missing is NaN.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <inheritdoc/>
    public override int Length => values.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => double.IsNaN(values[row]);

    /// <inheritdoc/>
    public override string? TextAt(int row) => IsMissing(row) ? null : values[row].ToString("R", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DataColumn Take(ReadOnlySpan<int> rows)
    {
        var taken = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++) taken[i] = values[rows[i]];
        return new NumberColumn(Name, taken);
    }
}

/// <summary>A column of categories: a code a row into ordered levels; −1 is missing. The first level is the reference.</summary>
public sealed partial class FactorColumn(string name, int[] codes, ImmutableArray<string> levels) : DataColumn(name)
{
    /// <summary>The codes: index of the level, −1 when missing.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>The levels in order; the first is the reference.</summary>
    public ImmutableArray<string> Levels { get; } = levels;

    /// <inheritdoc/>
    public override int Length => codes.Length;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => codes[row] < 0;

    /// <inheritdoc/>
    public override string? TextAt(int row) => codes[row] < 0 ? null : Levels[codes[row]];

    /// <inheritdoc/>
    public override DataColumn Take(ReadOnlySpan<int> rows)
    {
        var taken = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) taken[i] = codes[rows[i]];
        return new FactorColumn(Name, taken, Levels);
    }

    /// <summary>A factor from words. Levels in the given order, else sorted by ordinal comparison as R's C locale does.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">The words; null is missing.</param>
    /// <param name="levels">Levels in order; the first is the reference. Null sorts those found.</param>
    public static FactorColumn From(string name, IReadOnlyList<string?> values, IEnumerable<string>? levels = null)
    {
        ImmutableArray<string> order = levels is not null
            ? [.. levels]
            : [.. values.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = order.Select((level, i) => (level, i)).ToDictionary(p => p.level, p => p.i, StringComparer.Ordinal);
        var codes = new int[values.Count];
        for (int i = 0; i < codes.Length; i++)
        {
            if (values[i] is not { } value) { codes[i] = -1; continue; }
            if (!index.TryGetValue(value, out codes[i]))
                throw new DataError($"factor {name}", $"'{value}'", "one of " + string.Join(", ", order), $"Add the level or recode the value.{NearestName.Hint(value, order)}", i + 1, name);
        }
        return new FactorColumn(name, codes, order);
    }
}
