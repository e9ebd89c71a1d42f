using System.Collections.Immutable;

namespace Research;

/// <summary>What became of one reading of a claim.</summary>
/// <param name="Claim">The reading.</param>
/// <param name="Objection">Why the print rules it out, whatever the data; null when it does not.</param>
/// <param name="Missing">What the extract lacks for it; null when it could be counted.</param>
/// <param name="Checks">Its numbers, printed beside computed.</param>
public sealed record ReadingOutcome(Claim Claim, string? Objection, string? Missing, ImmutableArray<FigureCheck> Checks)
{
    /// <summary>True when something was printed and every printed number comes out.</summary>
    public bool Agrees => Missing is null && Checks.Any(c => c.Agrees is not null) && Checks.All(c => c.Agrees != false);

    /// <summary>"344 of 645, 53.3%".</summary>
    public string Counted
    {
        get
        {
            if (Missing is not null) return $"needs {Missing}";
            var (count, of, percent) = (Find("count"), Find("of"), Find("percentage"));
            if (count is null || of is null || percent is null) return string.Join(", ", Checks.Select(c => $"{c.What} {c.Shown}"));
            string without = Find("with those without a result") is { Printed.Length: > 0 } all ? $" ({Rounding.Text(all.Computed, 0)} with those without a result)" : "";
            return $"{Rounding.Text(count.Computed, 0)} of {Rounding.Text(of.Computed, 0)}{without}, {percent.Shown}";
        }
    }

    /// <summary>Each printed number that does not come out, with how far it is off.</summary>
    public string Differences => string.Join("; ", Checks.Where(c => c.Agrees == false).Select(Difference));

    private FigureCheck? Find(string what) => Checks.FirstOrDefault(c => c.What == what);

    private static string Difference(FigureCheck check) => PrintedNumber.TryParse(check.Printed, out var printed)
        ? $"{check.What} printed {check.Printed}, counted {check.Shown} ({Signed(check.Computed - printed.Value)})"
        : $"{check.What} printed {check.Printed}, counted {check.Shown}";

    private static string Signed(double difference) => (difference > 0 ? "+" : "") + Rounding.Text(difference, 1);
}
