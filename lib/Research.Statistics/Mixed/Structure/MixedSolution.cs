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
        int width = products.Width, size = products.Size;
        Relative = relative;
        Divisor = deviance.Divisor;
        UnitSigma = Math.Sqrt(squares.ResidualSum / Divisor);
        Sigma = UnitSigma * deviance.Basis.OutcomeScale;

        double[] delta = BasisCoefficients(squares.Corner, width);
        var (spherical, trailing) = SphericalEffects.Of(squares, products, delta);

        Coefficients = deviance.Basis.Coefficients(delta);
        UnitCovariance = InverseOfCorner(squares.Corner, width);
        Covariance = deviance.Basis.Covariance(Scaled(UnitCovariance, UnitSigma * UnitSigma));

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

    /// <summary>Coefficients of the basis from the factored corner.</summary>
    public static double[] BasisCoefficients(double[] corner, int width)
    {
        int p = width - 1;
        double[] delta = [.. corner.AsSpan(p * width, p)];
        DenseCholesky.SolveLowerTransposed(corner, width, p, delta);
        return delta;
    }

    /// <summary>(Q′V⁻¹Q)⁻¹ from the factored corner.</summary>
    public static double[,] InverseOfCorner(double[] corner, int width)
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
