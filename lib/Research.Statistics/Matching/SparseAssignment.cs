namespace Research;

/// <summary>The cheapest way to give each row a column of its own, some pairs only being possible. Costs are whole numbers, so that the optimum is exact.</summary>
/// <remarks>Shortest augmenting paths with potentials: each row in turn is added to an optimal assignment of those before it, along the path that costs least
/// (Jonker and Volgenant 1987; Bertsekas 1998, Network Optimization). Where a row may stay without a column at no cost, the paths may end there.</remarks>
internal sealed class SparseAssignment
{
    private readonly int[][] columns;
    private readonly long[][] costs;
    private readonly bool mayStay;
    private readonly int[] columnOf;
    private readonly int[] rowOf;
    private readonly long[] price;

    private SparseAssignment(int[][] columns, long[][] costs, int width, bool mayStay)
    {
        (this.columns, this.costs, this.mayStay) = (columns, costs, mayStay);
        (columnOf, rowOf, price) = (new int[columns.Length], new int[width], new long[width]);
        Array.Fill(columnOf, -1);
        Array.Fill(rowOf, -1);
    }

    /// <summary>The column of each row; −1 where a row stays without.</summary>
    /// <param name="columns">The columns each row may have.</param>
    /// <param name="costs">Their costs.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="mayStay">Whether a row may stay without a column, at no cost; else it does so only when no column is left for it.</param>
    public static int[] Solve(int[][] columns, long[][] costs, int width, bool mayStay)
    {
        var solver = new SparseAssignment(columns, costs, width, mayStay);
        for (int row = 0; row < columns.Length; row++) solver.Add(row);
        return solver.columnOf;
    }

    // Dijkstra over columns with reduced costs; the potentials of rows are implied by those of their columns.
    private void Add(int first)
    {
        var distance = new Dictionary<int, long>();
        var from = new Dictionary<int, int>();
        var settled = new List<int>();
        var done = new HashSet<int>();
        var queue = new PriorityQueue<int, (long, int)>();
        long stay = mayStay ? 0 : long.MaxValue;
        int end = -1, stays = mayStay ? first : -1;
        Scan(first, 0, 0);
        while (queue.TryDequeue(out int column, out var key))
        {
            if (done.Contains(column) || key.Item1 > distance[column]) continue;
            if (key.Item1 >= stay) break;
            done.Add(column);
            if (rowOf[column] < 0)
            {
                end = column;
                break;
            }
            settled.Add(column);
            int row = rowOf[column];
            long matched = CostOf(row, column) - price[column];
            Scan(row, key.Item1, matched);
            if (mayStay && key.Item1 - matched < stay) (stay, stays) = (key.Item1 - matched, row);
        }
        if (end < 0 && stays < 0) return;
        long length = end >= 0 ? distance[end] : stay;
        foreach (int column in settled)
            if (distance[column] < length) price[column] += distance[column] - length;
        if (end >= 0) Shift(end);
        else if (stays != first)
        {
            int freed = columnOf[stays];
            columnOf[stays] = -1;
            Shift(freed);
        }

        void Shift(int column)
        {
            while (true)
            {
                int row = from[column], next = columnOf[row];
                (columnOf[row], rowOf[column]) = (column, row);
                if (row == first) return;
                column = next;
            }
        }

        void Scan(int row, long so, long matched)
        {
            for (int k = 0; k < columns[row].Length; k++)
            {
                int column = columns[row][k];
                if (done.Contains(column)) continue;
                long to = so + costs[row][k] - price[column] - matched;
                if (distance.TryGetValue(column, out long known) && known <= to) continue;
                (distance[column], from[column]) = (to, row);
                queue.Enqueue(column, (to, column));
            }
        }
    }

    private long CostOf(int row, int column) => costs[row][Array.IndexOf(columns[row], column)];
}
