namespace Research;

/// <summary>The cheapest way to give each row a column of its own, some pairs only being possible. Costs are whole numbers, so that the optimum is exact.</summary>
/// <remarks>Shortest augmenting paths with potentials: each row in turn is added to an optimal assignment of those before it, along the path that costs least
/// (Jonker and Volgenant 1987; Bertsekas 1998, Network Optimization). Where a row may stay without a column at no cost, the paths may end there.</remarks>
internal sealed class SparseAssignment
{
    private readonly int[][] columns;
    private readonly long[][] costs;
    private readonly bool mayStay;
    private readonly long[] price;
    private readonly int[] rowOf;
    private readonly long[] costOfRow;

    // What a search has reached, valid where its stamp is the present one.
    private readonly long[] distance;
    private readonly int[] from;
    private readonly int[] reached;
    private readonly int[] done;
    private readonly List<int> settled = [];
    private int search;

    private SparseAssignment(int[][] columns, long[][] costs, int width, bool mayStay)
    {
        (this.columns, this.costs, this.mayStay) = (columns, costs, mayStay);
        (ColumnOf, rowOf, costOfRow, price) = (new int[columns.Length], new int[width], new long[columns.Length], new long[width]);
        (distance, from, reached, done) = (new long[width], new int[width], new int[width], new int[width]);
        Array.Fill(ColumnOf, -1);
        Array.Fill(rowOf, -1);
    }

    /// <summary>The column of each row; −1 where a row stays without.</summary>
    public int[] ColumnOf { get; }

    /// <summary>What a row would pay at most for a column it was not offered: a dearer one cannot improve the assignment.</summary>
    public long Worth(int row) => ColumnOf[row] < 0 ? long.MaxValue : costOfRow[row] - price[ColumnOf[row]];

    /// <summary>Solves.</summary>
    /// <param name="columns">The columns each row may have.</param>
    /// <param name="costs">Their costs.</param>
    /// <param name="width">The number of columns.</param>
    /// <param name="mayStay">Whether a row may stay without a column, at no cost; else it does so only when no column is left for it.</param>
    public static SparseAssignment Solve(int[][] columns, long[][] costs, int width, bool mayStay)
    {
        var solver = new SparseAssignment(columns, costs, width, mayStay);
        for (int row = 0; row < columns.Length; row++) solver.Add(row);
        return solver;
    }

    // Dijkstra over columns with reduced costs; the potentials of rows are implied by those of their columns.
    private void Add(int first)
    {
        search++;
        settled.Clear();
        var queue = new PriorityQueue<int, (long, int)>();
        long stay = mayStay ? 0 : long.MaxValue;
        int end = -1, stays = mayStay ? first : -1;
        Scan(first, 0, 0, queue);
        while (queue.TryDequeue(out int column, out var key))
        {
            if (done[column] == search || key.Item1 > distance[column]) continue;
            if (key.Item1 >= stay) break;
            done[column] = search;
            if (rowOf[column] < 0)
            {
                end = column;
                break;
            }
            settled.Add(column);
            int row = rowOf[column];
            long matched = costOfRow[row] - price[column];
            Scan(row, key.Item1, matched, queue);
            if (mayStay && key.Item1 - matched < stay) (stay, stays) = (key.Item1 - matched, row);
        }
        if (end < 0 && stays < 0) return;
        long length = end >= 0 ? distance[end] : stay;
        foreach (int column in settled)
            if (distance[column] < length) price[column] += distance[column] - length;
        if (end >= 0) Shift(end, first);
        else if (stays != first)
        {
            int freed = ColumnOf[stays];
            ColumnOf[stays] = -1;
            Shift(freed, first);
        }
    }

    private void Shift(int column, int first)
    {
        while (true)
        {
            int row = from[column], next = ColumnOf[row];
            (ColumnOf[row], rowOf[column], costOfRow[row]) = (column, row, costs[row][Array.IndexOf(columns[row], column)]);
            if (row == first) return;
            column = next;
        }
    }

    private void Scan(int row, long so, long matched, PriorityQueue<int, (long, int)> queue)
    {
        int[] offered = columns[row];
        for (int k = 0; k < offered.Length; k++)
        {
            int column = offered[k];
            if (done[column] == search) continue;
            long to = so + costs[row][k] - price[column] - matched;
            if (reached[column] == search && distance[column] <= to) continue;
            (distance[column], from[column], reached[column]) = (to, row, search);
            queue.Enqueue(column, (to, column));
        }
    }
}
