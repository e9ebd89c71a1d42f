using System.Collections.Immutable;

namespace Research;

/// <summary>A row of an analysis of variance.</summary>
/// <param name="Term">The term.</param>
/// <param name="SumOfSquares">Its sum of squares, in the outcome's unit squared.</param>
/// <param name="DegreesOfFreedom">Columns it adds.</param>
/// <param name="Statistic">F.</param>
/// <param name="ResidualDegreesOfFreedom">Of the model.</param>
public sealed record AnovaRow(string Term, double SumOfSquares, double DegreesOfFreedom, double Statistic, double ResidualDegreesOfFreedom)
{
    /// <summary>The p-value; not a number for a term that adds nothing.</summary>
    public double PValue => DegreesOfFreedom > 0 ? new FDistribution(DegreesOfFreedom, ResidualDegreesOfFreedom).Upper(Statistic) : double.NaN;

    /// <summary>Share of the variation left by the other terms: SS / (SS + SS residual).</summary>
    public required double PartialEtaSquared { get; init; }
}

/// <summary>An analysis of variance. R: <c>anova</c>, <c>car::Anova</c>.</summary>
public sealed record AnovaTable : Result
{
    internal AnovaTable(SumsOfSquares type, string formula, Sample sample, ImmutableArray<AnovaRow> rows, (double Squares, double DegreesOfFreedom) residual) =>
        (Type, Formula, Sample, Rows, ResidualSumOfSquares, ResidualDegreesOfFreedom) = (type, formula, sample, rows, residual.Squares, residual.DegreesOfFreedom);

    /// <summary>The hypotheses tested.</summary>
    public SumsOfSquares Type { get; }

    /// <summary>The model.</summary>
    public string Formula { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>A row a term.</summary>
    public ImmutableArray<AnovaRow> Rows { get; }

    /// <summary>The residual sum of squares.</summary>
    public double ResidualSumOfSquares { get; }

    /// <summary>The residual degrees of freedom.</summary>
    public double ResidualDegreesOfFreedom { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Analysis of variance, {Words}: {Formula}. {Sample}.",
        [
            new("term", "Term"), new("sum_of_squares", "Sum of squares"), new("df", "Degrees of freedom"), new("f_statistic", "F"), new("p_value", "p"),
            new("partial_eta_squared", "Partial η²"),
        ],
        [
            .. Rows.Select(r => (IReadOnlyList<Cell>)[r.Term, r.SumOfSquares, r.DegreesOfFreedom, r.Statistic, r.PValue, r.PartialEtaSquared]),
            [ "Residuals", ResidualSumOfSquares, ResidualDegreesOfFreedom, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)],
        ]);

    private string Words => Type switch { SumsOfSquares.TypeI => "type I", SumsOfSquares.TypeII => "type II", _ => "type III" };
}
