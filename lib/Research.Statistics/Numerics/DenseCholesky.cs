using System.Runtime.Intrinsics;

namespace Research;

/// <summary>Cholesky factor of a dense symmetric matrix, in place, in the lower triangle of a row-major array.</summary>
/// <remarks>Right-looking in panels of 64 columns; the update of what remains is a product of panels held in vector registers. For the few
/// columns of a regression the plain loop is taken. Source: Golub and Van Loan (2013), Matrix Computations, 4.2.</remarks>
internal static class DenseCholesky
{
    private const int Panel = 64;

    /// <summary>Factors S = LL′. Only the lower triangle is read and written.</summary>
    /// <param name="a">The matrix, n × n, row by row; L afterwards.</param>
    /// <param name="n">Its order.</param>
    /// <returns>True; false when a pivot was not positive.</returns>
    public static unsafe bool Factor(Span<double> a, int n)
    {
        if (n <= Panel) return FactorBlock(a, n, 0, n);
        double[] packed = new double[Panel * Padded(n)];
        for (int k = 0; k < n; k += Panel)
        {
            int width = Math.Min(Panel, n - k), next = k + width;
            if (!FactorBlock(a, n, k, width)) return false;
            int rest = n - next;
            if (rest == 0) break;
            int stride = Padded(rest);
            for (int i = next; i < n; i++)
            {
                var row = a.Slice(i * n + k, width);
                for (int j = 0; j < width; j++)
                {
                    var pivot = a.Slice((k + j) * n + k, j + 1);
                    row[j] = (row[j] - InnerProduct.Of(row[..j], pivot[..j])) / pivot[j];
                }
                for (int j = 0; j < width; j++) packed[j * stride + (i - next)] = row[j];
            }
            fixed (double* start = a, panel = packed)
            {
                nint matrix = (nint)start, columns = (nint)panel;
                int tiles = (rest + 3) / 4;
                // Each tile of four rows is written by one thread alone: the same sums in the same order for any number of threads.
                if (rest >= 4 * Panel)
                    Parallel.For(0, tiles, t => Update((double*)matrix, n, next, k, width, (double*)columns, stride, 4 * t));
                else
                    for (int t = 0; t < tiles; t++) Update(start, n, next, k, width, panel, stride, 4 * t);
            }
        }
        return true;
    }

    /// <summary>Solves Lx = b in place for the leading block of order n of a matrix with the given stride.</summary>
    public static void SolveLower(ReadOnlySpan<double> l, int stride, int n, Span<double> b)
    {
        for (int i = 0; i < n; i++)
            b[i] = (b[i] - InnerProduct.Of(l.Slice(i * stride, i), b[..i])) / l[i * stride + i];
    }

    /// <summary>Solves L′x = b in place for the leading block of order n of a matrix with the given stride.</summary>
    public static void SolveLowerTransposed(ReadOnlySpan<double> l, int stride, int n, Span<double> b)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            double x = b[i] /= l[i * stride + i];
            if (x == 0) continue;
            var row = l.Slice(i * stride, i);
            for (int j = 0; j < i; j++) b[j] -= x * row[j];
        }
    }

    private static int Padded(int n) => (n + 7) & ~7;

    private static bool FactorBlock(Span<double> a, int stride, int k, int width)
    {
        for (int j = 0; j < width; j++)
        {
            var pivotRow = a.Slice((k + j) * stride + k, j + 1);
            for (int i = 0; i < j; i++)
            {
                var row = a.Slice((k + i) * stride + k, i + 1);
                pivotRow[i] = (pivotRow[i] - InnerProduct.Of(pivotRow[..i], row[..i])) / row[i];
            }
            double square = pivotRow[j] - InnerProduct.Of(pivotRow[..j], pivotRow[..j]);
            if (!(square > 0) || double.IsInfinity(square)) return false;
            pivotRow[j] = Math.Sqrt(square);
        }
        return true;
    }

    // Four rows, from `top` below `next`, less the product of their panel with the panels of all columns up to the diagonal.
    private static unsafe void Update(double* a, int n, int next, int k, int width, double* packed, int stride, int top)
    {
        int rest = n - next, rows = Math.Min(4, rest - top), last = top + rows;
        double* r0 = a + (long)(next + top) * n;
        double* r1 = rows > 1 ? r0 + n : r0;
        double* r2 = rows > 2 ? r1 + n : r0;
        double* r3 = rows > 3 ? r2 + n : r0;
        int column = 0;
        if (rows == 4)
        {
            for (; column + 8 <= top + 1; column += 8)
            {
                Vector256<double> c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
                double* p = packed + column;
                for (int j = 0; j < width; j++, p += stride)
                {
                    var b0 = Vector256.Load(p);
                    var b1 = Vector256.Load(p + 4);
                    var x0 = Vector256.Create(r0[k + j]);
                    var x1 = Vector256.Create(r1[k + j]);
                    var x2 = Vector256.Create(r2[k + j]);
                    var x3 = Vector256.Create(r3[k + j]);
                    c00 = Vector256.FusedMultiplyAdd(x0, b0, c00);
                    c01 = Vector256.FusedMultiplyAdd(x0, b1, c01);
                    c10 = Vector256.FusedMultiplyAdd(x1, b0, c10);
                    c11 = Vector256.FusedMultiplyAdd(x1, b1, c11);
                    c20 = Vector256.FusedMultiplyAdd(x2, b0, c20);
                    c21 = Vector256.FusedMultiplyAdd(x2, b1, c21);
                    c30 = Vector256.FusedMultiplyAdd(x3, b0, c30);
                    c31 = Vector256.FusedMultiplyAdd(x3, b1, c31);
                }
                Subtract(r0 + next + column, c00, c01);
                Subtract(r1 + next + column, c10, c11);
                Subtract(r2 + next + column, c20, c21);
                Subtract(r3 + next + column, c30, c31);
            }
        }
        for (int i = top; i < last; i++)
        {
            double* row = a + (long)(next + i) * n;
            for (int c = column; c <= i; c++)
            {
                double sum = 0;
                double* other = a + (long)(next + c) * n + k;
                for (int j = 0; j < width; j++) sum += row[k + j] * other[j];
                row[next + c] -= sum;
            }
        }
    }

    private static unsafe void Subtract(double* target, Vector256<double> first, Vector256<double> second)
    {
        (Vector256.Load(target) - first).Store(target);
        (Vector256.Load(target + 4) - second).Store(target + 4);
    }
}
