using System.Collections.Immutable;

namespace Research;

/// <summary>All random effects of one grouping factor: its terms side by side, with the pattern of the factor Λ of their covariance.</summary>
/// <remarks>b = Λu with u ~ N(0, σ²I). Λ is lower triangular in the terms' own order; entries between terms are zero.
/// Source: Bates, Mächler, Bolker and Walker (2015), JSS 67(1).</remarks>
internal sealed class RandomBlock
{
    /// <summary>A block.</summary>
    /// <param name="factor">Name of the grouping factor, as R writes it: <c>school</c>, <c>cask:batch</c>.</param>
    /// <param name="levels">Names of its groups.</param>
    /// <param name="codes">The group of each row.</param>
    /// <param name="columns">For each effect its name, its values (null: one for every row) and the number of its term.</param>
    public RandomBlock(string factor, ImmutableArray<string> levels, int[] codes, IReadOnlyList<(string Name, double[]? Values, int Term)> columns)
    {
        (Factor, Levels, Codes) = (factor, levels, codes);
        Effects = [.. columns.Select(c => c.Name)];
        Terms = [.. columns.Select(c => c.Term)];
        Size = columns.Count;
        Free = [.. from j in Enumerable.Range(0, Size) from i in Enumerable.Range(j, Size - j) where Terms[i] == Terms[j] select (i, j)];
        Scale = [.. columns.Select(c => RootMeanSquare(c.Values))];
        if (columns is [{ Values: null }]) return;
        Values = new double[codes.Length * Size];
        for (int e = 0; e < Size; e++)
            for (int i = 0; i < codes.Length; i++)
                Values[i * Size + e] = columns[e].Values is { } v ? v[i] / Scale[e] : 1;
    }

    /// <summary>Name of the grouping factor.</summary>
    public string Factor { get; }

    /// <summary>Names of the groups.</summary>
    public ImmutableArray<string> Levels { get; }

    /// <summary>The group of each row.</summary>
    public int[] Codes { get; }

    /// <summary>Names of the effects.</summary>
    public ImmutableArray<string> Effects { get; }

    /// <summary>For each effect the number of its term in the formula.</summary>
    public ImmutableArray<int> Terms { get; }

    /// <summary>Effects in a group.</summary>
    public int Size { get; }

    /// <summary>The entries of Λ that are free, column by column.</summary>
    public ImmutableArray<(int Row, int Column)> Free { get; }

    /// <summary>What each column was divided by, so that θ does not depend on its unit: b = Λu / scale.</summary>
    public ImmutableArray<double> Scale { get; }

    /// <summary>The effects' columns, n × size, scaled; null when there is only an intercept.</summary>
    public double[]? Values { get; }

    /// <summary>Random effects altogether.</summary>
    public int Count => Levels.Length * Size;

    /// <summary>The effects' values in a row.</summary>
    public ReadOnlySpan<double> Row(int row) => Values is null ? One : Values.AsSpan(row * Size, Size);

    /// <summary>Λ of these parameters, size × size, row by row.</summary>
    public double[] Relative(ReadOnlySpan<double> theta)
    {
        var lambda = new double[Size * Size];
        for (int i = 0; i < Free.Length; i++) lambda[Free[i].Row * Size + Free[i].Column] = theta[i];
        return lambda;
    }

    /// <summary>θ at the start of a search: Λ = I.</summary>
    public IEnumerable<double> Start => Free.Select(f => f.Row == f.Column ? 1.0 : 0.0);

    private static readonly double[] One = [1];

    // Dividing by the largest first keeps the squares of 1e300 finite.
    private static double RootMeanSquare(double[]? values)
    {
        double largest = values?.Max(Math.Abs) ?? 1;
        if (values is null || !(largest > 0)) return 1;
        double sum = 0;
        foreach (double v in values) sum += v / largest * (v / largest);
        return largest * Math.Sqrt(sum / values.Length);
    }
}
