namespace Research;

/// <summary>−2 log-likelihood of a generalised mixed model by Laplace's approximation or adaptive Gauss-Hermite quadrature.</summary>
/// <remarks>
/// The modes of u given (θ, β) by penalised iteratively reweighted least squares; then Laplace: −2Σ log f(y|u) + u′u + log|Λ′Z′WZΛ + I|; or quadrature
/// in each group about its mode, scaled by its curvature. Source: Bates, Mächler, Bolker and Walker (2015), JSS 67(1); Pinheiro and Chao (2006),
/// J. Comput. Graph. Stat. 15(1). R: <c>lme4::glmer(nAGQ)</c>.
/// </remarks>
internal sealed class ConditionalModes : Objective
{
    private readonly CountFamily family;
    private readonly MixedDesign design;
    private readonly double[] y, trials, offset, working, weights, eta, random, fixedPart, kernels;
    private readonly double[][] columns;
    private readonly CrossProducts products;
    private readonly PenalisedLeastSquares squares;
    private readonly (double Node, double LogWeight)[] rule;
    private readonly double constant;
    private double[] leading, trailing;

    /// <summary>The likelihood of a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="family">The outcome's distribution.</param>
    /// <param name="columns">Fixed columns in a basis whose coefficients have unit standard error or so.</param>
    /// <param name="points">Quadrature points a group; 1 is Laplace.</param>
    public ConditionalModes(MixedDesign design, CountFamily family, double[][] columns, int points)
    {
        (this.design, this.family, this.columns) = (design, family, columns);
        y = design.Response.Values;
        int n = y.Length;
        trials = design.Response.Trials ?? [.. Enumerable.Repeat(1.0, n)];
        offset = design.Frame.Offset ?? new double[n];
        (working, weights, eta, random, fixedPart, kernels) = (new double[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
        products = new CrossProducts(design.Blocks, working, 1);
        squares = new PenalisedLeastSquares(products);
        leading = new double[products.Groups * products.Size];
        trailing = new double[products.Pattern.Order];
        rule = GaussHermite.Rule(points);
        constant = Enumerable.Range(0, n).Sum(i => family.Constant(y[i], trials[i]));
    }

    /// <summary>Free entries of Λ.</summary>
    public int ThetaCount => design.Blocks.Sum(b => b.Free.Length);

    /// <summary>Weights of the rows at the modes.</summary>
    public double[] Weights => weights;

    /// <summary>Random part of the linear predictor at the modes.</summary>
    public double[] Random => random;

    /// <summary>The factored problem at the modes.</summary>
    public PenalisedLeastSquares Squares => squares;

    /// <summary>Its cross-products.</summary>
    public CrossProducts Products => products;

    /// <summary>u at the modes.</summary>
    public (double[] Leading, double[] Trailing) Spherical => (leading, trailing);

    /// <summary>Relative factors of a parameter vector.</summary>
    public double[][] Relative(double[] point)
    {
        var relative = new double[design.Blocks.Length][];
        for (int b = 0, at = 0; b < relative.Length; at += design.Blocks[b].Free.Length, b++) relative[b] = design.Blocks[b].Relative(point.AsSpan(at, design.Blocks[b].Free.Length));
        return relative;
    }

    /// <inheritdoc/>
    public override double Value(double[] point)
    {
        double[][] relative = Relative(point);
        offset.CopyTo(fixedPart, 0);
        for (int j = 0; j < columns.Length; j++) InnerProduct.AddScaled(point[ThetaCount + j], columns[j], fixedPart);
        if (!FindModes(relative)) return double.NaN;
        double fit = rule.Length == 1 ? kernels.Sum() : double.NaN;
        return rule.Length == 1
            ? -2 * (fit + constant) + Squared() + squares.LogDeterminant
            : -2 * (Quadrature(relative[0][0]) + constant);
    }

    private bool FindModes(double[][] relative)
    {
        double penalised = Predict(relative, leading, trailing);
        if (!double.IsFinite(penalised))
        {
            Array.Clear(leading);
            Array.Clear(trailing);
            penalised = Predict(relative, leading, trailing);
        }
        for (int iteration = 0; iteration < 100; iteration++)
        {
            for (int i = 0; i < y.Length; i++)
            {
                weights[i] = Math.Max(family.Variance(trials[i], eta[i]), 1e-300);
                working[i] = random[i] + (y[i] - trials[i] * family.Mean(eta[i])) / weights[i];
            }
            products.Fill(weights);
            if (!squares.Factor(relative)) return false;
            var (lead, trail) = SphericalEffects.Of(squares, products, []);
            double step = Math.Max(Longest(lead, leading), Longest(trail, trailing));
            double length = 1, next;
            double[] oldLeading = leading, oldTrailing = trailing;
            while (true)
            {
                leading = Between(oldLeading, lead, length);
                trailing = Between(oldTrailing, trail, length);
                next = Predict(relative, leading, trailing);
                if (next <= penalised + 1e-10 * Math.Abs(penalised) || length < 1e-6) break;
                length /= 2;
            }
            penalised = next;
            if (!double.IsFinite(penalised)) return false;
            // Newton's steps double the digits: after one of 1e-7 the mode is exact.
            if (step < 1e-7) break;
        }
        for (int i = 0; i < y.Length; i++) weights[i] = Math.Max(family.Variance(trials[i], eta[i]), 1e-300);
        products.Fill(weights);
        return squares.Factor(relative);
    }

    // The penalised deviance at u; leaves the linear predictor behind.
    private double Predict(double[][] relative, double[] lead, double[] trail)
    {
        Array.Clear(random);
        for (int b = 0; b < design.Blocks.Length; b++)
        {
            var block = design.Blocks[b];
            double[] effects = Effects(relative[b], b, lead, trail);
            for (int i = 0; i < random.Length; i++)
                random[i] += InnerProduct.Of(block.Row(i), effects.AsSpan(block.Codes[i] * block.Size, block.Size));
        }
        double sum = 0;
        for (int i = 0; i < eta.Length; i++)
        {
            eta[i] = fixedPart[i] + random[i];
            sum += kernels[i] = family.Kernel(y[i], trials[i], eta[i]);
        }
        return -2 * sum + InnerProduct.Of(lead, lead) + InnerProduct.Of(trail, trail);
    }

    /// <summary>Λu of a block in the unit of its scaled columns, levels × size.</summary>
    public double[] Effects(double[] relative, int b, double[] lead, double[] trail)
    {
        var block = design.Blocks[b];
        int s = block.Size;
        var effects = new double[block.Count];
        for (int level = 0; level < block.Levels.Length; level++)
        {
            var u = b == 0 ? lead.AsSpan(level * s, s) : trail.AsSpan(products.Pattern.NodeStart[products.Pattern.Node(b - 1, level)], s);
            for (int e = 0; e < s; e++) effects[level * s + e] = InnerProduct.Of(relative.AsSpan(e * s, s), u);
        }
        return effects;
    }

    private double Quadrature(double lambda)
    {
        var block = design.Blocks[0];
        int groups = products.Groups;
        var sums = new double[groups * rule.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int g = block.Codes[i];
            double slope = block.Row(i)[0] * lambda / squares.Leading[g];
            for (int k = 0; k < rule.Length; k++) sums[g * rule.Length + k] += family.Kernel(y[i], trials[i], eta[i] + slope * rule[k].Node);
        }
        double total = 0;
        for (int g = 0; g < groups; g++)
        {
            // ∫ f(u) φ(u) du with u = mode + z/L.
            var terms = new double[rule.Length];
            for (int k = 0; k < terms.Length; k++)
            {
                double u = leading[g] + rule[k].Node / squares.Leading[g];
                terms[k] = rule[k].LogWeight + sums[g * rule.Length + k] - 0.5 * u * u + 0.5 * rule[k].Node * rule[k].Node;
            }
            double largest = terms.Max();
            total += largest + Math.Log(terms.Sum(t => Math.Exp(t - largest))) - Math.Log(squares.Leading[g]);
        }
        return total;
    }

    private double Squared() => InnerProduct.Of(leading, leading) + InnerProduct.Of(trailing, trailing);

    private static double Longest(double[] to, double[] from)
    {
        double longest = 0;
        for (int i = 0; i < to.Length; i++) longest = Math.Max(longest, Math.Abs(to[i] - from[i]));
        return longest;
    }

    private static double[] Between(double[] from, double[] to, double share) => share == 1 ? to : [.. from.Select((v, i) => v + share * (to[i] - v))];
}
