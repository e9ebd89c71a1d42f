using System.Collections.Immutable;

namespace Research;

/// <summary>The effect of a programme at the cut-off by which it was given.</summary>
/// <remarks>Local lines on both sides; the interval is centred on the bias-corrected jump with an error that counts the correction (robust bias-corrected).
/// Fuzzy: the jump in the outcome over that in take-up. Source: Calonico, Cattaneo and Titiunik (2014), Econometrica 82(6); Cattaneo, Idrobo and Titiunik
/// (2020), A Practical Introduction to Regression Discontinuity Designs. R: <c>rdrobust::rdrobust(vce = "hc3")</c>; its default is <see cref="DiscontinuityErrors.Neighbours"/>.</remarks>
public sealed partial record RegressionDiscontinuity : Result
{
    private const int FewestScores = 10;
    private readonly Dataset data;
    private readonly DiscontinuitySide left, right;

    private RegressionDiscontinuity(DiscontinuityDesign design, Dataset data, (DiscontinuitySide Left, DiscontinuitySide Right) sides, Sample sample)
    {
        (Design, this.data, (left, right), Sample) = (design, data, sides, sample);
        (Bandwidth, BiasBandwidth) = design.Bandwidth is { } given ? (given, given) : OptimalBandwidth.Of(left, right, design) ?? throw Refused(design, "too few scores near the cut-off");
        if (LocalFit.Of(left, 1, Bandwidth, design.Kernel) is not { } l || LocalFit.Of(right, 1, Bandwidth, design.Kernel) is not { } r || Jump(side => side.Y) is not { } jump) throw Refused(design, "too few scores within the bandwidth");
        Counts = (l.Rows.Length, r.Rows.Length);
        double sign = design.TreatedBelow ? -1 : 1;
        OutcomeJump = Named("jump in the outcome", sign * jump.Robust.Estimate, jump.Robust.Error);
        Conventional = Named("conventional", sign * jump.Plain.Estimate, jump.Plain.Error);
        Effect = OutcomeJump with { Name = "effect at the cut-off" };
        if (design.Takeup is null) return;
        var takeup = Jump(side => side.Takeup) ?? throw Refused(design, "too few scores within the bandwidth");
        TakeupJump = Named("jump in take-up", sign * takeup.Robust.Estimate, takeup.Robust.Error);
        // The ratio's error is that of the jump in outcome less ratio × take-up.
        double ratio = jump.Robust.Estimate / takeup.Robust.Estimate, plain = jump.Plain.Estimate / takeup.Plain.Estimate;
        Effect = Named("effect at the cut-off on those it moved", ratio, Error(ratio) / Math.Abs(takeup.Robust.Estimate));
        Conventional = Named("conventional", plain, Jump(s => Less(s, plain))!.Value.Plain.Error / Math.Abs(takeup.Plain.Estimate));

        double Error(double at) => Jump(s => Less(s, at))!.Value.Robust.Error;
        static double[] Less(DiscontinuitySide side, double at) => [.. side.Y.Select((y, i) => y - (at * side.Takeup[i]))];
    }

    /// <summary>The design.</summary>
    public DiscontinuityDesign Design { get; }

    /// <summary>Rows used and dropped.</summary>
    public Sample Sample { get; }

    /// <summary>h: rows within it make the estimate.</summary>
    public double Bandwidth { get; }

    /// <summary>b: rows within it make the bias correction.</summary>
    public double BiasBandwidth { get; }

    /// <summary>Rows within h below and above.</summary>
    public (int Below, int Above) Counts { get; }

    /// <summary>The effect: bias-corrected, with the robust error.</summary>
    public Term Effect { get; }

    /// <summary>The jump in the outcome, bias-corrected: the effect itself where the cut-off decides.</summary>
    public Term OutcomeJump { get; }

    /// <summary>The jump in take-up; null where the cut-off decides.</summary>
    public Term? TakeupJump { get; }

    /// <summary>The local lines' estimate with its own error: an interval from it covers too seldom at this bandwidth.</summary>
    public Term Conventional { get; }

    /// <summary>Estimates the effect.</summary>
    /// <param name="design">Columns and choices.</param>
    /// <param name="data">A row a pupil.</param>
    /// <exception cref="DataError">Fewer than ten different scores on a side.</exception>
    public static RegressionDiscontinuity Fit(DiscontinuityDesign design, Dataset data)
    {
        string Name(string column) => NameExpression.Quoted(column);
        var frame = ModelFrame.From(Formula.Parse($"{Name(design.Outcome)} ~ {Name(design.Running)}"), data, [design.Takeup is { } d ? Name(d) : null, design.Cluster is { } c ? Name(c) : null]);
        double[] y = LinearFormula.Outcome(frame), x = frame.Numbers(Name(design.Running)), takeup = design.Takeup is { } t ? frame.Numbers(Name(t)) : new double[y.Length];
        var cluster = design.Cluster is { } g ? frame.Factor(Name(g)) : null;
        var rows = y.Select((v, i) => (X: x[i] - design.Cutoff, Y: v, Takeup: takeup[i], Cluster: cluster?.Codes[i] ?? 0)).Where(r => Math.Abs(r.X) >= design.Donut).ToArray();
        var sample = rows.Length == y.Length ? frame.Sample : new(rows.Length, frame.Sample.DroppedRows.Add(new("within the donut", y.Length - rows.Length)));
        foreach (bool above in (bool[])[false, true])
            if (rows.Where(r => r.X >= 0 == above).Select(r => r.X).Distinct().Count() is var scores && scores < FewestScores)
                throw Refused(design, $"{scores} different scores {(above ? "from the cut-off up" : "below the cut-off")}");
        if (design.Bandwidth is <= 0) throw new DataError("regression discontinuity", $"bandwidth {design.Bandwidth}", "a bandwidth above zero", "Leave it out to have it chosen.");
        return new(design, data, (new(rows.Where(r => r.X < 0)), new(rows.Where(r => r.X >= 0))), sample);
    }

    private static DataError Refused(DiscontinuityDesign design, string found) => new("regression discontinuity", found, $"{FewestScores} or more different scores on each side, near the cut-off",
        "Without them the trend of outcomes in the score cannot be told from the jump: the nearest design is matching pupils on the score and what else was known.", column: design.Running);

    private ((double Estimate, double Error) Plain, (double Estimate, double Error) Robust)? Jump(Func<DiscontinuitySide, double[]> outcome)
    {
        if (OfSide(left) is not { } l || OfSide(right) is not { } r) return null;
        return ((r.Plain - l.Plain, Math.Sqrt(r.PlainVariance + l.PlainVariance)), (r.Robust - l.Robust, Math.Sqrt(r.RobustVariance + l.RobustVariance)));

        (double Plain, double PlainVariance, double Robust, double RobustVariance)? OfSide(DiscontinuitySide side)
        {
            if (LocalFit.Of(side, 1, Bandwidth, Design.Kernel) is not { } line || LocalFit.Of(side, 2, BiasBandwidth, Design.Kernel) is not { } curve) return null;
            double[] y = outcome(side), plain = line.RowWeights(side, 0), second = curve.RowWeights(side, 2);
            // The line's bias at the cut-off is its reaction to a square times half the second derivative.
            double reaction = line.Inverse.Times(line.Moment(side, 2, 1))[0];
            double[] corrected = [.. plain.Select((w, i) => w - (reaction * second[i]))];
            return (SmallMatrix.Dot(plain, y), Variance(plain, line, 2), SmallMatrix.Dot(corrected, y), Variance(corrected, curve, 3));

            double Variance(double[] weights, LocalFit fit, int parameters) => Design.Cluster is null && Design.Errors == DiscontinuityErrors.Hc3
                ? fit.Variance(side, y, weights) : NeighbourResiduals.Variance(side, y, weights, (Design.Cluster is not null, parameters));
        }
    }

    private static Term Named(string name, double estimate, double error)
    {
        double half = StandardNormal.Z95 * error;
        return new(name, estimate, error, estimate / error, double.PositiveInfinity, StandardNormal.TwoSided(estimate / error), new(estimate - half, estimate + half));
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"Regression discontinuity at {Cell.Of(Design.Cutoff).Show(null)} of {Design.Running}: {Design.Outcome}. {Sample}.",
        [new("quantity", "Quantity"), new("estimate", "Estimate"), new("std_error", "Standard error"), new("conf_low", "Low"), new("conf_high", "High"), new("p_value", "p", "", 3)],
        new[] { Effect, Conventional, TakeupJump }.OfType<Term>().Select(t => (IReadOnlyList<Cell>)[t.Name, t.Estimate, t.StandardError, t.Interval.Low, t.Interval.High, t.PValue]),
        $"{Design.Kernel} kernel; bandwidth {Cell.Of(Bandwidth).Show(3)} with {Counts.Below} rows below and {Counts.Above} from the cut-off up; bias bandwidth {Cell.Of(BiasBandwidth).Show(3)}.",
        "The first line is bias-corrected with the robust interval; it speaks of pupils at the cut-off, not of all.");

    /// <summary>Means of the outcome by score on both sides of the cut-off.</summary>
    public override Chart ToChart() => LineChart.Of($"{Design.Outcome} by {Design.Running}, on both sides of the cut-off", Design.Running, Design.Outcome, Means("below", left), Means("from the cut-off up", right));

    private Line Means(string name, DiscontinuitySide side)
    {
        const int Bins = 20;
        double width = side.Reach / Bins;
        var bins = side.X.Select((x, i) => (Bin: Math.Floor(x / width), i)).GroupBy(r => r.Bin).OrderBy(g => g.Key).Select(g => (X: Design.Cutoff + ((g.Key + 0.5) * width), Y: g.Average(r => side.Y[r.i]))).ToArray();
        return new(name, [.. bins.Select(b => b.X)], [.. bins.Select(b => b.Y)]);
    }
}
