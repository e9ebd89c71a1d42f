namespace Research;

/// <summary>Bayesian normal regression of a column on the others, and draws for its missing rows.</summary>
/// <remarks>Source: Rubin (1987), p. 167; predictive mean matching after Little (1988), donors by Morris, White and Royston (2014).
/// R: <c>mice.impute.norm</c>, <c>mice.impute.pmm</c>.</remarks>
internal sealed class RegressionDraw
{
    private const int Donors = 5;
    private readonly ImputationDesign design;
    private readonly double[] values, estimate;
    private readonly Incomplete column;
    private readonly RidgedSystem system;
    private readonly double sumOfSquares;

    private RegressionDraw(ImputationDesign design, double[] values, Incomplete column)
    {
        (this.design, this.values, this.column) = (design, values, column);
        int p = design.Width;
        var cross = new double[p, p];
        var right = new double[p];
        foreach (int i in column.Seen)
            for (int j = 0; j < p; j++)
            {
                right[j] += design[i, j] * values[i];
                for (int k = 0; k <= j; k++) cross[j, k] += design[i, j] * design[i, k];
            }
        system = new(cross);
        estimate = system.Solve(right);
        foreach (int i in column.Seen)
        {
            double off = values[i] - design.Times(estimate, i);
            sumOfSquares += off * off;
        }
    }

    public static RegressionDraw Of(ImputationDesign design, double[] values, Incomplete column) => new(design, values, column);

    /// <summary>Values from the regression.</summary>
    public double[] Drawn(RandomStream stream)
    {
        var (coefficients, sigma) = Parameters(stream);
        return [.. column.Missing.Select(i => stream.Normal(design.Times(coefficients, i), sigma))];
    }

    /// <summary>Values of rows seen whose prediction is among the nearest.</summary>
    public double[] Matched(RandomStream stream)
    {
        var (coefficients, _) = Parameters(stream);
        int[] order = [.. column.Seen];
        double[] predicted = [.. order.Select(i => design.Times(estimate, i))];
        Array.Sort(predicted, order);
        return [.. column.Missing.Select(i => values[order[Donor(predicted, design.Times(coefficients, i), stream)]])];
    }

    private static int Donor(double[] sorted, double target, RandomStream stream)
    {
        int found = Array.BinarySearch(sorted, target), high = found < 0 ? ~found : found, low = high - 1;
        int wanted = Math.Min(Donors, sorted.Length);
        // Widen to the nearest on either side until there are enough.
        while (high - low - 1 < wanted)
        {
            if (low < 0 || (high < sorted.Length && sorted[high] - target <= target - sorted[low])) high++;
            else low--;
        }
        return low + 1 + stream.Below(wanted);
    }

    private (double[] Coefficients, double Sigma) Parameters(RandomStream stream)
    {
        double sigma = Math.Sqrt(sumOfSquares / stream.ChiSquared(Math.Max(1, column.Seen.Length - design.Width)));
        return (system.Draw(estimate, sigma, stream), sigma);
    }
}
