namespace Research;

/// <summary>How much more would have to be unmeasured than was measured to explain an effect away, from how the effect moves when covariates come in.</summary>
/// <remarks>β* = β̃ − δ(β̊ − β̃)(Rmax − R̃)/(R̃ − R̊), without (˚) and with (˜) covariates, is Oster's approximation; δ here solves her exact cubic for β = 0. Rmax defaults to
/// min(1, 1.3 R̃). Source: Oster (2019), Unobservable selection and coefficient stability, J. Bus. Econ. Stat. 37(2). R: <c>robomit::o_delta</c>.</remarks>
public sealed record OsterBounds : Result
{
    private OsterBounds(Moments m) => (Uncontrolled, Controlled, RSquaredUncontrolled, RSquaredControlled, RSquaredMaximum, Delta, AdjustedEffect) =
        (m.Short, m.Long, m.ShortFit, m.LongFit, m.Maximum, m.Delta, m.Adjusted);

    /// <summary>The effect without covariates.</summary>
    public double Uncontrolled { get; }

    /// <summary>The effect with them.</summary>
    public double Controlled { get; }

    /// <summary>R² without covariates.</summary>
    public double RSquaredUncontrolled { get; }

    /// <summary>R² with them.</summary>
    public double RSquaredControlled { get; }

    /// <summary>R² if everything had been measured.</summary>
    public double RSquaredMaximum { get; }

    /// <summary>δ: selection on what was not measured over that on what was, that would make the effect zero. Above 1 is reassuring.</summary>
    public double Delta { get; }

    /// <summary>The effect if both were equal (δ = 1), by the approximation.</summary>
    public double AdjustedEffect { get; }

    /// <summary>Works it out.</summary>
    /// <param name="outcome">The outcome's column.</param>
    /// <param name="treatment">The programme's column, a number.</param>
    /// <param name="covariates">Covariates as a formula's right side: <c>prior + fsm</c>.</param>
    /// <param name="data">The data.</param>
    public static OsterBounds Of(string outcome, string treatment, string covariates, Dataset data) => Of((outcome, treatment, covariates), data, null);

    /// <summary>Works it out with an R² of one's own for everything measured.</summary>
    /// <param name="columns">Outcome, programme, covariates.</param>
    /// <param name="data">The data.</param>
    /// <param name="maximum">R² if everything had been measured; null takes min(1, 1.3 R̃).</param>
    public static OsterBounds Of((string Outcome, string Treatment, string Covariates) columns, Dataset data, double? maximum)
    {
        string y = NameExpression.Quoted(columns.Outcome), d = NameExpression.Quoted(columns.Treatment);
        var full = LinearModel.Fit($"{y} ~ {d} + {columns.Covariates}", data);
        // Both models on the same rows, or their R² do not compare.
        var rows = data.Take([.. full.Rows.Numbers("row").ToArray().Select(r => (int)r - 1)]);
        var bare = LinearModel.Fit($"{y} ~ {d}", rows);
        var selection = LinearModel.Fit($"{d} ~ {columns.Covariates}", rows);
        double max = maximum ?? Math.Min(1, 1.3 * full.Summary.RSquared);
        if (!(max > full.Summary.RSquared) && max < 1) throw new DataError("Oster's delta", $"a maximal R² of {max:G4}", $"above the model's {full.Summary.RSquared:G4}", "Give a larger one, at most 1.");
        double[] outcome = rows.Numbers(columns.Outcome).ToArray(), treated = rows.Numbers(columns.Treatment).ToArray();
        return new(new Moments(bare[d].Estimate, full[d].Estimate, bare.Summary.RSquared, full.Summary.RSquared, max)
        {
            OutcomeVariance = Variance(outcome),
            TreatmentVariance = Variance(treated),
            LeftVariance = selection.Summary.ResidualSumOfSquares / (rows.Count - 1),
        });
    }

    private static double Variance(double[] values) => values.Average() is var mean ? values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) : 0;

    /// <inheritdoc/>
    public override Table ToTable() => new($"Oster's δ = {Cell.Of(Delta).Show(2)}",
        [new("quantity", "Quantity"), new("value", "Value")],
        [["Effect without covariates", Uncontrolled], ["R² without", RSquaredUncontrolled], ["Effect with covariates", Controlled], ["R² with", RSquaredControlled], ["R² if all were measured", RSquaredMaximum], ["Effect if δ = 1", AdjustedEffect], ["δ for no effect", Delta]],
        "δ above 1: what was not measured would have to matter more than all that was.");

    private sealed record Moments(double Short, double Long, double ShortFit, double LongFit, double Maximum)
    {
        public required double OutcomeVariance { get; init; }

        public required double TreatmentVariance { get; init; }

        public required double LeftVariance { get; init; }

        public double Adjusted => Long - ((Short - Long) * (Maximum - LongFit) / (LongFit - ShortFit));

        // Oster (2019), proposition 3, for β = 0.
        public double Delta
        {
            get
            {
                double move = Short - Long, fit = (LongFit - ShortFit) * OutcomeVariance, rest = (Maximum - LongFit) * OutcomeVariance;
                double top = (Long * fit * LeftVariance) + (Long * TreatmentVariance * LeftVariance * move * move) + (2 * Long * Long * LeftVariance * TreatmentVariance * move) + (Long * Long * Long * ((LeftVariance * TreatmentVariance) - (LeftVariance * LeftVariance)));
                double bottom = (rest * TreatmentVariance * move) + (Long * rest * (TreatmentVariance - LeftVariance)) + (Long * Long * LeftVariance * TreatmentVariance * move) + (Long * Long * Long * ((LeftVariance * TreatmentVariance) - (LeftVariance * LeftVariance)));
                return top / bottom;
            }
        }
    }
}
