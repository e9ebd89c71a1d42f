using System.Collections.Immutable;

namespace Research;

/// <summary>The random effect of one group.</summary>
/// <param name="Group">The group's name.</param>
/// <param name="Effect">The effect: (Intercept), or the slope's column.</param>
/// <param name="Estimate">Its conditional mode (BLUP), shrunken towards zero.</param>
/// <param name="StandardDeviation">Its conditional SD, coefficients and variances taken as known.</param>
public sealed record RandomEffect(string Group, string Effect, double Estimate, double StandardDeviation);

/// <summary>The random effects of a factor's groups. R: <c>lme4::ranef(condVar = TRUE)</c>.</summary>
public sealed record RandomEffects : Result
{
    private readonly string title;

    private RandomEffects(string factor, string title, ImmutableArray<RandomEffect> effects) => (Factor, this.title, Effects) = (factor, title, effects);

    /// <summary>The grouping factor.</summary>
    public string Factor { get; }

    /// <summary>A row a group and effect, groups in the order of their levels.</summary>
    public ImmutableArray<RandomEffect> Effects { get; }

    /// <summary>The estimates of one effect, in the order of the groups.</summary>
    public IEnumerable<RandomEffect> Of(string effect = "(Intercept)") => Effects.Where(e => e.Effect == effect);

    /// <inheritdoc/>
    public override Table ToTable() => new(title,
        [new("group", Factor), new("effect", "Effect"), new("estimate", "Estimate"), new("std_error", "Conditional SD"), new("conf_low", "Low"), new("conf_high", "High")],
        Effects.Select(e => (IReadOnlyList<Cell>)[e.Group, e.Effect, e.Estimate, e.StandardDeviation, Bounds(e).Low, Bounds(e).High]),
        "Estimates are shrunken towards zero; intervals take coefficients and variances as known, and are for one group at a time, not for comparing many.");

    /// <summary>A caterpillar plot of the first effect, groups in order of size.</summary>
    public override Chart ToChart() => EstimateChart.Of($"Effects of {Factor} ({Effects[0].Effect}), in order", "effect",
        Of(Effects[0].Effect).OrderByDescending(e => e.Estimate).Select(e => new EstimateRow(e.Group, e.Estimate, Bounds(e))), reference: 0);

    private static Interval Bounds(RandomEffect e) => new(e.Estimate - 1.959963984540054 * e.StandardDeviation, e.Estimate + 1.959963984540054 * e.StandardDeviation);

    internal static RandomEffects Of(RandomBlock block, double[] estimates, double[] deviations, string title) => new(block.Factor,
        $"Random effects of {block.Factor}: {title}", [.. Enumerable.Range(0, estimates.Length).Select(i =>
            new RandomEffect(block.Levels[i / block.Size], block.Effects[i % block.Size], estimates[i], deviations[i]))]);

    /// <summary>The place of a factor among a model's blocks.</summary>
    internal static int Index(MixedDesign design, string factor)
    {
        int b = Array.FindIndex(design.Blocks, d => d.Factor == factor);
        string[] names = [.. design.Blocks.Select(d => d.Factor)];
        return b >= 0 ? b : throw new DataError("random effects", $"no factor '{factor}'", "one of " + string.Join(", ", names), $"Use a grouping factor of the model.{NearestName.Hint(factor, names)}");
    }
}
