namespace Research;

/// <summary>A symmetric positive definite matrix that is filled and factored again and again on one pattern.</summary>
/// <remarks>Two shapes: every entry of the lower triangle, or only those that can be other than zero.</remarks>
internal abstract class SymmetricFactor(int order, double[] values)
{
    /// <summary>Number of rows.</summary>
    public int Order { get; } = order;

    /// <summary>The entries: filled by the caller, then overwritten by the factor.</summary>
    public double[] Values { get; } = values;

    /// <summary>Where the entry of row i and column j ≤ i stands in <see cref="Values"/>.</summary>
    public abstract int Position(int i, int j);

    /// <summary>Factors the matrix in place; false when it is not positive definite.</summary>
    public abstract bool Factor();

    /// <summary>Σ log Lᵢᵢ of the factor.</summary>
    public double HalfLogDeterminant()
    {
        double sum = 0;
        for (int i = 0; i < Order; i++) sum += Math.Log(Values[Position(i, i)]);
        return sum;
    }

    /// <summary>Solves Lx = b in place.</summary>
    public abstract void SolveLower(Span<double> b);

    /// <summary>Solves L′x = b in place.</summary>
    public abstract void SolveLowerTransposed(Span<double> b);

    /// <summary>An empty matrix of the same pattern.</summary>
    public abstract SymmetricFactor Fresh();
}

/// <summary>Every entry of the lower triangle, row by row.</summary>
internal sealed class DenseFactor(int order) : SymmetricFactor(order, new double[checked(order * order)])
{
    /// <inheritdoc/>
    public override int Position(int i, int j) => i * Order + j;

    /// <inheritdoc/>
    public override bool Factor() => DenseCholesky.Factor(Values, Order);

    /// <inheritdoc/>
    public override void SolveLower(Span<double> b) => DenseCholesky.SolveLower(Values, Order, Order, b);

    /// <inheritdoc/>
    public override void SolveLowerTransposed(Span<double> b) => DenseCholesky.SolveLowerTransposed(Values, Order, Order, b);

    /// <inheritdoc/>
    public override SymmetricFactor Fresh() => new DenseFactor(Order);
}
