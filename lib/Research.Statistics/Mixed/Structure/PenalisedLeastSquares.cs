namespace Research;

/// <summary>The penalised least squares problem of a mixed model for a given Λ, factored block by block.</summary>
/// <remarks>
/// With A = Λ′Z′ZΛ + I the bordered matrix [A, Λ′Z′X, Λ′Z′y; …, X′X, X′y; …, y′y] is factored: each leading group by itself, then the trailing
/// effects, then the fixed ones. The last pivot squared is the penalised residual sum of squares. Source: Bates et al. (2015), JSS 67(1), eq. 17-27.
/// </remarks>
internal sealed class PenalisedLeastSquares
{
    private readonly CrossProducts products;
    private readonly TrailingPattern pattern;
    private readonly int size, width;
    private readonly double[] scratch;

    public PenalisedLeastSquares(CrossProducts products)
    {
        (this.products, pattern, size, width) = (products, products.Pattern, products.Size, products.Width);
        Leading = new double[products.Leading.Length];
        Border = new double[products.Border.Length];
        Touch = new double[products.TouchValues.Length];
        Trailing = pattern.Fresh();
        TrailingBorder = new double[products.TrailingBorder.Length];
        Corner = new double[width * width];
        int largest = products.Blocks.Max(b => b.Size);
        scratch = new double[largest * largest];
    }

    /// <summary>How often each leading group counts; null is once. Only without trailing factors.</summary>
    public double[]? Multiplicity { get; set; }

    /// <summary>[X y]′[X y] of the groups as often as they count; the products' own where null.</summary>
    public double[]? CornerProducts { get; set; }

    /// <summary>Factor of each leading group's square.</summary>
    public double[] Leading { get; }

    /// <summary>Rows of [X y] in the factor, each leading group: groups × width × size.</summary>
    public double[] Border { get; }

    /// <summary>Rows of the trailing effects in the factor, each touch.</summary>
    public double[] Touch { get; }

    /// <summary>Factor of the trailing effects.</summary>
    public SymmetricFactor Trailing { get; }

    /// <summary>Rows of [X y] in the factor under the trailing effects: width × trailing.</summary>
    public double[] TrailingBorder { get; }

    /// <summary>Factor of the fixed effects, row by row; the last row belongs to the outcome, its last entry is the root of <see cref="ResidualSum"/>.</summary>
    public double[] Corner { get; }

    /// <summary>log |Λ′Z′ZΛ + I|.</summary>
    public double LogDeterminant { get; private set; }

    /// <summary>log |X′V⁻¹X| for residual variance one.</summary>
    public double FixedLogDeterminant { get; private set; }

    /// <summary>Penalised residual sum of squares at the solution.</summary>
    public double ResidualSum { get; private set; }

    /// <summary>Factors for the relative factors of the blocks (each size × size); false when a pivot is not positive.</summary>
    public bool Factor(double[][] relative)
    {
        (CornerProducts ?? products.Corner).AsSpan().CopyTo(Corner);
        double logDeterminant = size == 1 ? EliminateScalars(relative[0][0]) : EliminateGroups(relative[0]);
        if (double.IsNaN(logDeterminant)) return false;
        if (pattern.Order > 0)
        {
            if (!FactorTrailing(relative)) return false;
            logDeterminant += Trailing.HalfLogDeterminant();
        }
        LogDeterminant = 2 * logDeterminant;
        return FactorCorner();
    }

    // One effect a group: a weighted sum of outer products.
    private double EliminateScalars(double lambda)
    {
        double log = 0;
        for (int g = 0; g < products.Groups; g++)
        {
            double times = Multiplicity is null ? 1 : Multiplicity[g];
            if (times == 0) continue;
            double square = lambda * lambda * products.Leading[g] + 1;
            double root = Math.Sqrt(square), factor = lambda / root;
            Leading[g] = root;
            log += times * 0.5 * Math.Log(square);
            var source = products.Border.AsSpan(g * width, width);
            var border = Border.AsSpan(g * width, width);
            for (int r = 0; r < width; r++) border[r] = factor * source[r];
            for (int r = 0; r < width; r++)
            {
                double scaled = times * border[r];
                var row = Corner.AsSpan(r * width, r + 1);
                for (int c = 0; c < row.Length; c++) row[c] -= scaled * border[c];
            }
        }
        return double.IsFinite(log) ? log : double.NaN;
    }

    private double EliminateGroups(double[] lambda)
    {
        double log = 0;
        int square = size * size;
        for (int g = 0; g < products.Groups; g++)
        {
            double times = Multiplicity is null ? 1 : Multiplicity[g];
            if (times == 0) continue;
            var own = Leading.AsSpan(g * square, square);
            RelativeFactor.Sandwich(lambda, products.Leading.AsSpan(g * square, square), lambda, own, size, size);
            for (int e = 0; e < size; e++) own[e * size + e] += 1;
            if (!DenseCholesky.Factor(own, size)) return double.NaN;
            for (int e = 0; e < size; e++) log += times * Math.Log(own[e * size + e]);
            var border = Border.AsSpan(g * width * size, width * size);
            EliminateRows(products.Border.AsSpan(g * width * size, width * size), lambda, own, border);
            for (int r = 0; r < width; r++)
                for (int c = 0; c <= r; c++)
                    Corner[r * width + c] -= times * InnerProduct.Of(border.Slice(r * size, size), border.Slice(c * size, size));
        }
        return log;
    }

    // target = source Λ L⁻ᵀ, row by row.
    private void EliminateRows(ReadOnlySpan<double> source, double[] lambda, ReadOnlySpan<double> factor, Span<double> target)
    {
        for (int at = 0; at < source.Length; at += size)
        {
            for (int e = 0; e < size; e++)
            {
                double sum = 0;
                for (int k = 0; k < size; k++) sum += source[at + k] * lambda[k * size + e];
                target[at + e] = sum;
            }
            DenseCholesky.SolveLower(factor, size, size, target.Slice(at, size));
        }
    }

    private bool FactorTrailing(double[][] relative)
    {
        double[] values = Trailing.Values;
        Array.Clear(values);
        foreach (var (later, earlier, offset) in pattern.Pairs)
        {
            int down = Size(later), across = Size(earlier);
            var block = scratch.AsSpan(0, down * across);
            RelativeFactor.Sandwich(Relative(relative, later), products.PairValues.AsSpan(offset, down * across), Relative(relative, earlier), block, down, across);
            for (int i = 0; i < down; i++)
                for (int j = 0; j < across && pattern.NodeStart[earlier] + j <= pattern.NodeStart[later] + i; j++)
                    values[Trailing.Position(pattern.NodeStart[later] + i, pattern.NodeStart[earlier] + j)] += block[i * across + j];
        }
        for (int i = 0; i < Trailing.Order; i++) values[Trailing.Position(i, i)] += 1;
        for (int r = 0; r < width; r++)
            for (int v = 0; v < pattern.NodeBlock.Length; v++)
                RelativeFactor.TransposedTimes(Relative(relative, v), products.TrailingBorder.AsSpan(r * Trailing.Order + pattern.NodeStart[v], Size(v)),
                    TrailingBorder.AsSpan(r * Trailing.Order + pattern.NodeStart[v], Size(v)));
        bool scalars = products.Blocks.All(b => b.Size == 1) && Trailing is DenseFactor;
        for (int g = 0; g < products.Groups; g++)
        {
            if (scalars) TakeScalars(g, relative);
            else TakeGroup(g, relative);
        }
        if (!Trailing.Factor()) return false;
        for (int r = 0; r < width; r++)
        {
            var row = TrailingBorder.AsSpan(r * Trailing.Order, Trailing.Order);
            Trailing.SolveLower(row);
            for (int c = 0; c <= r; c++)
                Corner[r * width + c] -= InnerProduct.Of(row, TrailingBorder.AsSpan(c * Trailing.Order, Trailing.Order));
        }
        return true;
    }

    // The same as below where every group has one effect, as most models do.
    private void TakeScalars(int g, double[][] relative)
    {
        double factor = relative[0][0] / Leading[g];
        double[] values = Trailing.Values;
        int order = Trailing.Order, first = pattern.TouchStart[g];
        for (int t = first; t < pattern.TouchStart[g + 1]; t++)
        {
            int node = pattern.TouchNode[t];
            double touch = Touch[t] = Relative(relative, node)[0] * products.TouchValues[t] * factor;
            for (int r = 0; r < width; r++) TrailingBorder[r * order + node] -= touch * Border[g * width + r];
            var row = values.AsSpan(node * order, node + 1);
            for (int other = first; other <= t; other++) row[pattern.TouchNode[other]] -= touch * Touch[other];
        }
    }

    // What elimination of a leading group takes from the trailing effects it touches.
    private void TakeGroup(int g, double[][] relative)
    {
        var own = Leading.AsSpan(g * size * size, size * size);
        var border = Border.AsSpan(g * width * size, width * size);
        double[] values = Trailing.Values;
        for (int t = pattern.TouchStart[g]; t < pattern.TouchStart[g + 1]; t++)
        {
            int node = pattern.TouchNode[t], down = Size(node), start = pattern.NodeStart[node];
            var touch = Touch.AsSpan(pattern.TouchOffset[t], down * size);
            var scaled = scratch.AsSpan(0, down * size);
            double[] lambda = Relative(relative, node);
            var source = products.TouchValues.AsSpan(pattern.TouchOffset[t], down * size);
            RelativeFactor.TransposedTimes(lambda, source, scaled, size);
            EliminateRows(scaled, relative[0], own, touch);
            for (int i = 0; i < down; i++)
            {
                var row = touch.Slice(i * size, size);
                for (int r = 0; r < width; r++)
                    TrailingBorder[r * Trailing.Order + start + i] -= InnerProduct.Of(row, border.Slice(r * size, size));
                for (int other = pattern.TouchStart[g]; other <= t; other++)
                {
                    int across = pattern.NodeStart[pattern.TouchNode[other]], offset = pattern.TouchOffset[other];
                    int count = other == t ? i + 1 : Size(pattern.TouchNode[other]);
                    int position = Trailing.Position(start + i, across);
                    for (int j = 0; j < count; j++)
                    {
                        double product = size == 1 ? row[0] * Touch[offset + j] : InnerProduct.Of(row, Touch.AsSpan(offset + j * size, size));
                        values[j == 0 ? position : Trailing.Position(start + i, across + j)] -= product;
                    }
                }
            }
        }
    }

    private bool FactorCorner()
    {
        int p = width - 1;
        double log = 0;
        for (int r = 0; r < width; r++)
        {
            var row = Corner.AsSpan(r * width, width);
            for (int c = 0; c < r; c++)
                row[c] = (row[c] - InnerProduct.Of(row[..c], Corner.AsSpan(c * width, c))) / Corner[c * width + c];
            double pivot = row[r] - InnerProduct.Of(row[..r], row[..r]);
            if (r == p)
            {
                ResidualSum = Math.Max(pivot, 0);
                row[r] = Math.Sqrt(ResidualSum);
                break;
            }
            if (!(pivot > 0)) return false;
            row[r] = Math.Sqrt(pivot);
            log += Math.Log(row[r]);
        }
        FixedLogDeterminant = 2 * log;
        return double.IsFinite(ResidualSum);
    }

    private int Size(int node) => products.Blocks[pattern.NodeBlock[node] + 1].Size;

    private double[] Relative(double[][] relative, int node) => relative[pattern.NodeBlock[node] + 1];
}
