namespace Research;

/// <summary>A generalised mixed model estimated: coefficients with both covariances, relative factors, modes.</summary>
internal sealed record GeneralisedEstimate(MixedDesign Design, CountFamily Family, Minimum Search, double[][] Relative, double[] Coefficients)
{
    /// <summary>Covariance of the coefficients from the Hessian in θ and β.</summary>
    public required double[,] Covariance { get; init; }

    /// <summary>Covariance of the coefficients with θ held fixed.</summary>
    public required double[,] ConditionalCovariance { get; init; }

    /// <summary>For each block the modes, levels × size.</summary>
    public required double[][] Effects { get; init; }

    /// <summary>For each block the conditional SDs, levels × size.</summary>
    public required double[][] Deviations { get; init; }

    /// <summary>−2 log-likelihood.</summary>
    public required double Deviance { get; init; }

    /// <summary>Estimates a design.</summary>
    public static GeneralisedEstimate Of(MixedDesign design, CountFamily family, int points)
    {
        double[][] raw = design.Columns;
        int p = raw.Length, n = design.Frame.Count;
        double[] scale = [.. raw.Select(c => c.Max(Math.Abs))];
        double[][] scaled = [.. raw.Select((c, j) => c.Select(v => v / scale[j]).ToArray())];
        var (start, root) = GeneralisedStart.Of(design, family, scaled);
        // Columns in a basis where a coefficient's standard error is about one: X C, with C the inverse root of the information.
        double[][] basis = [.. Enumerable.Range(0, p).Select(k => Combination(scaled, [.. Enumerable.Range(0, p).Select(j => root[j, k])]))];
        double[] shift = Combination(scaled, start);
        var modes = new ConditionalModes(design, family, [.. basis, shift], points);
        int t = modes.ThetaCount;
        // The start's own prediction is the last column, held at one.
        var objective = Objective.From(point => modes.Value([.. point, 1]));
        var search = Minimum.Of(objective, [.. design.Blocks.SelectMany(b => b.Start), .. new double[p]]);
        double[] found = search.Point;
        double[,] hessian = objective.Hessian(found, [.. found.Select((_, i) => i < t ? 0.02 : 0.05)]);
        double[,] inverse = MixedSolution.Scaled(SpectralInverse.Of(hessian, 1e-9), 2);
        double deviance = objective.Value(found);
        double[][] relative = modes.Relative(found);
        double Coefficient(int j) => (start[j] + Enumerable.Range(0, p).Sum(k => root[j, k] * found[t + k])) / scale[j];
        double[,] InUnits(Func<int, int, double> middle)
        {
            var result = new double[p, p];
            for (int i = 0; i < p; i++)
                for (int j = 0; j < p; j++)
                    for (int a = 0; a < p; a++)
                        for (int b = 0; b < p; b++)
                            result[i, j] += root[i, a] * middle(a, b) * root[j, b] / (scale[i] * scale[j]);
            return result;
        }

        var columns = new double[n * (p + 1)];
        for (int i = 0; i < n; i++)
            for (int k = 0; k < p; k++)
                columns[i * (p + 1) + k] = basis[k][i];
        var bordered = new CrossProducts(design.Blocks, columns, p + 1);
        bordered.Fill(modes.Weights);
        var squares = new PenalisedLeastSquares(bordered);
        squares.Factor(relative);
        double[,] conditional = MixedSolution.InverseOfCorner(squares.Corner, p + 1);
        var (leading, trailing) = modes.Spherical;
        return new(design, family, search, relative, [.. Enumerable.Range(0, p).Select(Coefficient)])
        {
            Covariance = InUnits((a, b) => inverse[t + a, t + b]),
            ConditionalCovariance = InUnits((a, b) => conditional[a, b]),
            Effects = [.. design.Blocks.Select((b, i) => modes.Effects(relative[i], i, leading, trailing).Select((v, e) => v / b.Scale[e % b.Size]).ToArray())],
            Deviations = [.. design.Blocks.Select((b, i) => ConditionalVariance.Deviations(modes.Squares, modes.Products, relative, i).Select((v, e) => v / b.Scale[e % b.Size]).ToArray())],
            Deviance = deviance,
        };
    }

    private static double[] Combination(double[][] columns, double[] coefficients)
    {
        var sum = new double[columns[0].Length];
        for (int j = 0; j < columns.Length; j++) InnerProduct.AddScaled(coefficients[j], columns[j], sum);
        return sum;
    }
}
