namespace Research;

/// <summary>The ways to fill the last two columns of a contingency table with given margins left: Σ over rows of −log x! − log(left − x)!, x the first
/// column's cell. What rows to come can add at least and at most is known, so that whole families of tables are counted or passed over at once.</summary>
/// <remarks>Source: the longest and shortest paths of Mehta and Patel (1983), JASA 78.</remarks>
internal sealed class LastColumns
{
    private readonly int[] margins;
    private readonly int first;
    private readonly double constant;

    // For rows from i on and a rest of the first column still to place: log weights at least and at most, and the log of their sum.
    private readonly double[][] least, most, total;

    public LastColumns(int[] left, int first, int second)
    {
        (margins, this.first) = (left, first);
        constant = ContingencyTable.LogFactorial(first) + ContingencyTable.LogFactorial(second);
        int rows = left.Length, tail = 0;
        double whole = 0;
        (least, most, total) = (new double[rows + 1][], new double[rows + 1][], new double[rows + 1][]);
        for (int i = rows; i >= 0; i--)
        {
            (least[i], most[i], total[i]) = (new double[first + 1], new double[first + 1], new double[first + 1]);
            Array.Fill(least[i], double.PositiveInfinity);
            Array.Fill(most[i], double.NegativeInfinity);
            if (i < rows) (tail, whole) = (tail + left[i], whole + ContingencyTable.LogFactorial(left[i]));
            for (int rest = 0; rest <= Math.Min(first, tail); rest++)
            {
                // Vandermonde's sum.
                total[i][rest] = ContingencyTable.LogFactorial(tail) - ContingencyTable.LogFactorial(rest) - ContingencyTable.LogFactorial(tail - rest) - whole;
                if (i == rows) (least[i][rest], most[i][rest]) = (0, 0);
            }
            if (i == rows) continue;
            double[] own = [.. Enumerable.Range(0, Math.Min(first, left[i]) + 1).Select(cell => Own(i, cell))];
            for (int rest = 0; rest <= Math.Min(first, tail); rest++)
                for (int cell = Math.Max(0, rest - tail + left[i]); cell <= Math.Min(rest, left[i]); cell++)
                {
                    least[i][rest] = Math.Min(least[i][rest], own[cell] + least[i + 1][rest - cell]);
                    most[i][rest] = Math.Max(most[i][rest], own[cell] + most[i + 1][rest - cell]);
                }
        }
    }

    /// <summary>The largest log weight of a filling, without the rest: each unit of the first column goes where it costs least, as the weights are concave.</summary>
    public static double Greatest(int[] left, int first, int second)
    {
        var cells = new int[left.Length];
        double log = ContingencyTable.LogFactorial(first) + ContingencyTable.LogFactorial(second);
        for (int placed = 0; placed < first; placed++)
        {
            int best = -1;
            double gain = double.NegativeInfinity;
            for (int i = 0; i < left.Length; i++)
                if (cells[i] < left[i] && (left[i] - cells[i]) / (cells[i] + 1.0) is var ratio && ratio > gain) (best, gain) = (i, ratio);
            cells[best]++;
        }
        for (int i = 0; i < left.Length; i++) log -= ContingencyTable.LogFactorial(cells[i]) + ContingencyTable.LogFactorial(left[i] - cells[i]);
        return log;
    }

    /// <summary>The log of the sum of all weights, without the rest.</summary>
    public static double LogSum(int[] left, int first, int second) => ContingencyTable.LogFactorial(first + second) - left.Sum(ContingencyTable.LogFactorial);

    /// <summary>The smallest log weight of a filling.</summary>
    public double Least => constant + least[0][first];

    /// <summary>Σ of the weights, times exp(past), of fillings whose log weight with the past is at most the limit.</summary>
    public double Rare(double past, double limit, ref long steps) => Rare(0, first, (past + constant, limit), ref steps);

    /// <summary>The log weights of all fillings in order.</summary>
    public double[] Sorted(ref long steps)
    {
        var found = new List<double>();
        Collect(0, first, constant, found);
        steps += 5 * found.Count;
        return [.. found.Order()];
    }

    private double Rare(int row, int rest, (double Sofar, double Limit) log, ref long steps)
    {
        if (log.Sofar + least[row][rest] > log.Limit) return 0;
        if (log.Sofar + most[row][rest] <= log.Limit) return Math.Exp(log.Sofar + total[row][rest]);
        steps += 5;
        double sum = 0;
        for (int cell = 0; cell <= Math.Min(rest, margins[row]); cell++)
            if (!double.IsNegativeInfinity(most[row + 1][rest - cell])) sum += Rare(row + 1, rest - cell, (log.Sofar + Own(row, cell), log.Limit), ref steps);
        return sum;
    }

    private void Collect(int row, int rest, double log, List<double> found)
    {
        if (row == margins.Length)
        {
            found.Add(log);
            return;
        }
        for (int cell = 0; cell <= Math.Min(rest, margins[row]); cell++)
            if (!double.IsNegativeInfinity(most[row + 1][rest - cell])) Collect(row + 1, rest - cell, log + Own(row, cell), found);
    }

    private double Own(int row, int cell) => -ContingencyTable.LogFactorial(cell) - ContingencyTable.LogFactorial(margins[row] - cell);
}
