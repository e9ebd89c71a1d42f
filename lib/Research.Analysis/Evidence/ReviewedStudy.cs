using System.Collections.Immutable;

namespace Research;

/// <summary>One study of an evidence review: what it found of an intervention.</summary>
public sealed record ReviewedStudy
{
    internal static readonly double Z95 = StandardNormal.Quantile(0.975);

    /// <summary>The study's name: author and year.</summary>
    public required string Study { get; init; }

    /// <summary>Id of the intervention.</summary>
    public required string Intervention { get; init; }

    /// <summary>Effect in standard deviations of pupils; above 0 is better.</summary>
    public required double Effect { get; init; }

    /// <summary>Its standard error.</summary>
    public required double StandardError { get; init; }

    /// <summary>The effect's 95% interval.</summary>
    public Interval Interval => new(Effect - (Z95 * StandardError), Effect + (Z95 * StandardError));

    /// <summary>Phase of the pupils, in the review's own words; empty where it does not say.</summary>
    public string Phase { get; init; } = "";

    /// <summary>Whom it was for, in the review's own words.</summary>
    public string Group { get; init; } = "";

    /// <summary>Year of publication; null where it is not given.</summary>
    public int? Year { get; init; }

    /// <summary>Number of pupils; null where it is not given.</summary>
    public int? Pupils { get; init; }

    /// <summary>Where the figures are from.</summary>
    public string Source { get; init; } = "";
}

/// <summary>Reads a review file (columns in <c>docs/evidence.md</c>).</summary>
internal static class ReviewFile
{
    private const double LargestEffect = 5;

    private static readonly string[] Columns = ["study", "intervention", "effect_sd", "std_error", "conf_low", "conf_high", "phase", "group", "year", "pupils", "source"];

    public static ImmutableArray<ReviewedStudy> Read(string path)
    {
        TextRow[] rows = [.. TextTable.Read(path, Columns, ["study", "intervention", "effect_sd"])];
        if (rows.Length == 0) throw new DataError(Path.GetFileName(path), "no studies", "at least one line after the header", "Add a study.");
        var seen = new Dictionary<(string, string), long>();
        foreach (var row in rows)
            if (!seen.TryAdd((row.Required("intervention"), row.Required("study")), row.Line))
                throw row.Wrong("study", $"'{row["study"]}' again, as in line {seen[(row["intervention"], row["study"])]}", "one effect a study of an intervention", "Keep one effect, or add a letter where the pupils are others: two effects of the same pupils would count twice.");
        return [.. rows.Select(Of)];
    }

    private static ReviewedStudy Of(TextRow row)
    {
        double effect = row.Number("effect_sd");
        if (!(Math.Abs(effect) <= LargestEffect)) throw row.Wrong("effect_sd", $"'{row["effect_sd"]}'", "standard deviations between -5 and 5", "Give the effect in standard deviations of pupils.");
        return new()
        {
            Study = row["study"],
            Intervention = row["intervention"],
            Effect = effect,
            StandardError = ErrorOf(row, effect),
            Phase = row["phase"],
            Group = row["group"],
            Year = Whole(row, "year", (1900, 2100), "a year such as 2016, or nothing"),
            Pupils = Whole(row, "pupils", (1, 100_000_000), "a whole number of 1 or more, or nothing"),
            Source = row["source"],
        };
    }

    private static int? Whole(TextRow row, string column, (int Low, int High) range, string expected) => row.Number(column) switch
    {
        double.NaN => null,
        var n when n >= range.Low && n <= range.High && n == Math.Floor(n) => (int)n,
        _ => throw row.Wrong(column, $"'{row[column]}'", expected, "Correct it."),
    };

    // A standard error, or the 95% interval it follows from; both only where they agree.
    private static double ErrorOf(TextRow row, double effect)
    {
        double error = row.Number("std_error"), low = row.Number("conf_low"), high = row.Number("conf_high");
        if (double.IsNaN(error) && double.IsNaN(low) && double.IsNaN(high)) throw row.Wrong("std_error", "nothing", "a standard error, or conf_low and conf_high", "Give one of them; a study without cannot be weighted.");
        if (!double.IsNaN(error) && !(error is > 0 and < LargestEffect)) throw row.Wrong("std_error", $"'{row["std_error"]}'", "a number above 0 and below 5", "Give the standard error in standard deviations of pupils.");
        if (double.IsNaN(low) != double.IsNaN(high)) throw row.Wrong(double.IsNaN(low) ? "conf_low" : "conf_high", "nothing", "both ends of the 95% interval, or neither", "Fill it in.");
        if (double.IsNaN(low)) return error;
        if (!(low < effect && effect < high)) throw row.Wrong("conf_low", $"an interval from {row["conf_low"]} to {row["conf_high"]}", $"one that holds the effect {row["effect_sd"]}", "Check the sign and the order.");
        double implied = (high - low) / (2 * ReviewedStudy.Z95);
        if (!double.IsNaN(error) && Math.Abs((implied / error) - 1) > 0.1) throw row.Wrong("std_error", $"'{row["std_error"]}'", FormattableString.Invariant($"about {implied:0.000}, as the 95% interval has it"), "Correct one of them, or leave it out.");
        return double.IsNaN(error) ? implied : error;
    }
}
