using System.Collections.Immutable;

namespace Research;

public sealed partial record RegressionDiscontinuity
{
    /// <summary>The test that scores do not heap on one side of the cut-off.</summary>
    public DensityTest Density() => DensityTest.Of([.. left.X.Concat(right.X)], (Design.Running, Design.Cutoff));

    /// <summary>The effect with scores near the cut-off left out, at the same bandwidth.</summary>
    /// <param name="widths">Widths left out on each side, in units of the score.</param>
    public DiscontinuityChecks Donuts(params IEnumerable<double> widths) => new("Effect with scores near the cut-off left out",
        [.. widths.Select(w => Try($"nearer than {Cell.Of(w).Show(null)}", () => Fit(Design with { Donut = w, Bandwidth = Bandwidth }, data).Effect))]);

    /// <summary>The effect at other bandwidths: half to twice the one chosen.</summary>
    public DiscontinuityChecks Bandwidths() => new("Effect at other bandwidths",
        [.. ((double[])[0.5, 0.75, 1, 1.5, 2]).Select(m => Try($"{Cell.Of(m).Show(null)} × {Cell.Of(Bandwidth).Show(3)}", () => Fit(Design with { Bandwidth = m * Bandwidth }, data).Effect))]);

    /// <summary>Jumps where there is no cut-off: at the quartiles and median of each side, taken alone.</summary>
    public DiscontinuityChecks PlaceboCutoffs()
    {
        double[] x = data.Numbers(Design.Running).ToArray();
        var found = ImmutableArray.CreateBuilder<(string, Term?)>();
        foreach (var (name, side) in ((string, DiscontinuitySide)[])[("below", left), ("above", right)])
            foreach (double share in (double[])[0.25, 0.5, 0.75])
            {
                double at = Design.Cutoff + side.X[(int)(share * (side.Count - 1))];
                var rows = data.Take([.. Enumerable.Range(0, x.Length).Where(i => name == "below" ? x[i] < Design.Cutoff : x[i] >= Design.Cutoff)]);
                found.Add(Try($"{Cell.Of(at).Show(null)}, {name}", () => Fit(Design with { Cutoff = at, Takeup = null, Bandwidth = null, Donut = 0 }, rows).Effect));
            }
        return new("Jumps at placebo cut-offs", found.ToImmutable());
    }

    /// <summary>The jump in what was fixed before the programme: there should be none.</summary>
    /// <param name="columns">Covariates or placebo outcomes.</param>
    public DiscontinuityChecks PlaceboOutcomes(params IEnumerable<string> columns) => new("Jumps in what the programme cannot change",
        [.. columns.Select(c => Try(c, () => Fit(Design with { Outcome = c, Takeup = null, Bandwidth = null }, data).Effect))]);

    private static (string, Term?) Try(string name, Func<Term> fit)
    {
        try { return (name, fit()); }
        catch (DataError) { return (name, null); }
    }
}

/// <summary>Checks of a regression discontinuity, an estimate each; null where too few scores are left.</summary>
/// <param name="Title">What is checked.</param>
/// <param name="Rows">Check and estimate.</param>
public sealed record DiscontinuityChecks(string Title, ImmutableArray<(string Check, Term? Effect)> Rows) : Result
{
    /// <inheritdoc/>
    public override Table ToTable() => new(Title, [new("check", "Check"), new("estimate", "Estimate"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p", "", 3)],
        Rows.Select(r => (IReadOnlyList<Cell>)(r.Effect is { } e ? [r.Check, e.Estimate, e.StandardError, e.Interval.Low, e.Interval.High, e.PValue] : [r.Check, .. Enumerable.Repeat(Cell.Without(Symbol.Unreliable), 5)])),
        "u: too few scores.");

    /// <inheritdoc/>
    public override Chart ToChart() => EstimateChart.Of(Title, "effect", Rows.Where(r => r.Effect is not null).Select(r => new EstimateRow(r.Check, r.Effect!.Estimate, r.Effect.Interval)), 0);
}
