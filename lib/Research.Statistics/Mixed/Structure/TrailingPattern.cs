namespace Research;

/// <summary>Which groups of the trailing factors (nodes) meet which leading groups and one another, and the matrix that holds them.</summary>
internal sealed class TrailingPattern
{
    private const int SmallOrder = 256;
    // Beyond this a dense matrix would take more than 3.2 GB.
    private const int LargestDense = 20_000;
    // A multiplication in a dense factor is done in vector registers, one in a sparse factor is not.
    private const double DenseAdvantage = 8;

    private readonly int[] firstNode;
    private readonly int[] place;
    private readonly SymmetricFactor matrix;

    private TrailingPattern(RandomBlock[] trailing, int[] firstNode, int[] place, SymmetricFactor matrix)
    {
        (this.firstNode, this.place, this.matrix) = (firstNode, place, matrix);
        int nodes = place.Length;
        NodeBlock = new int[nodes];
        NodeStart = new int[nodes + 1];
        for (int f = 0; f < trailing.Length; f++)
            for (int level = 0; level < trailing[f].Levels.Length; level++)
                NodeBlock[place[firstNode[f] + level]] = f;
        for (int v = 0; v < nodes; v++) NodeStart[v + 1] = NodeStart[v] + trailing[NodeBlock[v]].Size;
    }

    /// <summary>Trailing effects altogether.</summary>
    public int Order => NodeStart[^1];

    /// <summary>For each node, in order of elimination, the trailing block it belongs to (0 is the first after the leading one).</summary>
    public int[] NodeBlock { get; }

    /// <summary>Where each node's effects start; one more than there are nodes.</summary>
    public int[] NodeStart { get; }

    /// <summary>Where each leading group's touches start; one more than there are groups.</summary>
    public int[] TouchStart { get; private set; } = [];

    /// <summary>The node of each touch, ascending within a group.</summary>
    public int[] TouchNode { get; private set; } = [];

    /// <summary>Where the values of each touch start.</summary>
    public int[] TouchOffset { get; private set; } = [];

    /// <summary>Length of all touches' values.</summary>
    public int TouchLength { get; private set; }

    /// <summary>Pairs of nodes that meet in a row: the later, the earlier, and where their values start.</summary>
    public (int Later, int Earlier, int Offset)[] Pairs { get; private set; } = [];

    /// <summary>Length of all pairs' values.</summary>
    public int PairLength { get; private set; }

    /// <summary>For each row and trailing factor, where the touch's values start.</summary>
    public int[] RowTouch { get; private set; } = [];

    /// <summary>For each row and pair of trailing factors, where the pair's values start.</summary>
    public int[] RowPair { get; private set; } = [];

    /// <summary>The node of a trailing factor's level.</summary>
    public int Node(int factor, int level) => place[firstNode[factor] + level];

    /// <summary>An empty matrix of trailing effects.</summary>
    public SymmetricFactor Fresh() => matrix.Fresh();

    /// <summary>The pattern of a model's blocks, the leading one first.</summary>
    public static TrailingPattern Of(RandomBlock[] blocks)
    {
        var trailing = blocks[1..];
        var firstNode = new int[trailing.Length + 1];
        for (int f = 0; f < trailing.Length; f++) firstNode[f + 1] = firstNode[f] + trailing[f].Levels.Length;
        int nodes = firstNode[^1], rows = blocks[0].Codes.Length;
        int order = trailing.Sum(b => b.Count);
        int[] place = [.. Enumerable.Range(0, nodes)];
        SymmetricFactor? matrix = null;
        if (order > SmallOrder)
        {
            var graph = Graph(blocks, trailing, firstNode);
            double denseWork = Math.Pow(order, 3) / 3 / DenseAdvantage;
            int size = trailing.Max(b => b.Size);
            if (graph is not null && EliminationOrder.MinimumDegree(graph, denseWork / (size * size * size)) is { } elimination)
            {
                for (int k = 0; k < nodes; k++) place[elimination.Order[k]] = k;
                matrix = Sparse(elimination, trailing, firstNode);
            }
            else if (order > LargestDense)
            {
                throw new DataError("random terms", $"{order} effects of crossed factors that cannot be separated", $"at most {LargestDense}",
                    "Take one of the crossed factors as fixed, or fit parts of the data.");
            }
        }
        var pattern = new TrailingPattern(trailing, firstNode, place, matrix ?? new DenseFactor(order));
        pattern.FindTouches(blocks, rows);
        pattern.FindPairs(trailing, rows);
        return pattern;
    }

    // Null when the leading groups alone tie more nodes together than a sparse factor could gain from.
    private static HashSet<int>[]? Graph(RandomBlock[] blocks, RandomBlock[] trailing, int[] firstNode)
    {
        int rows = blocks[0].Codes.Length;
        var touched = new HashSet<int>[blocks[0].Levels.Length];
        for (int g = 0; g < touched.Length; g++) touched[g] = [];
        for (int i = 0; i < rows; i++)
            for (int f = 0; f < trailing.Length; f++)
                touched[blocks[0].Codes[i]].Add(firstNode[f] + trailing[f].Codes[i]);
        double nodes = firstNode[^1];
        if (touched.Sum(t => (double)t.Count * t.Count) > 40e6) return null;
        var graph = new HashSet<int>[firstNode[^1]];
        for (int v = 0; v < graph.Length; v++) graph[v] = [];
        foreach (var clique in touched)
            foreach (int v in clique)
                graph[v].UnionWith(clique);
        double entries = 0;
        for (int v = 0; v < graph.Length; v++)
        {
            graph[v].Remove(v);
            entries += graph[v].Count;
        }
        return entries > nodes * nodes / 4 ? null : graph;
    }

    private static SparseFactor Sparse(EliminationOrder elimination, RandomBlock[] trailing, int[] firstNode)
    {
        int nodes = elimination.Order.Length;
        var start = new int[nodes + 1];
        for (int k = 0; k < nodes; k++)
            start[k + 1] = start[k] + trailing[Array.FindIndex(firstNode, 1, first => elimination.Order[k] < first) - 1].Size;
        var columns = new List<int>();
        var columnStart = new List<int> { 0 };
        for (int k = 0; k < nodes; k++)
            for (int j = start[k]; j < start[k + 1]; j++)
            {
                for (int i = j; i < start[k + 1]; i++) columns.Add(i);
                foreach (int later in elimination.Below[k])
                    for (int i = start[later]; i < start[later + 1]; i++) columns.Add(i);
                columnStart.Add(columns.Count);
            }
        return new([.. columnStart], [.. columns]);
    }

    private void FindTouches(RandomBlock[] blocks, int rows)
    {
        int trailing = blocks.Length - 1, groups = blocks[0].Levels.Length, leadingSize = blocks[0].Size;
        var keys = new long[rows * trailing];
        for (int i = 0; i < rows; i++)
            for (int f = 0; f < trailing; f++)
                keys[i * trailing + f] = (long)blocks[0].Codes[i] * place.Length + Node(f, blocks[f + 1].Codes[i]);
        long[] distinct = Distinct(keys);
        TouchNode = [.. distinct.Select(k => (int)(k % place.Length))];
        TouchOffset = new int[distinct.Length];
        TouchStart = new int[groups + 1];
        for (int t = 0; t < distinct.Length; t++)
        {
            TouchOffset[t] = TouchLength;
            TouchLength += blocks[NodeBlock[TouchNode[t]] + 1].Size * leadingSize;
            TouchStart[distinct[t] / place.Length + 1]++;
        }
        for (int g = 0; g < groups; g++) TouchStart[g + 1] += TouchStart[g];
        RowTouch = [.. keys.Select(k => TouchOffset[Array.BinarySearch(distinct, k)])];
    }

    private void FindPairs(RandomBlock[] trailing, int rows)
    {
        int perRow = trailing.Length * (trailing.Length + 1) / 2;
        var keys = new long[rows * perRow];
        for (int i = 0, at = 0; i < rows; i++)
            for (int f = 0; f < trailing.Length; f++)
                for (int h = 0; h <= f; h++)
                {
                    long a = Node(f, trailing[f].Codes[i]), b = Node(h, trailing[h].Codes[i]);
                    keys[at++] = Math.Max(a, b) * place.Length + Math.Min(a, b);
                }
        long[] distinct = Distinct(keys);
        Pairs = new (int, int, int)[distinct.Length];
        for (int t = 0; t < distinct.Length; t++)
        {
            int later = (int)(distinct[t] / place.Length), earlier = (int)(distinct[t] % place.Length);
            Pairs[t] = (later, earlier, PairLength);
            PairLength += trailing[NodeBlock[later]].Size * trailing[NodeBlock[earlier]].Size;
        }
        RowPair = [.. keys.Select(k => Pairs[Array.BinarySearch(distinct, k)].Offset)];
    }

    private static long[] Distinct(long[] keys)
    {
        long[] sorted = [.. keys];
        Array.Sort(sorted);
        int count = 0;
        for (int i = 0; i < sorted.Length; i++)
            if (i == 0 || sorted[i] != sorted[i - 1])
                sorted[count++] = sorted[i];
        return sorted[..count];
    }
}
