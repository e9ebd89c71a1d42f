using System.Numerics;

namespace Research;

/// <summary>The triangular factor of a tall matrix by Householder reflections, a block of rows at a time.</summary>
/// <remarks>R of X = QR, where RᵀR = XᵀX without squaring the condition number. Each block of rows is stacked under the R so far and
/// reduced again, so the work stays in the cache and memory does not grow with the rows. Source: Golub and Van Loan (2013), Matrix
/// Computations, 5.2; Demmel et al. (2012), SIAM J. Sci. Comput. 34(1), on tall and skinny QR.</remarks>
internal sealed class HouseholderTriangle
{
    private const int RowsInBlock = 512;
    private readonly int columns;
    private readonly int height;
    private readonly double[] block;
    private int filled;

    public HouseholderTriangle(int columns)
    {
        this.columns = columns;
        height = columns + Math.Max(RowsInBlock, 2 * columns);
        block = new double[columns * height];
        filled = columns;
    }

    /// <summary>Adds rows from..to of columns held apart; row i is multiplied by its scale, column j by its own.</summary>
    public void Add(Func<int, ReadOnlyMemory<double>> column, int rows, double[]? rowScale, double[] columnScale)
    {
        for (int from = 0; from < rows;)
        {
            int count = Math.Min(rows - from, height - filled);
            for (int j = 0; j < columns; j++)
            {
                var source = column(j).Span.Slice(from, count);
                var target = block.AsSpan((j * height) + filled, count);
                if (rowScale is null) for (int i = 0; i < count; i++) target[i] = source[i] * columnScale[j];
                else for (int i = 0; i < count; i++) target[i] = source[i] * columnScale[j] * rowScale[from + i];
            }
            filled += count;
            from += count;
            if (filled == height) Reduce();
        }
    }

    /// <summary>R (p × p), upper triangular, by rows and columns.</summary>
    public double[,] Triangle()
    {
        if (filled > columns) Reduce();
        var triangle = new double[columns, columns];
        for (int j = 0; j < columns; j++)
            for (int i = 0; i <= j; i++) triangle[i, j] = block[(j * height) + i];
        return triangle;
    }

    private void Reduce()
    {
        for (int k = 0; k < columns; k++)
        {
            // Rows between the triangle and the new rows are zero, but for the diagonal.
            var pivot = block.AsSpan(k * height, filled);
            var tail = pivot[columns..];
            double below = Dot(tail, tail);
            if (below == 0) continue;
            double head = pivot[k], norm = Math.CopySign(Math.Sqrt((head * head) + below), head), v = head + norm;
            double factor = 1 / (norm * v);
            for (int j = k + 1; j < columns; j++)
            {
                var other = block.AsSpan(j * height, filled);
                double along = ((v * other[k]) + Dot(tail, other[columns..])) * factor;
                other[k] -= along * v;
                Subtract(other[columns..], along, tail);
            }
            pivot[k] = -norm;
            tail.Clear();
        }
        filled = columns;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        int width = Vector<double>.Count, i = 0;
        Vector<double> first = Vector<double>.Zero, second = Vector<double>.Zero;
        for (; i <= a.Length - (2 * width); i += 2 * width)
        {
            first += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
            second += new Vector<double>(a[(i + width)..]) * new Vector<double>(b[(i + width)..]);
        }
        double sum = Vector.Sum(first + second);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>target −= factor × source.</summary>
    internal static void Subtract(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        int width = Vector<double>.Count, i = 0;
        var times = new Vector<double>(factor);
        for (; i <= target.Length - width; i += width)
            (new Vector<double>(target[i..]) - (times * new Vector<double>(source[i..]))).CopyTo(target[i..]);
        for (; i < target.Length; i++) target[i] -= factor * source[i];
    }

    /// <summary>The power of two that brings the largest value to between 1 and 2; 1 when all are zero.</summary>
    internal static double PowerOfTwo(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values) largest = Math.Max(largest, Math.Abs(value));
        return largest == 0 ? 1 : Math.ScaleB(1, -Math.Clamp(Math.ILogB(largest), -1000, 1000));
    }
}
