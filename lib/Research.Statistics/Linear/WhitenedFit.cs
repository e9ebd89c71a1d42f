namespace Research;

/// <summary>A least-squares fit in coordinates free of scale: Z = XL with ZᵀWZ = I, residuals scaled to about 1. Every robust covariance is
/// L S Lᵀ with S worked out here.</summary>
internal sealed class WhitenedFit
{
    private double[]? leverages;

    public WhitenedFit(LeastSquares fit, double[] residuals)
    {
        (Rows, Rank, Weights, Z, L) = (fit.Rows, fit.Rank, fit.Weights, fit.Whitened(), fit.InverseFactor());
        double s = OutcomeScale = fit.OutcomeScale;
        Residuals = [.. residuals.Select(e => e * s)];
    }

    public int Rows { get; }

    public int Rank { get; }

    public double[]? Weights { get; }

    /// <summary>By columns, n × rank.</summary>
    public double[] Z { get; }

    public double[,] L { get; }

    public double OutcomeScale { get; }

    /// <summary>Residuals times the outcome's scale.</summary>
    public double[] Residuals { get; }

    /// <summary>h = w ‖z‖². R: <c>hatvalues</c>.</summary>
    public double[] Leverages
    {
        get
        {
            if (leverages is not null) return leverages;
            var h = new double[Rows];
            for (int k = 0; k < Rank; k++)
            {
                var column = Z.AsSpan(k * Rows, Rows);
                for (int i = 0; i < h.Length; i++) h[i] += column[i] * column[i];
            }
            if (Weights is not null)
                for (int i = 0; i < h.Length; i++) h[i] *= Weights[i];
            return leverages = h;
        }
    }

    /// <summary>Z by rows, for work that gathers rows.</summary>
    public double[] ByRows()
    {
        var rows = new double[Z.Length];
        for (int k = 0; k < Rank; k++)
            for (int i = 0; i < Rows; i++) rows[(i * Rank) + k] = Z[(k * Rows) + i];
        return rows;
    }
}
