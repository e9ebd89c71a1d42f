using MathNet.Numerics.LinearAlgebra;

namespace Research;

/// <summary>What Kenward and Roger's method needs of V = Σ γᵣGᵣ: P, Q and the traces, from cross-products alone.</summary>
/// <remarks>
/// Pᵣ = X′V⁻¹GᵣV⁻¹X, Qᵣₛ = X′V⁻¹GᵣV⁻¹GₛV⁻¹X, tᵣₛ = tr(V⁻¹GᵣV⁻¹Gₛ); the last component is the residual, G = I. With one grouping factor every group is
/// taken by itself; with several their effects together. Source: Kenward and Roger (1997), Biometrics 53(3); Halekoh and Højsgaard (2014), JSS 59(9).
/// </remarks>
internal sealed class InformationTerms
{
    private readonly MixedEstimate estimate;
    private readonly CrossProducts products;
    private readonly (int Block, int Row, int Column)[] components;
    private readonly double precision;

    /// <summary>The terms at an estimate, in the basis of its fixed columns.</summary>
    public InformationTerms(MixedEstimate estimate)
    {
        this.estimate = estimate;
        products = estimate.Deviance.Products;
        precision = 1 / (estimate.Solution.UnitSigma * estimate.Solution.UnitSigma);
        components = [.. estimate.Design.Blocks.SelectMany((b, i) => b.Free.Select(f => (i, f.Row, f.Column)))];
        int p = products.Width - 1, k = components.Length;
        P = [.. Enumerable.Range(0, k + 1).Select(_ => Matrix<double>.Build.Dense(p, p))];
        Q = new Matrix<double>[k + 1, k + 1];
        for (int r = 0; r <= k; r++)
            for (int s = 0; s <= k; s++)
                Q[r, s] = Matrix<double>.Build.Dense(p, p);
        Traces = new double[k + 1, k + 1];
        var corner = Matrix<double>.Build.Dense(p, p, (r, c) => products.Corner[r * products.Width + c]);
        var inverse = Matrix<double>.Build.DenseOfArray(estimate.Solution.UnitCovariance).Inverse() * precision;
        P[k] = corner * (precision * precision);
        Q[k, k] = inverse * (precision * precision);
        Traces[k, k] = precision * precision * products.Rows;
        if (estimate.Design.Blocks.Length == 1)
            for (int g = 0; g < products.Groups; g++) AddGroup(g);
        else
            AddAll();
        for (int r = 0; r <= k; r++)
            for (int s = 0; s < r; s++)
            {
                Q[r, s] = Q[s, r].Transpose();
                Traces[r, s] = Traces[s, r];
            }
    }

    /// <summary>P of each component, the residual last.</summary>
    public Matrix<double>[] P { get; }

    /// <summary>Q of each pair.</summary>
    public Matrix<double>[,] Q { get; }

    /// <summary>The trace of each pair.</summary>
    public double[,] Traces { get; }

    private void AddGroup(int g)
    {
        int s = products.Size, width = products.Width;
        var squares = Matrix<double>.Build.Dense(s, s, (i, j) => products.Leading[(g * s + i) * s + j]);
        var border = Matrix<double>.Build.Dense(s, width - 1, (i, r) => products.Border[(g * width + r) * s + i]);
        var relative = Matrix<double>.Build.Dense(s, s, (i, j) => estimate.Solution.Relative[0][i * s + j]);
        Add(squares, border, relative, [(0, 0)]);
    }

    private void AddAll()
    {
        var pattern = products.Pattern;
        int lead = products.Groups * products.Size, q = lead + pattern.Order, width = products.Width, p = width - 1;
        if (q > 4000)
            throw new DataError("Kenward-Roger degrees of freedom", $"{q} random effects of several factors", "at most 4000",
                "Use Satterthwaite's: with so many groups the two agree.");
        var squares = Matrix<double>.Build.Dense(q, q);
        var border = Matrix<double>.Build.Dense(q, p);
        var relative = Matrix<double>.Build.Dense(q, q);
        var cells = new List<(int Block, int Offset)>();
        for (int g = 0; g < products.Groups; g++)
        {
            int at = g * products.Size;
            cells.Add((0, at));
            for (int i = 0; i < products.Size; i++)
            {
                for (int j = 0; j < products.Size; j++)
                {
                    squares[at + i, at + j] = products.Leading[(at + i) * products.Size + j];
                    relative[at + i, at + j] = estimate.Solution.Relative[0][i * products.Size + j];
                }
                for (int r = 0; r < p; r++) border[at + i, r] = products.Border[(g * width + r) * products.Size + i];
            }
            for (int t = pattern.TouchStart[g]; t < pattern.TouchStart[g + 1]; t++)
            {
                int node = pattern.TouchNode[t], down = products.Blocks[pattern.NodeBlock[node] + 1].Size;
                for (int i = 0; i < down; i++)
                    for (int j = 0; j < products.Size; j++)
                    {
                        double value = products.TouchValues[pattern.TouchOffset[t] + i * products.Size + j];
                        squares[lead + pattern.NodeStart[node] + i, at + j] = squares[at + j, lead + pattern.NodeStart[node] + i] = value;
                    }
            }
        }
        foreach (var (later, earlier, offset) in pattern.Pairs)
        {
            int down = products.Blocks[pattern.NodeBlock[later] + 1].Size, across = products.Blocks[pattern.NodeBlock[earlier] + 1].Size;
            for (int i = 0; i < down; i++)
                for (int j = 0; j < across; j++)
                {
                    int row = lead + pattern.NodeStart[later] + i, column = lead + pattern.NodeStart[earlier] + j;
                    squares[row, column] = squares[column, row] = products.PairValues[offset + i * across + j];
                }
        }
        for (int node = 0; node < pattern.NodeBlock.Length; node++)
        {
            int block = pattern.NodeBlock[node] + 1, size = products.Blocks[block].Size, at = lead + pattern.NodeStart[node];
            cells.Add((block, at));
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++) relative[at + i, at + j] = estimate.Solution.Relative[block][i * size + j];
                for (int r = 0; r < p; r++) border[at + i, r] = products.TrailingBorder[r * pattern.Order + pattern.NodeStart[node] + i];
            }
        }
        Add(squares, border, relative, [.. cells]);
    }

    // The share of effects that are independent of all others: C = Z′Z, B = Z′X, their Λ.
    private void Add(Matrix<double> c, Matrix<double> b, Matrix<double> relative, (int Block, int Offset)[] cells)
    {
        int q = c.RowCount, k = components.Length;
        var inner = relative.TransposeThisAndMultiply(c * relative) + Matrix<double>.Build.DenseIdentity(q);
        var inverse = inner.Cholesky().Solve(Matrix<double>.Build.DenseIdentity(q));
        var w = relative * inverse.TransposeAndMultiply(relative);
        var cw = c * w;
        var m = (c - cw * c) * precision;
        var wb = w * b;
        var n = (b - c * wb) * precision;
        var m2 = (m - m.TransposeAndMultiply(cw)) * precision;
        var n2 = (n - m * wb) * precision;
        P[k] += (wb.TransposeThisAndMultiply(c * wb) - b.TransposeThisAndMultiply(wb) * 2) * (precision * precision);
        Q[k, k] += (wb.TransposeThisAndMultiply(m * wb) - (n.TransposeThisAndMultiply(wb) + wb.TransposeThisAndMultiply(n))) * (precision * precision);
        Traces[k, k] += precision * precision * (inverse.PointwiseMultiply(inverse).RowSums().Sum() - q);
        var swapped = components.Select(component => Swap(m, component, cells)).ToArray();
        var rows = components.Select(component => Swap(n, component, cells)).ToArray();
        for (int r = 0; r < k; r++)
        {
            P[r] += n.TransposeThisAndMultiply(rows[r]);
            Q[r, k] += rows[r].TransposeThisAndMultiply(n2);
            Traces[r, k] += Swap(m2, components[r], cells).Trace();
            var product = m * rows[r];
            for (int s = 0; s <= r; s++)
            {
                Q[s, r] += rows[s].TransposeThisAndMultiply(product);
                Traces[s, r] += swapped[s].Transpose().PointwiseMultiply(swapped[r]).RowSums().Sum();
            }
        }
    }

    // E m, where E is 1 at (i, j) and (j, i) in each group of the component's factor.
    private static Matrix<double> Swap(Matrix<double> m, (int Block, int Row, int Column) component, (int Block, int Offset)[] cells)
    {
        var swapped = Matrix<double>.Build.Dense(m.RowCount, m.ColumnCount);
        foreach (var (block, offset) in cells)
        {
            if (block != component.Block) continue;
            swapped.SetRow(offset + component.Row, m.Row(offset + component.Column));
            swapped.SetRow(offset + component.Column, m.Row(offset + component.Row));
        }
        return swapped;
    }
}
