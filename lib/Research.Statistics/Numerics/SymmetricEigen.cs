using MathNet.Numerics.LinearAlgebra;

namespace Research;

/// <summary>Eigenvalues and vectors of a small symmetric matrix, with what is made from them.</summary>
internal sealed class SymmetricEigen
{
    private readonly double[,] vectors;

    private SymmetricEigen(double[] values, double[,] vectors) => (Values, this.vectors) = (values, vectors);

    /// <summary>Eigenvalues, ascending.</summary>
    public double[] Values { get; }

    /// <summary>The vector of an eigenvalue.</summary>
    public double[] Vector(int k) => [.. Enumerable.Range(0, Values.Length).Select(i => vectors[i, k])];

    /// <summary>Takes a symmetric matrix apart.</summary>
    public static SymmetricEigen Of(double[,] matrix)
    {
        var evd = Matrix<double>.Build.DenseOfArray(matrix).Evd(Symmetricity.Symmetric);
        return new([.. evd.EigenValues.Select(v => v.Real)], evd.EigenVectors.ToArray());
    }

    /// <summary>Σ v v′/λ over the eigenvalues above a share of the largest: the inverse, or the pseudo-inverse of what is positive.</summary>
    public double[,] Inverse(double share = 0)
    {
        int k = Values.Length;
        double limit = share * Values.Max();
        var inverse = new double[k, k];
        for (int e = 0; e < k; e++)
        {
            if (!(Values[e] > limit)) continue;
            for (int i = 0; i < k; i++)
                for (int j = 0; j < k; j++)
                    inverse[i, j] += vectors[i, e] * vectors[j, e] / Values[e];
        }
        return inverse;
    }
}
