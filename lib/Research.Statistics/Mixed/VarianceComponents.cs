using System.Collections.Immutable;

namespace Research;

/// <summary>A variance or covariance of random effects, or the residual variance.</summary>
/// <param name="Group">The grouping factor; "Residual" for the residual.</param>
/// <param name="Effect">The effect; "Residual" for the residual.</param>
/// <param name="With">The second effect of a covariance; null for a variance.</param>
/// <param name="Value">The variance or covariance.</param>
/// <param name="Standardised">The SD, or the correlation (not a number when one of the variances is zero).</param>
public sealed record VarianceComponent(string Group, string Effect, string? With, double Value, double Standardised)
{
    /// <summary>The random term as lme4 names it: the factor, with .1, .2 and so on for further terms of the same factor.</summary>
    public string Term { get; init; } = Group;

    /// <summary><c>school|prior</c>; a covariance is <c>school|(Intercept),prior</c>.</summary>
    public string Name => With is null ? $"{Term}|{Effect}" : $"{Term}|{Effect},{With}";
}

/// <summary>Variances, covariances and correlations of a mixed model's random effects, with the residual variance where there is one.
/// R: <c>lme4::VarCorr</c>.</summary>
public sealed record VarianceComponents : Result
{
    private readonly string title;

    internal VarianceComponents(string title, ImmutableArray<VarianceComponent> components, ImmutableArray<string> notes) =>
        (this.title, Components, Notes) = (title, components, notes);

    /// <summary>The components: for each term the variances, then the covariances; the residual last.</summary>
    public ImmutableArray<VarianceComponent> Components { get; }

    /// <summary>What a reader must know, such as that a variance is zero.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>A variance by factor and effect.</summary>
    public double Variance(string group, string effect = "(Intercept)") => Find(group, effect, null).Value;

    /// <summary>A standard deviation by factor and effect.</summary>
    public double StandardDeviation(string group, string effect = "(Intercept)") => Find(group, effect, null).Standardised;

    /// <summary>The correlation of two effects of a factor.</summary>
    public double Correlation(string group, string effect, string with) => Find(group, effect, with).Standardised;

    /// <inheritdoc/>
    public override Table ToTable() => new(title,
        [new("group", "Group"), new("effect", "Effect"), new("with", "With"), new("variance", "Variance or covariance"), new("sd_or_correlation", "SD or correlation")],
        Components.Select(c => (IReadOnlyList<Cell>)[c.Group, c.Effect, c.With ?? "", c.Value, c.Standardised]), Notes);

    private VarianceComponent Find(string group, string effect, string? with) =>
        Components.FirstOrDefault(c => c.Group == group && c.Effect == effect && c.With == with)
        ?? throw new DataError("variance components", with is null ? $"{group}|{effect}" : $"{group}|{effect},{with}",
            "one of " + string.Join("; ", Components.Select(c => c.Name)), $"Check the names.{NearestName.Hint(group, Components.Select(c => c.Group))}");

    /// <summary>The components of a model in lme4's order.</summary>
    /// <param name="design">The design.</param>
    /// <param name="relative">Relative factors of its blocks.</param>
    /// <param name="unit">What Λ is measured in: the residual SD of a linear model, 1 of a generalised one.</param>
    internal static ImmutableArray<VarianceComponent> Of(MixedDesign design, double[][] relative, double unit)
    {
        var rows = ImmutableArray.CreateBuilder<VarianceComponent>();
        var seen = new Dictionary<int, int>();
        foreach (var (index, effects) in design.TermOrder)
        {
            var block = design.Blocks[index];
            double[,] covariance = Covariance(block, relative[index], unit);
            int before = seen[index] = seen.GetValueOrDefault(index, -1) + 1;
            string term = before == 0 ? block.Factor : $"{block.Factor}.{before}";
            foreach (int i in effects) rows.Add(new(block.Factor, block.Effects[i], null, covariance[i, i], Math.Sqrt(covariance[i, i])) { Term = term });
            foreach (int j in effects)
                foreach (int i in effects.Where(i => i > j))
                    rows.Add(new(block.Factor, block.Effects[j], block.Effects[i], covariance[i, j],
                        covariance[i, i] > 0 && covariance[j, j] > 0 ? Math.Clamp(covariance[i, j] / Math.Sqrt(covariance[i, i]) / Math.Sqrt(covariance[j, j]), -1, 1) : double.NaN)
                    { Term = term });
        }
        return rows.ToImmutable();
    }

    /// <summary>The covariance of a block's effects in the units of the data.</summary>
    internal static double[,] Covariance(RandomBlock block, double[] relative, double unit)
    {
        int s = block.Size;
        var covariance = new double[s, s];
        for (int i = 0; i < s; i++)
            for (int j = 0; j < s; j++)
                covariance[i, j] = InnerProduct.Of(relative.AsSpan(i * s, s), relative.AsSpan(j * s, s)) * (unit / block.Scale[i]) * (unit / block.Scale[j]);
        return covariance;
    }
}
