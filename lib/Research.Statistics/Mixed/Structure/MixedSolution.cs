namespace Research;

/// <summary>Coefficients, residual SD and random effects at given relative factors, in the units of the data.</summary>
internal sealed class MixedSolution
{
    /// <summary>The solution of the problem that was factored last.</summary>
    public MixedSolution(ProfiledDeviance deviance, double[][] relative)
    {
        var squares = deviance.Squares;
        var products = deviance.Products;
        var pattern = products.Pattern;
        int width = products.Width, p = width - 1, size = products.Size, order = pattern.Order;
        Relative = relative;
        Divisor = deviance.Divisor;
        UnitSigma = Math.Sqrt(squares.ResidualSum / Divisor);
        Sigma = UnitSigma * deviance.Basis.OutcomeScale;

        double[] delta = BasisCoefficients(squares.Corner, width);
        double[] trailing = [.. squares.TrailingBorder.AsSpan(p * order, order)];
        for (int r = 0; r < p; r++) InnerProduct.AddScaled(-delta[r], squares.TrailingBorder.AsSpan(r * order, order), trailing);
        if (order > 0) squares.Trailing.SolveLowerTransposed(trailing);

        Coefficients = deviance.Basis.Coefficients(delta);
        UnitCovariance = InverseOfCorner(squares.Corner, width);
        Covariance = deviance.Basis.Covariance(Scaled(UnitCovariance, UnitSigma * UnitSigma));

        var spherical = new double[products.Groups * size];
        for (int g = 0; g < products.Groups; g++)
        {
            var u = spherical.AsSpan(g * size, size);
            squares.Border.AsSpan((g * width + p) * size, size).CopyTo(u);
            for (int r = 0; r < p; r++) InnerProduct.AddScaled(-delta[r], squares.Border.AsSpan((g * width + r) * size, size), u);
            for (int t = order == 0 ? 0 : pattern.TouchStart[g]; t < (order == 0 ? 0 : pattern.TouchStart[g + 1]); t++)
            {
                int start = pattern.NodeStart[pattern.TouchNode[t]], count = pattern.NodeStart[pattern.TouchNode[t] + 1] - start;
                for (int i = 0; i < count; i++)
                    InnerProduct.AddScaled(-trailing[start + i], squares.Touch.AsSpan(pattern.TouchOffset[t] + i * size, size), u);
            }
            DenseCholesky.SolveLowerTransposed(squares.Leading.AsSpan(g * size * size, size * size), size, size, u);
        }
        Effects = new double[products.Blocks.Length][];
        for (int b = 0; b < products.Blocks.Length; b++)
        {
            var block = products.Blocks[b];
            Effects[b] = new double[block.Count];
            for (int level = 0; level < block.Levels.Length; level++)
            {
                int at = b == 0 ? level * size : pattern.NodeStart[pattern.Node(b - 1, level)];
                var u = (b == 0 ? spherical : trailing).AsSpan(at, block.Size);
                for (int i = 0; i < block.Size; i++)
                {
                    double sum = InnerProduct.Of(relative[b].AsSpan(i * block.Size, block.Size), u);
                    Effects[b][level * block.Size + i] = sum * deviance.Basis.OutcomeScale / block.Scale[i];
                }
            }
        }
    }

    /// <summary>The relative factors.</summary>
    public double[][] Relative { get; }

    /// <summary>Divisor of the residual variance.</summary>
    public double Divisor { get; }

    /// <summary>Residual SD.</summary>
    public double Sigma { get; }

    /// <summary>Residual SD in the unit of the basis.</summary>
    public double UnitSigma { get; }

    /// <summary>Fixed coefficients.</summary>
    public double[] Coefficients { get; }

    /// <summary>Their covariance.</summary>
    public double[,] Covariance { get; }

    /// <summary>(Q′V⁻¹Q)⁻¹ for residual variance one.</summary>
    public double[,] UnitCovariance { get; }

    /// <summary>For each block the random effects b: levels × size.</summary>
    public double[][] Effects { get; }

    /// <summary>Coefficients, and their covariance for unit residual SD one, of the problem that was factored last.</summary>
    public static (double[] Coefficients, double[,] Covariance) FixedPart(ProfiledDeviance deviance)
    {
        int width = deviance.Products.Width;
        return (deviance.Basis.Coefficients(BasisCoefficients(deviance.Squares.Corner, width)), deviance.Basis.Covariance(InverseOfCorner(deviance.Squares.Corner, width)));
    }

    /// <summary>A matrix times a number.</summary>
    public static double[,] Scaled(double[,] matrix, double by)
    {
        var scaled = (double[,])matrix.Clone();
        for (int i = 0; i < matrix.GetLength(0); i++)
            for (int j = 0; j < matrix.GetLength(1); j++)
                scaled[i, j] *= by;
        return scaled;
    }

    private static double[] BasisCoefficients(double[] corner, int width)
    {
        int p = width - 1;
        double[] delta = [.. corner.AsSpan(p * width, p)];
        DenseCholesky.SolveLowerTransposed(corner, width, p, delta);
        return delta;
    }

    private static double[,] InverseOfCorner(double[] corner, int width)
    {
        int p = width - 1;
        var inverse = new double[p, p];
        var column = new double[p];
        for (int c = 0; c < p; c++)
        {
            Array.Clear(column);
            column[c] = 1;
            DenseCholesky.SolveLower(corner, width, p, column);
            DenseCholesky.SolveLowerTransposed(corner, width, p, column);
            for (int r = 0; r < p; r++) inverse[r, c] = column[r];
        }
        return inverse;
    }
}
