using System.Collections.Immutable;

namespace Research;

/// <summary>A test of the instruments.</summary>
/// <param name="Name">As R prints it.</param>
/// <param name="Statistic">F, or chi-squared for Sargan's; not a number where the test does not apply.</param>
/// <param name="NumeratorDegreesOfFreedom">Conditions tested.</param>
/// <param name="DenominatorDegreesOfFreedom">Residual degrees of freedom; not a number for Sargan's.</param>
/// <param name="PValue">The p-value.</param>
public sealed record InstrumentTest(string Name, double Statistic, double NumeratorDegreesOfFreedom, double DenominatorDegreesOfFreedom, double PValue);

/// <summary>Are the instruments strong, is instrumenting needed, do the instruments agree?</summary>
/// <remarks>First-stage F for each regressor instrumented, below 10 is weak (Staiger and Stock 1997, Econometrica 65(3)); Wu and Hausman's test that
/// ordinary least squares would do; Sargan's test of more instruments than needed. R: <c>summary(ivreg, diagnostics = TRUE)</c>.</remarks>
public sealed record InstrumentDiagnostics : Result
{
    internal InstrumentDiagnostics(ImmutableArray<InstrumentTest> weak, InstrumentTest wuHausman, InstrumentTest sargan) =>
        (WeakInstruments, WuHausman, Sargan) = (weak, wuHausman, sargan);

    /// <summary>First-stage F tests, one a regressor instrumented.</summary>
    public ImmutableArray<InstrumentTest> WeakInstruments { get; }

    /// <summary>Wu and Hausman's test.</summary>
    public InstrumentTest WuHausman { get; }

    /// <summary>Sargan's test; not a number with just enough instruments.</summary>
    public InstrumentTest Sargan { get; }

    /// <summary>The smallest first-stage F.</summary>
    public double Weakest => WeakInstruments.IsEmpty ? double.NaN : WeakInstruments.Min(t => t.Statistic);

    /// <summary>All tests, in R's order.</summary>
    public ImmutableArray<InstrumentTest> Tests => [.. WeakInstruments, WuHausman, Sargan];

    /// <inheritdoc/>
    public override Table ToTable() => new("Tests of the instruments",
        [new("test", "Test"), new("statistic", "Statistic"), new("df1", "Degrees of freedom"), new("df2", "Residual degrees of freedom"), new("p_value", "p")],
        Tests.Select(t => (IReadOnlyList<Cell>)[t.Name, t.Statistic, t.NumeratorDegreesOfFreedom, t.DenominatorDegreesOfFreedom, t.PValue]));

    internal string Sentence() => WeakInstruments.IsEmpty ? "Nothing was instrumented."
        : $"The smallest first-stage F was {Cell.Of(Weakest).Show(1)}" + (Weakest < 10 ? ", which is weak: estimate and interval are unreliable." : ".")
            + (double.IsNaN(Sargan.PValue) ? "" : $" Sargan's test of the surplus instruments gave p = {Cell.Of(Sargan.PValue).Show(3)}.");
}
