namespace Research;

/// <summary>The predictors of one column: an intercept, numbers, and a column for each level of a factor after the first, all standardised.</summary>
internal sealed class ImputationDesign
{
    private readonly double[][] columns;

    private ImputationDesign(double[][] columns) => this.columns = columns;

    public int Width => columns.Length;

    public double this[int row, int column] => columns[column][row];

    /// <summary>The predictors' columns; with schools, also each column's mean in the row's school: pupils and schools may differ in how one column
    /// goes with another, and a random intercept alone would bend the slope (Enders, Mistler and Keller 2016, Psychological Methods 21, 222-240).</summary>
    public static ImputationDesign Of(Dataset data, IEnumerable<string> predictors, int[]? school = null)
    {
        var columns = new List<double[]> { Enumerable.Repeat(1.0, data.Count).ToArray() };
        foreach (string name in predictors)
        {
            if (data[name] is NumberColumn numbers) Add(columns, numbers.Values.ToArray());
            else if (data[name] is FactorColumn factor)
                for (int level = 1; level < factor.Levels.Length; level++) Add(columns, [.. factor.Codes.ToArray().Select(c => c == level ? 1.0 : 0)]);
        }
        if (school is not null)
            foreach (double[] column in columns.Skip(1).ToArray()) Add(columns, SchoolMeans(column, school));
        return new([.. columns]);
    }

    private static double[] SchoolMeans(double[] values, int[] school)
    {
        var (sums, counts) = (new double[school.Max() + 1], new double[school.Max() + 1]);
        for (int i = 0; i < values.Length; i++)
        {
            sums[school[i]] += values[i];
            counts[school[i]]++;
        }
        return [.. school.Select(s => sums[s] / counts[s])];
    }

    /// <summary>The linear predictor of a row.</summary>
    public double Times(double[] coefficients, int row)
    {
        double sum = 0;
        for (int j = 0; j < columns.Length; j++) sum += columns[j][row] * coefficients[j];
        return sum;
    }

    // A constant column says nothing and is left out.
    private static void Add(List<double[]> columns, double[] values)
    {
        double mean = values.Average(), sd = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        if (!(sd > 1e-12 * Math.Abs(mean)) || sd == 0) return;
        for (int i = 0; i < values.Length; i++) values[i] = (values[i] - mean) / sd;
        columns.Add(values);
    }
}
