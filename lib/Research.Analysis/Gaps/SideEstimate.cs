namespace Research;

/// <summary>What a measure comes to for one side of a gap, from its whole-number sums.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Tally">The sums.</param>
public readonly record struct SideEstimate(Measure Measure, Tally Tally)
{
    /// <summary>Per cent for a rate or ratio, the value's own unit for a mean; not a number without pupils.</summary>
    public double Value => Measure.Kind switch
    {
        MeasureKind.Mean => Tally.Used == 0 ? double.NaN : Tally.Sum / Scale / Tally.Used,
        _ => Tally.Whole == 0 ? double.NaN : 100.0 * Tally.Sum / Tally.Whole,
    };

    /// <summary>95% interval: Wilson's for a rate; Student's t for a mean; for a ratio Student's t on the linearised standard error.</summary>
    /// <remarks>Ratio r = Σa/Σb: se² = n/(n − 1) Σ(a − rb)²/(Σb)² (Cochran 1977, Sampling Techniques, 6.3). R: <c>survey::svyratio</c>.</remarks>
    public Interval Interval
    {
        get
        {
            if (Tally.Used == 0) return Interval.None;
            if (Measure.Kind == MeasureKind.Rate) return Proportion.Wilson(Tally.Sum, Tally.Used).Scale(100);
            if (Tally.Used < 2) return new(double.NegativeInfinity, double.PositiveInfinity);
            double half = StandardError * new StudentTDistribution(Tally.Used - 1).ForLevel(0.95);
            return new(Value - half, Value + half);
        }
    }

    /// <summary>Standard error, in the unit of the value.</summary>
    public double StandardError
    {
        get
        {
            double n = Tally.Used, value = Value;
            if (Measure.Kind == MeasureKind.Rate) return Math.Sqrt(value * (100 - value) / n);
            double ratio = (double)Tally.Sum / Tally.Whole;
            double squares = Tally.Squares.Parts - (2 * ratio * Tally.Squares.Products) + (ratio * ratio * Tally.Squares.Wholes);
            double error = Math.Sqrt(Math.Max(0, squares) * n / (n - 1)) / Tally.Whole;
            return Measure.Kind == MeasureKind.Mean ? error / Scale : 100 * error;
        }
    }

    private double Scale => Math.Pow(10, Measure.Scale);
}
