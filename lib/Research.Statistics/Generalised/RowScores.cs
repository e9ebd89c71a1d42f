namespace Research;

/// <summary>The information XᵀWX, the score and the deviance of a model at given coefficients: one pass over the rows, in parallel.</summary>
/// <remarks>Rows go in blocks of a fixed length, and blocks are added in their order, so that the result is the same to the last bit for any number of threads.</remarks>
internal sealed class RowScores(double[] x, int columns, double[] y, double[]? weights, double[]? offset)
{
    private const int BlockRows = 2048;

    public int Rows => y.Length;

    public int Columns => columns;

    public double[] X => x;

    public double[] Y => y;

    public double WeightAt(int i) => weights is null ? 1 : weights[i];

    /// <summary>Rows with a weight above 0.</summary>
    public int Weighted => weights is null ? Rows : weights.Count(w => w > 0);

    public double OffsetAt(int i) => offset is null ? 0 : offset[i];

    /// <summary>The same rows with some of the columns.</summary>
    public RowScores Only(IReadOnlyList<int> kept)
    {
        var part = new double[(long)kept.Count * Rows];
        for (int k = 0; k < kept.Count; k++) Array.Copy(x, (long)kept[k] * Rows, part, (long)k * Rows, Rows);
        return new(part, kept.Count, y, weights, offset);
    }

    /// <summary>The same model for some of the rows.</summary>
    public RowScores ForRows(int[] rows)
    {
        var part = new double[rows.Length * columns];
        for (int j = 0; j < columns; j++)
            for (int i = 0; i < rows.Length; i++)
                part[j * rows.Length + i] = x[j * Rows + rows[i]];
        return new(part, columns, [.. rows.Select(r => y[r])], weights is null ? null : [.. rows.Select(r => weights[r])], offset is null ? null : [.. rows.Select(r => offset[r])]);
    }

    /// <summary>Linear predictors with the offset.</summary>
    public double[] Predictors(double[] beta)
    {
        var eta = new double[Rows];
        Parallel.For(0, Blocks, b => Predict(beta, b * BlockRows, eta.AsSpan(b * BlockRows, Length(b))));
        return eta;
    }

    /// <summary>Information, score and deviance at β; with no β, at each row's own starting value, the score then being XᵀWz.</summary>
    public (double[,] Information, double[] Score, double Deviance) At<TFamily>(double[]? beta) where TFamily : struct, IFamily
    {
        int width = columns * (columns + 1) / 2 + columns + 1;
        var parts = new double[Blocks][];
        Parallel.For(0, Blocks, b => parts[b] = Block<TFamily>(beta, b, width));
        var sum = new double[width];
        foreach (double[] part in parts)
            for (int k = 0; k < width; k++)
                sum[k] += part[k];
        var information = new double[columns, columns];
        int at = 0;
        for (int j = 0; j < columns; j++)
            for (int k = 0; k <= j; k++)
                information[j, k] = information[k, j] = sum[at++];
        return (information, sum[at..(at + columns)], sum[^1]);
    }

    private int Blocks => (Rows + BlockRows - 1) / BlockRows;

    private int Length(int block) => Math.Min(BlockRows, Rows - block * BlockRows);

    private double[] Block<TFamily>(double[]? beta, int block, int width) where TFamily : struct, IFamily
    {
        int from = block * BlockRows, length = Length(block);
        double[] scratch = new double[4 * length], part = new double[width];
        Span<double> eta = scratch.AsSpan(0, length), work = scratch.AsSpan(length, length), residual = scratch.AsSpan(2 * length, length), weighted = scratch.AsSpan(3 * length, length);
        if (beta is not null) Predict(beta, from, eta);
        double deviance = 0;
        for (int i = 0; i < length; i++)
        {
            double outcome = y[from + i], weight = WeightAt(from + i);
            if (beta is null) eta[i] = TFamily.Start(outcome, weight);
            var (mean, slope, variance, lost) = TFamily.Row(outcome, eta[i]);
            work[i] = weight * slope * slope / variance;
            residual[i] = weight * (outcome - mean) * slope / variance;
            if (beta is null) residual[i] += work[i] * (eta[i] - OffsetAt(from + i));
            if (weight > 0) deviance += weight * lost;
        }
        int at = 0;
        for (int j = 0; j < columns; j++)
        {
            var column = x.AsSpan(j * Rows + from, length);
            Multiply(column, work, weighted);
            for (int k = 0; k <= j; k++) part[at++] = Dot(weighted, x.AsSpan(k * Rows + from, length));
        }
        for (int j = 0; j < columns; j++) part[at++] = Dot(residual, x.AsSpan(j * Rows + from, length));
        part[at] = deviance;
        return part;
    }

    private void Predict(double[] beta, int from, Span<double> eta)
    {
        if (offset is null) eta.Clear(); else offset.AsSpan(from, eta.Length).CopyTo(eta);
        for (int j = 0; j < columns; j++)
        {
            if (beta[j] == 0) continue;
            var column = x.AsSpan(j * Rows + from, eta.Length);
            for (int i = 0; i < eta.Length; i++) eta[i] += beta[j] * column[i];
        }
    }

    private static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> into)
    {
        for (int i = 0; i < into.Length; i++) into[i] = a[i] * b[i];
    }

    // Four lanes whatever the machine's vectors, so that every machine adds in the same order.
    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = System.Runtime.Intrinsics.Vector256<double>.Zero;
        int i = 0;
        for (; i <= a.Length - 4; i += 4)
            sum += System.Runtime.Intrinsics.Vector256.Create(a.Slice(i, 4)) * System.Runtime.Intrinsics.Vector256.Create(b.Slice(i, 4));
        double total = sum[0] + sum[1] + (sum[2] + sum[3]);
        for (; i < a.Length; i++) total += a[i] * b[i];
        return total;
    }
}
