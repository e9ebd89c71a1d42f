namespace Research;

/// <summary>The columns of a comparison of two groups in two periods.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Unit">Pupil or school, seen in both periods.</param>
/// <param name="Treated">1 for the treated group, 0 for the other.</param>
/// <param name="After">1 for the period after, 0 for the one before.</param>
public sealed record TwoPeriodColumns(string Outcome, string Unit, string Treated, string After);

/// <summary>Difference-in-differences of two groups and two periods, from the four means and from units' changes.</summary>
/// <remarks>(ȳ₁₁ − ȳ₁₀) − (ȳ₀₁ − ȳ₀₀). R: <c>lm(y ~ treated * after)</c>, <c>lm(change ~ treated)</c>.</remarks>
public sealed record TwoPeriodDifference : Result
{
    private TwoPeriodDifference(LinearModel changes, double[] means) => (Changes, ControlBefore, ControlAfter, TreatedBefore, TreatedAfter) = (changes, means[0], means[1], means[2], means[3]);

    /// <summary>Changes of units seen in both periods on treatment: the coefficient <c>treated</c>.</summary>
    public LinearModel Changes { get; }

    /// <summary>Mean of the controls before.</summary>
    public double ControlBefore { get; }

    /// <summary>Mean of the controls after.</summary>
    public double ControlAfter { get; }

    /// <summary>Mean of the treated before.</summary>
    public double TreatedBefore { get; }

    /// <summary>Mean of the treated after.</summary>
    public double TreatedAfter { get; }

    /// <summary>The difference of the differences of means.</summary>
    public double Estimate => TreatedAfter - TreatedBefore - (ControlAfter - ControlBefore);

    /// <summary>Works it out.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="data">A row a unit and period.</param>
    public static TwoPeriodDifference Of(TwoPeriodColumns columns, Dataset data)
    {
        string outcome = NameExpression.Quoted(columns.Outcome), treated = NameExpression.Quoted(columns.Treated), after = NameExpression.Quoted(columns.After);
        var frame = ModelFrame.From(Formula.Parse($"{outcome} ~ {treated} + {after}"), data, NameExpression.Quoted(columns.Unit));
        double[] y = LinearFormula.Outcome(frame), d = frame.Numbers(treated), post = frame.Numbers(after);
        foreach (var (name, values) in ((string, double[])[])[(columns.Treated, d), (columns.After, post)])
            if (values.Any(v => v is not (0 or 1)) || values.Distinct().Count() < 2)
                throw new DataError("difference-in-differences", values.Distinct().Count() < 2 ? "a single value" : "values other than 0 and 1", "0 and 1",
                    name == columns.After ? "Without a period before treatment there is no difference to compare: the nearest design is matching." : "Recode the column.", column: name);
        var unit = frame.Factor(NameExpression.Quoted(columns.Unit));
        double Mean(double group, double period) => y.Where((_, i) => d[i] == group && post[i] == period).DefaultIfEmpty(double.NaN).Average();
        var pairs = Enumerable.Range(0, y.Length).GroupBy(i => unit.Codes[i]).Where(g => g.Any(i => post[i] == 0) && g.Any(i => post[i] == 1)).OrderBy(g => g.Key).ToArray();
        if (pairs.Length < 3) throw new DataError("difference-in-differences", $"{pairs.Length} units seen before and after", "at least three", "For other pupils in each period use GroupTimeEffects with RepeatedCrossSections.", column: columns.Unit);
        var changes = new Dataset(new NumberColumn("change", [.. pairs.Select(g => g.Where(i => post[i] == 1).Average(i => y[i]) - g.Where(i => post[i] == 0).Average(i => y[i]))]),
            new NumberColumn("treated", [.. pairs.Select(g => d[g.First()])]));
        return new(LinearModel.Fit("change ~ treated", changes), [Mean(0, 0), Mean(0, 1), Mean(1, 0), Mean(1, 1)]);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Difference-in-differences of means. {Changes.Sample}.",
        [new("group", "Group"), new("before", "Before"), new("after", "After"), new("change", "Change")],
        [["Treated", TreatedBefore, TreatedAfter, TreatedAfter - TreatedBefore], ["Controls", ControlBefore, ControlAfter, ControlAfter - ControlBefore], ["Difference", TreatedBefore - ControlBefore, TreatedAfter - ControlAfter, Estimate]]);
}
