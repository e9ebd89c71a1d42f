namespace Research;

/// <summary>An order of elimination that keeps a sparse Cholesky factor sparse, with the pattern of the factor it leads to.</summary>
/// <remarks>Minimum degree on the elimination graph. Source: Tinney and Walker (1967), Proc. IEEE 55(11); George and Liu (1989), SIAM Review 31(1).
/// R: <c>Matrix::Cholesky(perm = TRUE)</c>.</remarks>
internal sealed class EliminationOrder
{
    private EliminationOrder(int[] order, int[][] below) => (Order, Below) = (order, below);

    /// <summary>The node eliminated at each step.</summary>
    public int[] Order { get; }

    /// <summary>For each step the later steps in which the factor has an entry, ascending.</summary>
    public int[][] Below { get; }

    /// <summary>Orders the nodes; null when the work of factoring would exceed the limit, where a dense factor is the better choice.</summary>
    /// <param name="neighbours">For each node those it shares an entry with; not itself. Used up.</param>
    /// <param name="workLimit">Most multiplications worth spending on a sparse factor.</param>
    public static EliminationOrder? MinimumDegree(HashSet<int>[] neighbours, double workLimit)
    {
        int n = neighbours.Length;
        var queue = new PriorityQueue<int, (int Degree, int Node)>();
        for (int i = 0; i < n; i++) queue.Enqueue(i, (neighbours[i].Count, i));
        var order = new int[n];
        var step = new int[n];
        var below = new int[n][];
        Array.Fill(step, -1);
        double work = 0;
        for (int k = 0; k < n;)
        {
            queue.TryDequeue(out int node, out var priority);
            // A node waits in the queue once for each degree it has had; only the present one counts.
            if (step[node] >= 0 || priority.Degree != neighbours[node].Count) continue;
            var clique = neighbours[node];
            work += (double)clique.Count * clique.Count;
            if (work > workLimit) return null;
            order[k] = node;
            step[node] = k;
            below[k] = [.. clique];
            foreach (int i in below[k])
            {
                neighbours[i].UnionWith(clique);
                neighbours[i].Remove(i);
                neighbours[i].Remove(node);
                queue.Enqueue(i, (neighbours[i].Count, i));
            }
            neighbours[node] = [];
            k++;
        }
        foreach (int[] later in below)
        {
            for (int i = 0; i < later.Length; i++) later[i] = step[later[i]];
            Array.Sort(later);
        }
        return new(order, below);
    }
}
