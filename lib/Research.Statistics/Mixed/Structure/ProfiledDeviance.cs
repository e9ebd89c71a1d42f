namespace Research;

/// <summary>−2 log-likelihood of a linear mixed model as a function of θ alone: coefficients and residual variance are at their best for each θ.</summary>
/// <remarks>
/// ML: log|A| + n(1 + log(2πr²/n)); REML: log|A| + log|X′V⁻¹X| + (n − p)(1 + log(2πr²/(n − p))), with r² the penalised residual sum of squares.
/// Even in the sign of each column of Λ, so the search needs no bounds. Source: Bates et al. (2015), JSS 67(1), eq. 34 and 41. R: <c>lme4::lmer(devFunOnly = TRUE)</c>.
/// </remarks>
internal sealed class ProfiledDeviance : Objective
{
    private readonly CrossProducts products;
    private readonly Lazy<ProfiledDeviance> twin;
    private readonly double unitConstant;

    /// <summary>The deviance of a design.</summary>
    /// <param name="products">Its cross-products.</param>
    /// <param name="basis">The basis they are in.</param>
    /// <param name="likelihood">ML or REML.</param>
    /// <param name="logWeights">Σ log of the rows' weights.</param>
    public ProfiledDeviance(CrossProducts products, FixedBasis basis, Likelihood likelihood, double logWeights)
    {
        (this.products, Basis, Likelihood, LogWeights) = (products, basis, likelihood, logWeights);
        Squares = new PenalisedLeastSquares(products);
        Observations = products.Rows;
        unitConstant = likelihood == Likelihood.Reml ? basis.LogDeterminant : 0;
        twin = new(() => new ProfiledDeviance(products, basis, likelihood, logWeights));
    }

    /// <summary>The basis of the fixed columns.</summary>
    public FixedBasis Basis { get; }

    /// <summary>ML or REML.</summary>
    public Likelihood Likelihood { get; }

    /// <summary>The factored problem of the last evaluation.</summary>
    public PenalisedLeastSquares Squares { get; }

    /// <summary>The blocks of random effects.</summary>
    public RandomBlock[] Blocks => products.Blocks;

    /// <summary>The cross-products.</summary>
    public CrossProducts Products => products;

    /// <summary>Σ log of the rows' weights.</summary>
    public double LogWeights { get; }

    /// <summary>Rows, as often as they count.</summary>
    public double Observations { get; private set; }

    /// <summary>Observations for ML, less the fixed columns for REML: the residual variance's divisor.</summary>
    public double Divisor => Likelihood == Likelihood.Reml ? Observations - Basis.Fixed : Observations;

    /// <summary>θ of the start: Λ = I for every block.</summary>
    public double[] Start => [.. Blocks.SelectMany(b => b.Start)];

    /// <summary>The relative factors of θ, a block each.</summary>
    public double[][] Relative(double[] theta)
    {
        var relative = new double[Blocks.Length][];
        for (int b = 0, at = 0; b < Blocks.Length; at += Blocks[b].Free.Length, b++)
            relative[b] = Blocks[b].Relative(theta.AsSpan(at, Blocks[b].Free.Length));
        return relative;
    }

    /// <inheritdoc/>
    public override double Value(double[] point) => ValueOf(Relative(point));

    /// <summary>The deviance of relative factors that need not be triangular.</summary>
    public double ValueOf(double[][] relative)
    {
        if (!Squares.Factor(relative)) return double.NaN;
        double r2 = Squares.ResidualSum, divisor = Divisor;
        if (!(r2 > 0)) return double.NegativeInfinity;
        double fixedPart = Likelihood == Likelihood.Reml ? Squares.FixedLogDeterminant : 0;
        return Squares.LogDeterminant + fixedPart + Constant + divisor * (1 + Math.Log(2 * Math.PI * r2 / divisor));
    }

    /// <summary>What the units of outcome and columns, and the weights, add to the deviance.</summary>
    public double Constant => unitConstant + 2 * Divisor * Math.Log(Basis.OutcomeScale) - LogWeights;

    /// <summary>The deviance at θ for a residual SD (in the unit of the basis) that is given, not at its best.</summary>
    public double ValueAt(double[][] relative, double sigma)
    {
        if (!Squares.Factor(relative)) return double.NaN;
        double fixedPart = Likelihood == Likelihood.Reml ? Squares.FixedLogDeterminant : 0;
        return Squares.LogDeterminant + fixedPart + Constant + Divisor * Math.Log(2 * Math.PI * sigma * sigma) + Squares.ResidualSum / (sigma * sigma);
    }

    /// <summary>Two at a time where a value costs much.</summary>
    public override double[] Values(double[][] points)
    {
        if (products.Pattern.Order < 200 || points.Length < 2 || Squares.Multiplicity is not null) return base.Values(points);
        var values = new double[points.Length];
        Parallel.Invoke(
            () => { for (int i = 0; i < points.Length; i += 2) values[i] = Value(points[i]); },
            () => { for (int i = 1; i < points.Length; i += 2) values[i] = twin.Value.Value(points[i]); });
        return values;
    }

    /// <summary>The same design with each group of its single factor counted a number of times.</summary>
    /// <param name="multiplicity">Times each group counts.</param>
    /// <param name="groupCorners">[X y]′[X y] of each group: groups × width².</param>
    /// <param name="groupRows">Rows of each group.</param>
    public void Count(double[] multiplicity, double[] groupCorners, double[] groupRows)
    {
        int square = products.Width * products.Width;
        var corner = new double[square];
        Observations = 0;
        for (int g = 0; g < multiplicity.Length; g++)
        {
            if (multiplicity[g] == 0) continue;
            Observations += multiplicity[g] * groupRows[g];
            InnerProduct.AddScaled(multiplicity[g], groupCorners.AsSpan(g * square, square), corner);
        }
        (Squares.Multiplicity, Squares.CornerProducts) = (multiplicity, corner);
    }
}
