using System.Globalization;

namespace Research;

/// <summary>Whether columns are in units whose squares, and those of their coefficients, double precision can hold.</summary>
internal static class ColumnUnits
{
    private const double Most = 1e140, Least = 1e-140;

    /// <summary>Refuses a column whose largest value is beyond 1e140 or below 1e-140: information and covariance would come to nothing or to infinity.</summary>
    public static void Check(ModelMatrix matrix, string where)
    {
        for (int j = 0; j < matrix.Columns; j++)
        {
            double largest = 0;
            foreach (double value in matrix.Column(j)) largest = Math.Max(largest, Math.Abs(value));
            if (largest is > Most or (< Least and > 0))
                throw new DataError(where, $"values of '{matrix.Names[j]}' as large as {largest.ToString("G3", CultureInfo.InvariantCulture)}", "a unit in which they lie between 1e-140 and 1e140",
                    "Multiply or divide the column by a power of ten: only the unit of its coefficient changes.", column: matrix.Names[j]);
        }
    }
}
