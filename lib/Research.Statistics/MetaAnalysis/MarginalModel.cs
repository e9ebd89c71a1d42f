namespace Research;

/// <summary>Effects whose covariance is diag(v) + Σ σⱼ² ZⱼZⱼᵀ, every Zⱼ a grouping of the rows: taken in blocks of rows that share a group, each whitened by its own factor.</summary>
internal sealed class MarginalModel
{
    private readonly StudyDesign design;
    private readonly int[][] groups;

    /// <summary>A model over groupings, each a code a row.</summary>
    public MarginalModel(StudyDesign design, int[][] groups)
    {
        (this.design, this.groups) = (design, groups);
        Blocks = BlocksOf();
    }

    /// <summary>Rows that are correlated through some group, apart from all others.</summary>
    public int[][] Blocks { get; }

    public int Components => groups.Length;

    public StudyDesign Design => design;

    /// <summary>Log-likelihood at variances σ², β at its best; restricted with the constant ½ ln |XᵀX|. R: <c>logLik(rma.mv)</c>.</summary>
    public double LogLikelihood(double[] variances, bool restricted)
    {
        if (Solve(variances) is not { } at) return double.NaN;
        double log = at.LogDeterminant + at.Solution.SumOfSquares;
        if (!restricted) return -0.5 * (log + (design.Count * Math.Log(2 * Math.PI)));
        double plain = WeightedSolution.Of(design, Ones).LogDeterminant;
        return -0.5 * (log + (design.DegreesOfFreedom * Math.Log(2 * Math.PI)) - plain + at.Solution.LogDeterminant);
    }

    /// <summary>Generalised least squares at variances σ²; null where the covariance is not positive.</summary>
    public (WeightedSolution Solution, double LogDeterminant)? Solve(double[] variances)
    {
        int p = design.Columns;
        var x = new double[design.X.Length];
        var y = new double[design.Count];
        double log = 0;
        foreach (int[] block in Blocks)
        {
            int n = block.Length;
            double[] l = Covariance(block, variances);
            if (!DenseCholesky.Factor(l, n)) return null;
            var column = new double[n];
            for (int j = 0; j <= p; j++)
            {
                for (int a = 0; a < n; a++) column[a] = j < p ? design.X[(block[a] * p) + j] : design.Y[block[a]];
                DenseCholesky.SolveLower(l, n, n, column);
                for (int a = 0; a < n; a++)
                {
                    if (j < p) x[(block[a] * p) + j] = column[a];
                    else y[block[a]] = column[a];
                }
            }
            for (int a = 0; a < n; a++) log += 2 * Math.Log(l[(a * n) + a]);
        }
        return (WeightedSolution.Of(new(y, design.V, x, p), Ones), log);
    }

    /// <summary>The covariance of some rows, n × n by rows.</summary>
    public double[] Covariance(int[] rows, double[] variances)
    {
        int n = rows.Length;
        var v = new double[n * n];
        for (int a = 0; a < n; a++)
            for (int b = 0; b <= a; b++)
            {
                double sum = a == b ? design.V[rows[a]] : 0;
                for (int j = 0; j < groups.Length; j++)
                    if (groups[j][rows[a]] == groups[j][rows[b]]) sum += variances[j];
                v[(a * n) + b] = v[(b * n) + a] = sum;
            }
        return v;
    }

    private double[] Ones => [.. design.Y.Select(_ => 1.0)];

    private int[][] BlocksOf()
    {
        int[] parent = [.. Enumerable.Range(0, design.Count)];
        int Find(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }
        foreach (int[] codes in groups)
        {
            var first = new Dictionary<int, int>();
            for (int i = 0; i < codes.Length; i++)
                if (!first.TryAdd(codes[i], i)) parent[Find(i)] = Find(first[codes[i]]);
        }
        return [.. Enumerable.Range(0, design.Count).GroupBy(Find).Select(g => g.ToArray())];
    }
}
