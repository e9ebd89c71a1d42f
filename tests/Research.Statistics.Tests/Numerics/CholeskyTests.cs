using CsCheck;

namespace Research.Tests;

public class CholeskyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(131)]
    [InlineData(400)]
    public void The_factor_times_its_transpose_is_the_matrix(int n)
    {
        double[] matrix = Positive(n, n);
        double[] factor = [.. matrix];
        Assert.True(DenseCholesky.Factor(factor, n));
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                double product = 0;
                for (int k = 0; k <= j; k++) product += factor[i * n + k] * factor[j * n + k];
                Assert.Equal(matrix[i * n + j], product, 1e-10 * n);
            }
    }

    [Fact]
    public void A_matrix_that_is_not_positive_definite_is_refused()
    {
        Assert.False(DenseCholesky.Factor([1, 2, 2, 1], 2));
        Assert.False(DenseCholesky.Factor([double.NaN], 1));
    }

    [Fact]
    public void Solving_with_the_factor_undoes_the_matrix()
    {
        const int n = 90;
        double[] matrix = Positive(n, 3), truth = [.. Enumerable.Range(0, n).Select(i => Math.Sin(i))];
        double[] x = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => matrix[Math.Max(i, j) * n + Math.Min(i, j)] * truth[j]))];
        Assert.True(DenseCholesky.Factor(matrix, n));
        DenseCholesky.SolveLower(matrix, n, n, x);
        DenseCholesky.SolveLowerTransposed(matrix, n, n, x);
        for (int i = 0; i < n; i++) Assert.Equal(truth[i], x[i], 1e-9);
    }

    [Fact]
    public void A_sparse_factor_equals_the_dense_one_in_the_order_of_elimination() =>
        Gen.Select(Gen.Int[2, 30], Gen.Int[0, 60], Gen.Int[0, 100_000]).Sample((n, edges, seed) =>
        {
            var random = new Random(seed);
            var graph = Enumerable.Range(0, n).Select(_ => new HashSet<int>()).ToArray();
            for (int e = 0; e < edges; e++)
            {
                int a = random.Next(n), b = random.Next(n);
                if (a == b) continue;
                graph[a].Add(b);
                graph[b].Add(a);
            }
            var entries = graph.Select(g => g.ToArray()).ToArray();
            var elimination = EliminationOrder.MinimumDegree(graph, double.PositiveInfinity)!;
            int[] place = new int[n];
            for (int k = 0; k < n; k++) place[elimination.Order[k]] = k;
            var start = new List<int> { 0 };
            var rows = new List<int>();
            for (int k = 0; k < n; k++)
            {
                rows.Add(k);
                rows.AddRange(elimination.Below[k]);
                start.Add(rows.Count);
            }
            var sparse = new SparseFactor([.. start], [.. rows]);
            var dense = new DenseFactor(n);
            foreach (SymmetricFactor matrix in new SymmetricFactor[] { sparse, dense })
                for (int v = 0; v < n; v++)
                {
                    matrix.Values[matrix.Position(place[v], place[v])] = entries[v].Length + 1.5;
                    foreach (int w in entries[v])
                        if (place[w] < place[v])
                            matrix.Values[matrix.Position(place[v], place[w])] = 0.9;
                }
            Assert.True(sparse.Factor());
            Assert.True(dense.Factor());
            Assert.Equal(dense.HalfLogDeterminant(), sparse.HalfLogDeterminant(), 1e-10);
            double[] x = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())], y = [.. x];
            sparse.SolveLower(x);
            dense.SolveLower(y);
            for (int i = 0; i < n; i++) Assert.Equal(y[i], x[i], 1e-10);
            sparse.SolveLowerTransposed(x);
            dense.SolveLowerTransposed(y);
            for (int i = 0; i < n; i++) Assert.Equal(y[i], x[i], 1e-10);
        }, iter: 300);

    [Fact]
    public void A_chain_is_eliminated_without_fill()
    {
        var chain = Enumerable.Range(0, 50).Select(i => new HashSet<int>(new[] { i - 1, i + 1 }.Where(j => j is >= 0 and < 50))).ToArray();
        var elimination = EliminationOrder.MinimumDegree(chain, 1e9)!;
        Assert.Equal(49, elimination.Below.Sum(b => b.Length));
    }

    private static double[] Positive(int n, int seed)
    {
        var random = new Random(seed);
        double[] matrix = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
                matrix[i * n + j] = i == j ? n + random.NextDouble() : random.NextDouble() - 0.5;
        return matrix;
    }
}
