namespace Research;

/// <summary>A triangular factor with its redundant columns moved to the end.</summary>
/// <remarks>A column is redundant when what the columns before it leave of it is below <see cref="Tolerance"/> of its length: R's limited
/// pivoting, so that the same columns are left out as by <c>lm</c>. Source: R's <c>dqrdc2</c>, after LINPACK's dqrdc.</remarks>
internal sealed class RankedTriangle
{
    /// <summary>R's tolerance in <c>lm</c>.</summary>
    public const double Tolerance = 1e-7;

    private readonly double[,] r;

    private RankedTriangle(double[,] r, int[] order, int rank) => (this.r, Order, Rank) = (r, order, rank);

    /// <summary>Columns of the matrix in the order of the factor: those kept, then the redundant.</summary>
    public int[] Order { get; }

    /// <summary>Number of columns kept.</summary>
    public int Rank { get; }

    /// <summary>The columns kept, rising.</summary>
    public ReadOnlySpan<int> Kept => Order.AsSpan(0, Rank);

    /// <summary>Entry of the factor, in its own order.</summary>
    public double this[int i, int j] => r[i, j];

    /// <summary>Ranks the first <paramref name="columns"/> columns of a triangle; those after (outcomes) are carried along.</summary>
    public static RankedTriangle Of(double[,] triangle, int columns)
    {
        int size = triangle.GetLength(0);
        var a = (double[,])triangle.Clone();
        int[] order = [.. Enumerable.Range(0, size)];
        var length = new double[columns];
        for (int j = 0; j < columns; j++) length[j] = Norm(a, j, 0);
        int rank = columns;
        for (int k = 0; k < rank; k++)
        {
            while (k < rank && !(Norm(a, k, k) > Tolerance * length[order[k]]))
            {
                Rotate(a, order, k, columns);
                rank--;
            }
            if (k < rank) Reflect(a, k);
        }
        return new(a, order, rank);
    }

    /// <summary>The redundant columns of a matrix held by columns, rising.</summary>
    public static int[] Redundant(double[] x, int columns, int rows)
    {
        var householder = new HouseholderTriangle(columns);
        householder.Add(j => x.AsMemory(j * rows, rows), rows, null, [.. Enumerable.Range(0, columns).Select(j => HouseholderTriangle.PowerOfTwo(x.AsSpan(j * rows, rows)))]);
        var triangle = Of(householder.Triangle(), columns);
        return [.. triangle.Order.Skip(triangle.Rank).Order()];
    }

    /// <summary>Solves R b = z for the columns kept.</summary>
    public double[] Solve(ReadOnlySpan<double> z)
    {
        var b = z[..Rank].ToArray();
        for (int i = Rank - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < Rank; j++) b[i] -= r[i, j] * b[j];
            b[i] /= r[i, i];
        }
        return b;
    }

    /// <summary>Solves Rᵀ z = x, in place, for the columns kept.</summary>
    public void SolveTransposed(Span<double> x)
    {
        for (int i = 0; i < Rank; i++)
        {
            double sum = x[i];
            for (int j = 0; j < i; j++) sum -= r[j, i] * x[j];
            x[i] = sum / r[i, i];
        }
    }

    /// <summary>R⁻¹ for the columns kept: upper triangular, rank × rank.</summary>
    public double[,] Inverse()
    {
        var inverse = new double[Rank, Rank];
        for (int j = 0; j < Rank; j++)
        {
            inverse[j, j] = 1 / r[j, j];
            for (int i = j - 1; i >= 0; i--)
            {
                double sum = 0;
                for (int k = i + 1; k <= j; k++) sum += r[i, k] * inverse[k, j];
                inverse[i, j] = -sum / r[i, i];
            }
        }
        return inverse;
    }

    private static double Norm(double[,] a, int column, int from)
    {
        double sum = 0;
        for (int i = from; i < a.GetLength(0); i++) sum += a[i, column] * a[i, column];
        return Math.Sqrt(sum);
    }

    /// <summary>Moves column k behind the last of the first <paramref name="columns"/>.</summary>
    private static void Rotate(double[,] a, int[] order, int k, int columns)
    {
        int moved = order[k];
        Array.Copy(order, k + 1, order, k, columns - 1 - k);
        order[columns - 1] = moved;
        for (int i = 0; i < a.GetLength(0); i++)
        {
            double held = a[i, k];
            for (int j = k; j < columns - 1; j++) a[i, j] = a[i, j + 1];
            a[i, columns - 1] = held;
        }
    }

    private static void Reflect(double[,] a, int k)
    {
        int size = a.GetLength(0);
        double below = 0;
        for (int i = k + 1; i < size; i++) below += a[i, k] * a[i, k];
        if (below == 0) return;
        double norm = Math.CopySign(Math.Sqrt((a[k, k] * a[k, k]) + below), a[k, k]), v = a[k, k] + norm, factor = 1 / (norm * v);
        for (int j = k + 1; j < size; j++)
        {
            double along = v * a[k, j];
            for (int i = k + 1; i < size; i++) along += a[i, k] * a[i, j];
            along *= factor;
            a[k, j] -= along * v;
            for (int i = k + 1; i < size; i++) a[i, j] -= along * a[i, k];
        }
        a[k, k] = -norm;
        for (int i = k + 1; i < size; i++) a[i, k] = 0;
    }
}
