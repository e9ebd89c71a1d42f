using System.Collections.Immutable;

namespace Research;

/// <summary>The plan of a trial: how many pupils in how many schools, how alike pupils of a school are, what covariates explain.
/// Gives the minimum detectable effect size, power and sample size.</summary>
/// <remarks>Formulas: Dong and Maynard (2013), PowerUp!, Journal of Research on Educational Effectiveness 6(1). Effects are in standard deviations
/// of all pupils. R: package PowerUpR, whose name for each design is given with it.</remarks>
public abstract record TrialDesign : Result
{
    /// <summary>Share of units that get the intervention.</summary>
    public double TreatedShare { get; init; } = 0.5;

    /// <summary>Significance level.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Two-sided or one-sided.</summary>
    public Sides Sides { get; init; } = Sides.Two;

    /// <summary>Number of covariates, each of which costs the test a degree of freedom: of pupils where pupils are the units or schools are fixed, else of schools.</summary>
    public double Covariates { get; init; }

    /// <summary>What is randomised, in words.</summary>
    public abstract string Design { get; }

    /// <summary>Standard error of the effect, in standard deviations.</summary>
    public abstract double StandardError { get; }

    /// <summary>Degrees of freedom of its test.</summary>
    public abstract double DegreesOfFreedom { get; }

    /// <summary>Units that are randomised, or sites: what curves and sample sizes count.</summary>
    public abstract double Units { get; }

    /// <summary>The same plan with another number of <see cref="Units"/>.</summary>
    public abstract TrialDesign WithUnits(double units);

    /// <summary>p(1 − p).</summary>
    protected double Allocation => TreatedShare * (1 - TreatedShare);

    /// <summary>The minimum detectable effect size: (t₁₋α/₂ + t_power) × standard error.</summary>
    /// <param name="power">Power wanted.</param>
    public double DetectableEffect(double power = 0.8)
    {
        PowerArguments.Check("power", power);
        return (Critical + new StudentTDistribution(Checked).Quantile(power)) * StandardError;
    }

    /// <summary>The interval an estimate of that size would have: effect ∓ critical t × standard error.</summary>
    public Interval DetectableInterval(double power = 0.8)
    {
        double effect = DetectableEffect(power), half = Critical * StandardError;
        return new(effect - half, effect + half, 1 - Alpha);
    }

    /// <summary>Power to see an effect, by the noncentral t, both tails for a two-sided test.</summary>
    public double Power(double effect) => TTestPower.OfT(effect / StandardError, Checked, Alpha, Sides);

    /// <summary>The fewest units whose minimum detectable effect is no more than <paramref name="effect"/>.</summary>
    public double UnitsNeeded(double effect, double power = 0.8)
    {
        if (!(effect > 0)) throw new DataError("effect", $"{effect}", "an effect above 0", "Give the smallest effect worth finding, in standard deviations.");
        double low = 1, high = 2;
        while (!Enough(high))
        {
            (low, high) = (high, high * 2);
            if (high > 1e9) return double.PositiveInfinity;
        }
        while (high - low > 1)
        {
            double middle = Math.Floor((low + high) / 2);
            if (Enough(middle)) high = middle; else low = middle;
        }
        return high;

        bool Enough(double units) => WithUnits(units) is { DegreesOfFreedom: > 0 } design && design.DetectableEffect(power) <= effect;
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Design}: {Units:G} units, {Cell.Of(DegreesOfFreedom).Show(null)} degrees of freedom",
        [new("power", "Power"), new("mdes", "Minimum detectable effect", "sd")],
        new[] { 0.7, 0.8, 0.9 }.Select(p => (IReadOnlyList<Cell>)[p, DetectableEffect(p)]),
        [$"α = {Alpha:G}, {(Sides == Sides.Two ? "two" : "one")}-sided; {100 * TreatedShare:G}% treated; standard error {Cell.Of(StandardError).Show(null)}."]);

    /// <summary>Minimum detectable effect at 80% power over the number of units.</summary>
    public override Chart? ToChart()
    {
        ImmutableArray<double> units = [.. Enumerable.Range(1, 40).Select(i => Math.Round(Units * i / 20)).Distinct().Where(u => u >= 1 && WithUnits(u).DegreesOfFreedom >= 2)];
        return LineChart.Of($"Minimum detectable effect at 80% power: {Design}", "Units", "Effect (sd)", new Line(Design, units, [.. units.Select(u => WithUnits(u).DetectableEffect())]));
    }

    /// <summary>Power over effect sizes as a chart.</summary>
    /// <param name="most">Largest effect drawn, in standard deviations.</param>
    public Chart PowerCurve(double most = 0.6)
    {
        ImmutableArray<double> effects = [.. Enumerable.Range(0, 61).Select(i => most * i / 60)];
        return LineChart.Of($"Power by effect size: {Design}", "Effect (sd)", "Power", new Line(Design, effects, [.. effects.Select(Power)]));
    }

    private double Critical => new StudentTDistribution(Checked).UpperQuantile(Sides == Sides.Two ? Alpha / 2 : Alpha);

    private double Checked
    {
        get
        {
            PowerArguments.Check("significance level", Alpha);
            PowerArguments.Check("treated share", TreatedShare);
            return DegreesOfFreedom > 0 ? DegreesOfFreedom
                : throw new DataError("trial design", $"{Units:G} units", "more units than the test uses up", "Add schools or pupils, or use fewer covariates at the top level.");
        }
    }
}
