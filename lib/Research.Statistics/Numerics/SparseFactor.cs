namespace Research;

/// <summary>The entries of the lower triangle that can be other than zero after elimination, column by column.</summary>
/// <remarks>Left-looking Cholesky: a column takes what the columns before it, that have an entry in its row, leave for it.
/// Source: Davis (2006), Direct Methods for Sparse Linear Systems, ch. 4.</remarks>
/// <param name="start">Where each column starts; one more than there are columns.</param>
/// <param name="rows">Rows of the entries, ascending within a column, the diagonal first.</param>
internal sealed class SparseFactor(int[] start, int[] rows) : SymmetricFactor(start.Length - 1, new double[rows.Length])
{
    private readonly double[] work = new double[start.Length - 1];
    private readonly int[] head = new int[start.Length - 1], next = new int[start.Length - 1], cursor = new int[start.Length - 1];

    /// <inheritdoc/>
    public override int Position(int i, int j)
    {
        int at = Array.BinarySearch(rows, start[j], start[j + 1] - start[j], i);
        return at >= 0 ? at : throw new ArgumentOutOfRangeException(nameof(i), $"({i}, {j}) is not in the pattern.");
    }

    /// <inheritdoc/>
    public override bool Factor()
    {
        // head[j] is a list of the columns whose next entry lies in row j.
        Array.Fill(head, -1);
        for (int j = 0; j < Order; j++)
        {
            for (int e = start[j]; e < start[j + 1]; e++) work[rows[e]] = Values[e];
            for (int k = head[j], following; k >= 0; k = following)
            {
                following = next[k];
                double factor = Values[cursor[k]];
                for (int e = cursor[k]; e < start[k + 1]; e++) work[rows[e]] -= factor * Values[e];
                Advance(k, cursor[k] + 1);
            }
            double pivot = work[j];
            if (!(pivot > 0) || double.IsInfinity(pivot)) return false;
            double root = Math.Sqrt(pivot);
            Values[start[j]] = root;
            for (int e = start[j] + 1; e < start[j + 1]; e++) Values[e] = work[rows[e]] / root;
            Advance(j, start[j] + 1);
        }
        return true;
    }

    private void Advance(int column, int at)
    {
        cursor[column] = at;
        if (at >= start[column + 1]) return;
        next[column] = head[rows[at]];
        head[rows[at]] = column;
    }

    /// <inheritdoc/>
    public override void SolveLower(Span<double> b)
    {
        for (int j = 0; j < Order; j++)
        {
            double x = b[j] /= Values[start[j]];
            if (x == 0) continue;
            for (int e = start[j] + 1; e < start[j + 1]; e++) b[rows[e]] -= Values[e] * x;
        }
    }

    /// <inheritdoc/>
    public override void SolveLowerTransposed(Span<double> b)
    {
        for (int j = Order - 1; j >= 0; j--)
        {
            double x = b[j];
            for (int e = start[j] + 1; e < start[j + 1]; e++) x -= Values[e] * b[rows[e]];
            b[j] = x / Values[start[j]];
        }
    }

    /// <inheritdoc/>
    public override SymmetricFactor Fresh() => new SparseFactor(start, rows);
}
