namespace Research;

/// <summary>Draws of a number from a regression with a random intercept for each school, by a Gibbs sampler: a school all of whose values are missing
/// draws its intercept from the schools' distribution.</summary>
/// <remarks>Source: Schafer and Yucel (2002), Journal of Computational and Graphical Statistics 11, 437-457. R: <c>mice.impute.2l.pan</c>.</remarks>
internal sealed class SchoolDraw
{
    private const int Sweeps = 20;
    private readonly ImputationDesign design;
    private readonly double[] values;
    private readonly Incomplete column;
    private readonly int[] school, counts;
    private readonly RidgedSystem system;
    private readonly double unit;

    private SchoolDraw(ImputationDesign design, double[] values, Incomplete column, int[] school)
    {
        (this.design, this.values, this.column, this.school) = (design, values, column, school);
        int p = design.Width;
        var cross = new double[p, p];
        counts = new int[school.Max() + 1];
        double mean = column.Seen.Average(i => values[i]);
        unit = Math.Max(1e-300, column.Seen.Average(i => (values[i] - mean) * (values[i] - mean)));
        foreach (int i in column.Seen)
        {
            counts[school[i]]++;
            for (int j = 0; j < p; j++)
                for (int k = 0; k <= j; k++) cross[j, k] += design[i, j] * design[i, k];
        }
        system = new(cross);
    }

    public static SchoolDraw Of(ImputationDesign design, double[] values, Incomplete column, int[] school) => new(design, values, column, school);

    public double[] Drawn(RandomStream stream)
    {
        int p = design.Width, schools = counts.Length;
        var effects = new double[schools];
        double residual = unit / 2, between = unit / 2;
        var coefficients = new double[p];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            var right = new double[p];
            foreach (int i in column.Seen)
                for (int j = 0; j < p; j++) right[j] += design[i, j] * (values[i] - effects[school[i]]);
            coefficients = system.Draw(system.Solve(right), Math.Sqrt(residual), stream);
            var sums = new double[schools];
            foreach (int i in column.Seen) sums[school[i]] += values[i] - design.Times(coefficients, i);
            for (int s = 0; s < schools; s++)
            {
                double precision = (counts[s] / residual) + (1 / between);
                effects[s] = (sums[s] / residual / precision) + (stream.Normal() / Math.Sqrt(precision));
            }
            double squares = column.Seen.Sum(i => Square(values[i] - design.Times(coefficients, i) - effects[school[i]]));
            // Inverse-gamma draws with the weight of one observation of a tenth of the variance behind them.
            residual = Math.Max(1e-12 * unit, (squares + (0.1 * unit)) / stream.ChiSquared(column.Seen.Length + 1));
            between = Math.Max(1e-12 * unit, (effects.Sum(Square) + (0.1 * unit)) / stream.ChiSquared(schools + 1));
        }
        double sigma = Math.Sqrt(residual);
        return [.. column.Missing.Select(i => stream.Normal(design.Times(coefficients, i) + effects[school[i]], sigma))];
    }

    private static double Square(double x) => x * x;
}
