namespace Research;

/// <summary>Row margins left after some columns of a contingency table have been laid, with the weights of the ways that led there:
/// the nodes of the network of Mehta and Patel (1983). Margins that differ in order only are one node. Weights start at exp(logScale), so that those of complete tables can be probabilities.</summary>
internal sealed class MarginStates(int[] rowMargins, double logScale)
{
    // About three seconds of work.
    private const long MostSteps = 100_000_000, StepsOfPast = 25, StepsOfFilling = 5;
    private const int FewPasts = 40;
    private long steps;

    private Dictionary<string, Node> nodes = new(StringComparer.Ordinal) { [Key(rowMargins)] = new([.. rowMargins.Order()], new() { [logScale] = 1 }) };

    /// <summary>Lays a column in every possible way. False when the ways become too many.</summary>
    public bool Lay(int total)
    {
        var next = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in nodes.Values)
        {
            foreach (var (left, log) in Fillings(node.Left, total))
            {
                if ((steps += StepsOfPast * node.Pasts.Count) > MostSteps) return false;
                string key = Key(left);
                if (!next.TryGetValue(key, out var target)) next[key] = target = new([.. left.Order()], []);
                foreach (var (past, ways) in node.Pasts)
                {
                    // Ways of the same probability are one, up to rounding.
                    double sum = Math.Round(past + log, 12);
                    if (!target.Pasts.TryAdd(sum, ways)) target.Pasts[sum] += ways;
                }
            }
        }
        nodes = next;
        return true;
    }

    /// <summary>Σ of the weights of all complete tables whose log weight is at most the limit, with two columns to go;
    /// not a number when the ways become too many.</summary>
    public double Finish(int first, int second, double limit)
    {
        double sum = 0;
        foreach (var node in nodes.Values)
        {
            LastColumns? columns = null;
            double[]? sorted = null, running = null;
            double greatest = LastColumns.Greatest(node.Left, first, second), all = LastColumns.LogSum(node.Left, first, second);
            foreach (var (past, ways) in node.Pasts)
            {
                if (greatest + past <= limit)
                {
                    sum += ways * Math.Exp(past + all);
                    continue;
                }
                if (columns is null) steps += node.Left.Sum(l => (long)Math.Min(l, first)) * first;
                columns ??= new LastColumns(node.Left, first, second);
                if (columns.Least + past > limit) continue;
                if (node.Pasts.Count <= FewPasts) sum += ways * columns.Rare(past, limit, ref steps);
                else
                {
                    if (sorted is null)
                    {
                        sorted = columns.Sorted(ref steps);
                        running = new double[sorted.Length + 1];
                        for (int i = 0; i < sorted.Length; i++) running[i + 1] = running[i] + Math.Exp(sorted[i] - sorted[^1]);
                    }
                    int count = Array.BinarySearch(sorted, limit - past);
                    if (count < 0) count = ~count;
                    while (count < sorted.Length && sorted[count] <= limit - past) count++;
                    sum += ways * Math.Exp(past + sorted[^1]) * running![count];
                }
                if ((steps += StepsOfFilling) > MostSteps) return double.NaN;
            }
        }
        return sum;
    }

    // Every way to take a column's total out of the margins, with the log of total!/Π cell!.
    private static IEnumerable<(int[] Left, double Log)> Fillings(int[] margins, int total)
    {
        var left = (int[])margins.Clone();
        int[] tail = new int[margins.Length + 1];
        for (int i = margins.Length - 1; i >= 0; i--) tail[i] = tail[i + 1] + margins[i];
        return Fill(0, total, ContingencyTable.LogFactorial(total));

        IEnumerable<(int[], double)> Fill(int row, int rest, double log)
        {
            if (row == margins.Length)
            {
                yield return ((int[])left.Clone(), log);
                yield break;
            }
            for (int cell = Math.Max(0, rest - tail[row + 1]); cell <= Math.Min(rest, margins[row]); cell++)
            {
                left[row] = margins[row] - cell;
                foreach (var filling in Fill(row + 1, rest - cell, log - ContingencyTable.LogFactorial(cell))) yield return filling;
            }
        }
    }

    private static string Key(int[] left) => string.Join(',', left.Order());

    private sealed record Node(int[] Left, Dictionary<double, double> Pasts);
}
