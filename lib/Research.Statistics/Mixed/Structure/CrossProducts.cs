namespace Research;

/// <summary>Everything a mixed model needs of its rows: the cross-products of random effects, fixed effects and outcome, in blocks.</summary>
/// <remarks>The factor with the most effects leads: its groups are independent given the others, so its block is a small square a group. What
/// the other factors share with a group is kept as a list of the nodes (a node is a group of a trailing factor) it touches. After this the cost of
/// an evaluation grows with groups, not rows. Source: Bates (2025), MixedModels.jl, "Profiled log-likelihood and blocked Cholesky".</remarks>
internal sealed class CrossProducts
{
    private readonly TrailingPattern pattern;

    /// <summary>The structure of a design and its cross-products without weights.</summary>
    /// <param name="blocks">Random blocks, the leading one first.</param>
    /// <param name="columns">Fixed columns and, last, the outcome: n × width, row by row.</param>
    /// <param name="width">Fixed columns and the outcome.</param>
    public CrossProducts(RandomBlock[] blocks, double[] columns, int width)
    {
        (Blocks, Columns, Width) = (blocks, columns, width);
        Rows = columns.Length / width;
        pattern = TrailingPattern.Of(blocks);
        Groups = blocks[0].Levels.Length;
        Size = blocks[0].Size;
        Leading = new double[Groups * Size * Size];
        Border = new double[Groups * width * Size];
        TouchValues = new double[pattern.TouchLength];
        PairValues = new double[pattern.PairLength];
        TrailingBorder = new double[width * pattern.Order];
        Corner = new double[width * width];
        Fill(null);
    }

    /// <summary>Random blocks, the leading one first.</summary>
    public RandomBlock[] Blocks { get; }

    /// <summary>Fixed columns and outcome, n × width.</summary>
    public double[] Columns { get; }

    /// <summary>Fixed columns and the outcome.</summary>
    public int Width { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Groups of the leading factor.</summary>
    public int Groups { get; }

    /// <summary>Effects in a leading group.</summary>
    public int Size { get; }

    /// <summary>Which nodes each leading group touches, and the shape of the trailing matrix.</summary>
    public TrailingPattern Pattern => pattern;

    /// <summary>Z′Z of each leading group: groups × size × size.</summary>
    public double[] Leading { get; }

    /// <summary>[X y]′Z of each leading group: groups × width × size.</summary>
    public double[] Border { get; }

    /// <summary>Z₂′Z₁ of each touch of a node by a group: node size × leading size.</summary>
    public double[] TouchValues { get; }

    /// <summary>Z₂′Z₂ of each pair of nodes that meet in a row.</summary>
    public double[] PairValues { get; }

    /// <summary>[X y]′Z₂: width × trailing effects.</summary>
    public double[] TrailingBorder { get; }

    /// <summary>[X y]′[X y]: width × width.</summary>
    public double[] Corner { get; }

    /// <summary>Computes the cross-products, each row weighted.</summary>
    /// <param name="weights">A weight a row; null is one for each.</param>
    public void Fill(double[]? weights)
    {
        foreach (double[] block in (double[][])[Leading, Border, TouchValues, PairValues, TrailingBorder, Corner]) Array.Clear(block);
        int s = Size;
        var first = Blocks[0];
        for (int i = 0; i < Rows; i++)
        {
            double weight = weights is null ? 1 : weights[i];
            if (weight == 0) continue;
            var x = Columns.AsSpan(i * Width, Width);
            var z = first.Row(i);
            int group = first.Codes[i];
            AddOuter(z, z, weight, Leading.AsSpan(group * s * s, s * s), s);
            AddOuter(x, z, weight, Border.AsSpan(group * Width * s, Width * s), s);
            for (int r = 0; r < Width; r++)
                InnerProduct.AddScaled(weight * x[r], x[..(r + 1)], Corner.AsSpan(r * Width, r + 1));
            if (Blocks.Length > 1) FillTrailing(i, weight, x, z);
        }
        for (int r = 0; r < Width; r++)
            for (int c = 0; c < r; c++)
                Corner[c * Width + r] = Corner[r * Width + c];
    }

    private void FillTrailing(int row, double weight, ReadOnlySpan<double> x, ReadOnlySpan<double> z)
    {
        int pair = 0, trailing = Blocks.Length - 1;
        for (int f = 0; f < trailing; f++)
        {
            var block = Blocks[f + 1];
            var own = block.Row(row);
            AddOuter(own, z, weight, TouchValues.AsSpan(pattern.RowTouch[row * trailing + f], own.Length * z.Length), z.Length);
            int start = pattern.NodeStart[pattern.Node(f, block.Codes[row])];
            for (int r = 0; r < x.Length; r++)
                InnerProduct.AddScaled(weight * x[r], own, TrailingBorder.AsSpan(r * pattern.Order + start, own.Length));
            for (int h = 0; h <= f; h++, pair++)
            {
                // The pair is stored with the later node's effects as rows.
                var other = Blocks[h + 1].Row(row);
                int at = pattern.RowPair[row * (trailing * (trailing + 1) / 2) + pair];
                bool later = pattern.Node(f, block.Codes[row]) >= pattern.Node(h, Blocks[h + 1].Codes[row]);
                var target = PairValues.AsSpan(at, own.Length * other.Length);
                if (later) AddOuter(own, other, weight, target, other.Length);
                else AddOuter(other, own, weight, target, own.Length);
            }
        }
    }

    private static void AddOuter(ReadOnlySpan<double> down, ReadOnlySpan<double> across, double weight, Span<double> target, int stride)
    {
        for (int i = 0; i < down.Length; i++)
        {
            double scaled = weight * down[i];
            for (int j = 0; j < across.Length; j++) target[i * stride + j] += scaled * across[j];
        }
    }
}
