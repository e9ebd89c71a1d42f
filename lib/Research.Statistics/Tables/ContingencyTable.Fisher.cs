namespace Research;

public sealed partial record ContingencyTable
{
    /// <summary>Fisher's exact test for a table of any size: the chance, given the margins, of all tables no likelier than this one.
    /// R: <c>fisher.test(x)$p.value</c>.</summary>
    /// <remarks>Columns are laid one after the other; tables that leave the same margins behind are carried together, and the last two columns are
    /// answered for all of them at once from a sorted list. Large tables with many margins are refused: use <see cref="SimulatedFisherTest"/>.</remarks>
    public double FisherTest()
    {
        CheckWhole();
        // The fewest columns, the largest of them last: fewest margins to carry.
        bool turned = RowLabels.Length < ColumnLabels.Length;
        double[] rows = turned ? columnTotals : rowTotals, columns = turned ? rowTotals : columnTotals;
        int[] rowMargins = [.. rows.Where(t => t > 0).Select(t => (int)t)], columnMargins = [.. columns.Where(t => t > 0).Select(t => (int)t).Order()];
        if (rowMargins.Length < 2 || columnMargins.Length < 2) return 1;
        double all = LogFactorial((int)Total) - rowMargins.Sum(LogFactorial);
        double limit = columnMargins.Sum(LogFactorial) - Cells((i, j) => LogFactorial((int)counts[i, j])).Sum() - all + 1e-7;
        var margins = new MarginStates(rowMargins, -all);
        double rare = columnMargins[..^2].All(margins.Lay) ? margins.Finish(columnMargins[^2], columnMargins[^1], limit) : double.NaN;
        if (double.IsNaN(rare))
            throw new DataError("Fisher's exact test", $"a table of {Total:G} with too many possible margins", "a smaller table", "Use SimulatedFisherTest(seed, draws), or the chi-squared test.");
        return Math.Min(1, rare);
    }

    /// <summary>Fisher's test by drawing tables with these margins: (1 + tables no likelier)/(1 + draws). R: <c>fisher.test(simulate.p.value = TRUE)</c>.</summary>
    /// <param name="seed">Seed of the draws: the same seed gives the same p-value.</param>
    /// <param name="draws">Number of tables drawn.</param>
    public double SimulatedFisherTest(long seed, int draws)
    {
        CheckWhole();
        int[] rowOf = [.. Enumerable.Range(0, rowTotals.Length).SelectMany(i => Enumerable.Repeat(i, (int)rowTotals[i]))];
        int[] columnOf = [.. Enumerable.Range(0, columnTotals.Length).SelectMany(j => Enumerable.Repeat(j, (int)columnTotals[j]))];
        double observed = -Cells((i, j) => LogFactorial((int)counts[i, j])).Sum() + 1e-7;
        var random = RandomStream.FromSeed(seed);
        var drawn = new int[RowLabels.Length, ColumnLabels.Length];
        int unlikely = 1;
        for (int draw = 0; draw < draws; draw++)
        {
            random.Shuffle(rowOf.AsSpan());
            Array.Clear(drawn);
            for (int k = 0; k < rowOf.Length; k++) drawn[rowOf[k], columnOf[k]]++;
            double log = 0;
            foreach (int count in drawn) log -= LogFactorial(count);
            if (log <= observed) unlikely++;
        }
        return unlikely / (1.0 + draws);
    }

    internal static double LogFactorial(int n) => MathNet.Numerics.SpecialFunctions.FactorialLn(n);

    private void CheckWhole()
    {
        foreach (double count in counts)
            if (count != Math.Floor(count))
                throw new DataError("Fisher's exact test", $"a count of {count}", "whole counts", "Exact tests need unweighted counts.");
    }
}
