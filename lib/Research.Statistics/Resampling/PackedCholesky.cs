namespace Research;

/// <summary>Cholesky of the packed lower triangle of [X y]ᵀ[X y]: coefficients, log determinant of XᵀX and residual sum of squares in one pass.</summary>
internal static class PackedCholesky
{
    public static int Start(int row) => row * (row + 1) / 2;

    /// <summary>Factors in place; false when a column is made of the others.</summary>
    public static bool Factor(double[] a, int columns, out double logDeterminant)
    {
        logDeterminant = 0;
        for (int j = 0; j < columns; j++)
        {
            int rowJ = Start(j);
            double pivot = a[rowJ + j], before = pivot;
            for (int k = 0; k < j; k++) pivot -= a[rowJ + k] * a[rowJ + k];
            if (!(pivot > 1e-11 * before)) return false;
            logDeterminant += Math.Log(pivot);
            pivot = Math.Sqrt(pivot);
            a[rowJ + j] = pivot;
            for (int i = j + 1; i <= columns; i++)
            {
                int rowI = Start(i);
                double value = a[rowI + j];
                for (int k = 0; k < j; k++) value -= a[rowI + k] * a[rowJ + k];
                a[rowI + j] = value / pivot;
            }
        }
        int last = Start(columns);
        for (int k = 0; k < columns; k++) a[last + columns] -= a[last + k] * a[last + k];
        return true;
    }

    /// <summary>The coefficients, of a factored triangle.</summary>
    public static double[] Coefficients(double[] a, int columns)
    {
        var b = new double[columns];
        for (int j = columns - 1; j >= 0; j--)
        {
            double value = a[Start(columns) + j];
            for (int k = j + 1; k < columns; k++) value -= a[Start(k) + j] * b[k];
            b[j] = value / a[Start(j) + j];
        }
        return b;
    }
}
