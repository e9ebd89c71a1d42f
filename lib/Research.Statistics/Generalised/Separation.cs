using System.Collections.Immutable;

namespace Research;

/// <summary>Whether a combination of the predictors tells the two outcomes apart without error, so that no finite estimate exists.</summary>
/// <remarks>Albert and Anderson (1984). A direction γ with (2y − 1)xᵀγ ≥ 0 in every row, and above 0 in some, proves it. Found by projecting in turn on
/// the columns' space and on the non-negative rows (the rectifier of Correia, Guimarães and Zylkin 2019), then checked row by row.
/// R: <c>detectseparation</c>.</remarks>
/// <param name="Kind">"none", "quasi-complete" or "complete".</param>
/// <param name="InfiniteCoefficients">The coefficients without a finite estimate.</param>
/// <param name="SeparatedRows">How many rows the direction tells apart strictly.</param>
public sealed record Separation(string Kind, ImmutableArray<string> InfiniteCoefficients, int SeparatedRows)
{
    /// <summary>No separation.</summary>
    public static Separation None { get; } = new("none", [], 0);

    /// <summary>True when there is some.</summary>
    public bool Exists => Kind != "none";

    /// <summary>Rows that overlap, from 0: what a limit of the likelihood rests on.</summary>
    internal int[] OverlappingRows { get; init; } = [];

    /// <summary>Signs of the infinite coefficients, by coefficient; 0 for finite ones.</summary>
    internal double[] Direction { get; init; } = [];

    /// <summary>Looks for a separating direction.</summary>
    internal static Separation Of(RowScores rows, IReadOnlyList<string> names)
    {
        int n = rows.Rows, p = rows.Columns;
        // Rows with both outcomes overlap by themselves: they hold the direction at 0, so they stand in the system with both signs.
        var signed = new List<(int Row, double Sign)>();
        for (int i = 0; i < n; i++)
        {
            if (rows.WeightAt(i) == 0) continue;
            if (rows.Y[i] > 0) signed.Add((i, 1));
            if (rows.Y[i] < 1) signed.Add((i, -1));
        }
        var total = new double[p];
        var left = signed;
        while (left.Count > 0 && Recession(rows, left) is { } direction)
        {
            double[] heights = [.. left.Select(s => s.Sign * Height(rows, s.Row, direction))];
            double largest = heights.Max();
            for (int j = 0; j < p; j++) total[j] = total[j] != 0 ? total[j] : direction[j];
            left = [.. left.Where((_, k) => heights[k] <= 1e-6 * largest)];
        }
        if (left.Count == signed.Count) return None;
        bool complete = left.Count == 0;
        double most = Enumerable.Range(0, p).Max(j => Math.Abs(total[j]) * Spread(rows, j));
        int[] infinite = [.. Enumerable.Range(0, p).Where(j => complete || Math.Abs(total[j]) * Spread(rows, j) > 1e-5 * most)];
        return new(complete ? "complete" : "quasi-complete", [.. infinite.Select(j => names[j])], signed.Count - left.Count)
        {
            OverlappingRows = [.. left.Select(s => s.Row).Distinct()],
            Direction = [.. Enumerable.Range(0, p).Select(j => infinite.Contains(j) ? total[j] == 0 ? 1 : Math.Sign(total[j]) : 0.0)],
        };
    }

    private static double[]? Recession(RowScores rows, List<(int Row, double Sign)> signed)
    {
        int n = signed.Count, p = rows.Columns;
        double[][] basis = Orthonormal(rows, signed);
        if (basis.Length == 0) return null;
        double[] u = [.. Enumerable.Repeat(1.0, n)], fitted = new double[n];
        for (int iteration = 0; iteration < 20_000; iteration++)
        {
            Array.Clear(fitted);
            foreach (double[] q in basis)
            {
                double dot = 0;
                for (int i = 0; i < n; i++) dot += q[i] * u[i];
                for (int i = 0; i < n; i++) fitted[i] += dot * q[i];
            }
            double most = fitted.Max(), least = fitted.Min();
            if (most <= 1e-9) return null;
            if (least >= -1e-9 * most) return Coefficients(rows, signed, fitted);
            for (int i = 0; i < n; i++) u[i] = Math.Max(0, fitted[i]) / most;
        }
        return null;
    }

    // By Gram and Schmidt, twice; columns that repeat the others are left out.
    private static double[][] Orthonormal(RowScores rows, List<(int Row, double Sign)> signed)
    {
        var basis = new List<double[]>();
        for (int j = 0; j < rows.Columns; j++)
        {
            double[] column = [.. signed.Select(s => s.Sign * rows.X[j * rows.Rows + s.Row])];
            double before = Math.Sqrt(column.Sum(v => v * v));
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] q in basis)
                {
                    double dot = 0;
                    for (int i = 0; i < q.Length; i++) dot += q[i] * column[i];
                    for (int i = 0; i < q.Length; i++) column[i] -= dot * q[i];
                }
            double after = Math.Sqrt(column.Sum(v => v * v));
            if (after > 1e-9 * before && before > 0) basis.Add([.. column.Select(v => v / after)]);
        }
        return [.. basis];
    }

    private static double[]? Coefficients(RowScores rows, List<(int Row, double Sign)> signed, double[] fitted)
    {
        var x = new double[signed.Count * rows.Columns];
        for (int j = 0; j < rows.Columns; j++)
            for (int i = 0; i < signed.Count; i++)
                x[j * signed.Count + i] = signed[i].Sign * rows.X[j * rows.Rows + signed[i].Row];
        var solution = LeastSquares.Solve(x, rows.Columns, fitted, null);
        var direction = new double[rows.Columns];
        for (int k = 0; k < solution.Rank; k++) direction[solution.Kept[k]] = solution.Coefficients[k];
        double[] heights = [.. signed.Select(s => s.Sign * Height(rows, s.Row, direction))];
        // The proof: no row on the wrong side.
        return heights.Max() > 0 && heights.Min() >= -1e-7 * heights.Max() ? direction : null;
    }

    private static double Height(RowScores rows, int row, double[] direction)
    {
        double sum = 0;
        for (int j = 0; j < direction.Length; j++) sum += direction[j] * rows.X[j * rows.Rows + row];
        return sum;
    }

    private static double Spread(RowScores rows, int column) => Math.Sqrt(rows.X.Skip(column * rows.Rows).Take(rows.Rows).Average(v => v * v));
}
