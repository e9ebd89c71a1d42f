using System.Collections.Immutable;

namespace Research;

/// <summary>How one variable of a term becomes columns: itself, or a column for each level from <paramref name="First"/> on. With sums to
/// zero the reference, the last level, is −1 in every column.</summary>
internal sealed record VariableCoding(FormulaExpression Variable, ImmutableArray<string> Levels, bool IsFactor, int First, bool SumsToZero = false)
{
    public int Width => IsFactor ? Levels.Length - First - (SumsToZero ? 1 : 0) : 1;

    /// <summary>The entry of a row in column k.</summary>
    public double Entry(int place, int k) => place == k ? 1 : !SumsToZero ? 0 : place == Width ? -1 : 0;

    public string Name(int k) => IsFactor ? Variable.Text + Levels[First + k] : Variable.Text;

    /// <summary>The place of each row's level in this coding: below 0 for the reference, <see cref="int.MinValue"/> where missing.</summary>
    public int[] Places(DataColumn column)
    {
        var factor = column as FactorColumn ?? FactorColumn.From((NumberColumn)column);
        int[] place = factor.Levels.Select(level => Levels.IndexOf(level)).ToArray();
        var places = new int[factor.Length];
        for (int i = 0; i < places.Length; i++)
        {
            int code = factor.Codes[i];
            if (code >= 0 && place[code] < 0)
                throw new DataError($"factor {Variable}", $"'{factor.Levels[code]}'", "a level the model has seen: " + string.Join(", ", Levels),
                    $"Leave the row out, or fit the model with it.{NearestName.Hint(factor.Levels[code], Levels)}", i + 1, Variable.Text);
            places[i] = code < 0 ? int.MinValue : place[code] - First;
        }
        return places;
    }
}

/// <summary>How a term becomes columns: the product of its variables' columns, the first varying fastest.</summary>
internal sealed class TermCoding
{
    public TermCoding(IEnumerable<VariableCoding> parts)
    {
        Parts = [.. parts];
        var names = new List<string> { "" };
        foreach (var part in Parts)
            names = [.. Enumerable.Range(0, part.Width).SelectMany(k => names.Select(n => n.Length == 0 ? part.Name(k) : $"{n}:{part.Name(k)}"))];
        Names = [.. names];
    }

    public ImmutableArray<VariableCoding> Parts { get; }

    public ImmutableArray<string> Names { get; }

    /// <summary>Writes the term's columns. A row has at most one that is not zero, so the work is that of one column.</summary>
    public void Fill(Span<double> block, int count, Func<FormulaExpression, DataColumn> variable)
    {
        var product = new double[count];
        Array.Fill(product, 1.0);
        var column = new int[count];
        int stride = 1;
        foreach (var part in Parts)
        {
            if (part.SumsToZero)
            {
                FillDense(block, count, variable);
                return;
            }
            if (part.IsFactor) Combine(part.Places(variable(part.Variable)), column, product, stride);
            else if (variable(part.Variable) is NumberColumn numbers)
                for (int i = 0; i < count; i++) product[i] *= numbers.Values[i];
            else throw new DataError($"formula variable {part.Variable}", "words", "numbers, as in the data the model was fitted to", "Give a numeric column.", column: part.Variable.Text);
            stride *= part.Width;
        }
        for (int i = 0; i < count; i++)
            if (double.IsNaN(product[i]))
                for (int j = 0; j < Names.Length; j++) block[(j * count) + i] = double.NaN;
            else if (column[i] >= 0) block[(column[i] * count) + i] = product[i];
    }

    /// <summary>Writes columns entry by entry, for codings in which a row has several entries.</summary>
    private void FillDense(Span<double> block, int count, Func<FormulaExpression, DataColumn> variable)
    {
        block.Fill(1);
        int stride = 1;
        foreach (var part in Parts)
        {
            int[]? places = part.IsFactor ? part.Places(variable(part.Variable)) : null;
            var numbers = places is null ? (NumberColumn)variable(part.Variable) : null;
            for (int j = 0; j < Names.Length; j++)
            {
                int k = j / stride % part.Width;
                for (int i = 0; i < count; i++) block[(j * count) + i] *= places is null ? numbers!.Values[i] : part.Entry(places[i], k);
            }
            stride *= part.Width;
        }
    }

    private static void Combine(int[] places, int[] column, double[] product, int stride)
    {
        for (int i = 0; i < places.Length; i++)
            if (places[i] == int.MinValue) product[i] = double.NaN;
            else if (places[i] < 0 || column[i] < 0) column[i] = -1;
            else column[i] += places[i] * stride;
    }
}
