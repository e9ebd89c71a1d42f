namespace Research;

/// <summary>The predictors of one column: an intercept, numbers, and a column for each level of a factor after the first, all standardised.</summary>
internal sealed class ImputationDesign
{
    private readonly double[][] columns;

    private ImputationDesign(double[][] columns) => this.columns = columns;

    public int Width => columns.Length;

    public double this[int row, int column] => columns[column][row];

    public static ImputationDesign Of(Dataset data, IEnumerable<string> predictors)
    {
        var columns = new List<double[]> { Enumerable.Repeat(1.0, data.Count).ToArray() };
        foreach (string name in predictors)
        {
            if (data[name] is NumberColumn numbers) Add(columns, numbers.Values.ToArray());
            else if (data[name] is FactorColumn factor)
                for (int level = 1; level < factor.Levels.Length; level++) Add(columns, [.. factor.Codes.ToArray().Select(c => c == level ? 1.0 : 0)]);
        }
        return new([.. columns]);
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
