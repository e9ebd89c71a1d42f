using System.Collections.Immutable;

namespace Research;

/// <summary>Shares of variance of a mixed model: intraclass correlations, marginal and conditional R².</summary>
/// <remarks>R²m = Vf/(Vf + Vr + Ve), R²c = (Vf + Vr)/(Vf + Vr + Ve), with Vf the variance of Xβ over rows and Vr the mean of z′Σz, which is the
/// plain sum of variances where only intercepts vary. Source: Nakagawa and Schielzeth (2013), Methods Ecol. Evol. 4(2); Johnson (2014), ibid. 5(9).
/// R: <c>MuMIn::r.squaredGLMM</c>, <c>performance::icc</c>.</remarks>
public sealed record ExplainedVariance : Result
{
    private ExplainedVariance(double fixedPart, ImmutableArray<(string Factor, double Variance)> random, double residual)
    {
        double randomSum = random.Sum(r => r.Variance), all = fixedPart + randomSum + residual;
        Marginal = fixedPart / all;
        Conditional = (fixedPart + randomSum) / all;
        IntraclassCorrelations = [.. random.Select(r => (r.Factor, r.Variance / (randomSum + residual)))];
    }

    /// <summary>Share explained by the fixed terms.</summary>
    public double Marginal { get; }

    /// <summary>Share explained by fixed and random terms.</summary>
    public double Conditional { get; }

    /// <summary>Share of the variance left by the fixed terms that lies between the groups of each factor.</summary>
    public ImmutableArray<(string Factor, double Value)> IntraclassCorrelations { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new("Shares of variance explained", [new("figure", "Figure"), new("value", "Value", Decimals: 4)],
        [["R² marginal (fixed terms)", Marginal], ["R² conditional (fixed and random terms)", Conditional],
            .. IntraclassCorrelations.Select(c => (IReadOnlyList<Cell>)[$"Intraclass correlation, {c.Factor}", c.Value])],
        "Nakagawa and Schielzeth (2013), Johnson (2014).");

    internal static ExplainedVariance Of(MixedDesign design, double[] coefficients, double[][,] covariances, double residual)
    {
        int n = design.Frame.Count;
        var prediction = new double[n];
        for (int j = 0; j < design.Kept.Length; j++) InnerProduct.AddScaled(coefficients[j], design.Fixed.Column(design.Kept[j]), prediction);
        // Differences from the first row: a constant prediction then has a variance of exactly zero.
        double origin = prediction[0], mean = prediction.Sum(v => v - origin) / n;
        double fixedPart = prediction.Sum(v => (v - origin - mean) * (v - origin - mean)) / (n - 1);
        var random = ImmutableArray.CreateBuilder<(string, double)>();
        foreach (int b in design.TermOrder.Select(t => t.Block).Distinct())
        {
            var block = design.Blocks[b];
            double sum = 0;
            if (block.Values is null) sum = n * covariances[b][0, 0];
            else
                for (int i = 0; i < n; i++)
                {
                    var z = block.Row(i);
                    for (int e = 0; e < block.Size; e++)
                        for (int f = 0; f < block.Size; f++)
                            sum += z[e] * block.Scale[e] * covariances[b][e, f] * z[f] * block.Scale[f];
                }
            random.Add((block.Factor, sum / n));
        }
        return new(fixedPart, random.ToImmutable(), residual);
    }
}
