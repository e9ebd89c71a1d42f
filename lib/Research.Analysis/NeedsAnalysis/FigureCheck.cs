namespace Research;

/// <summary>One number of a claim, as printed and as counted again.</summary>
/// <param name="What">Which number: count, whole, percentage, gap, change, ratio, schools.</param>
/// <param name="Unit">pupils, %, ppt, schools or empty.</param>
/// <param name="Printed">As printed; empty when the print does not give it.</param>
/// <param name="Computed">From the county's records, unrounded.</param>
/// <param name="Agrees">True when it rounds to the print; null when nothing was printed.</param>
/// <param name="Interval">95% interval of the computed value, where it is an estimate.</param>
public sealed record FigureCheck(string What, string Unit, string Printed, double Computed, bool? Agrees, Interval? Interval = null)
{
    /// <summary>A check against a printed number; none printed leaves only the computed one.</summary>
    internal static FigureCheck Of(string what, string unit, PrintedNumber? printed, double computed, Interval? interval = null) =>
        new(what, unit, printed?.ToString() ?? "", computed, printed?.Matches(computed), interval);

    /// <summary>"53%" or "344 pupils": the computed value as it would be printed.</summary>
    public string Shown
    {
        get
        {
            int point = Printed.IndexOf('.', StringComparison.Ordinal);
            int decimals = Unit is "pupils" or "schools" ? 0 : point >= 0 && PrintedNumber.TryParse(Printed, out _) ? Printed.Length - point - 1 : 1;
            string value = double.IsNaN(Computed) ? "x" : Rounding.Text(Computed, decimals);
            return Unit switch { "%" => value + "%", "" => value, _ => $"{value} {Unit}" };
        }
    }
}
