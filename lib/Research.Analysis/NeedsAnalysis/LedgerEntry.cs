using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>One published figure with its verdict: every reading of its words, what was printed and what the records give.</summary>
public sealed record LedgerEntry
{
    private LedgerEntry(ImmutableArray<ReadingOutcome> readings, Verdict verdict, string explanation) => (Readings, Verdict, Explanation) = (readings, verdict, explanation);

    /// <summary>Every reading.</summary>
    public ImmutableArray<ReadingOutcome> Readings { get; }

    /// <summary>The verdict.</summary>
    public Verdict Verdict { get; }

    /// <summary>Why, in a sentence or two with the numbers.</summary>
    public string Explanation { get; }

    /// <summary>The figure's id.</summary>
    public string Id => Readings[0].Claim.Id;

    /// <summary>The statement, paraphrased.</summary>
    public string Statement => Readings[0].Claim.Statement;

    /// <summary>What was printed: "344, 53%".</summary>
    public string Printed => Print(Readings[0].Claim);

    /// <summary>What the records give, under the reading that the numbers support, else the first that could be counted.</summary>
    public string Counted => (Readings.FirstOrDefault(r => r.Objection is null && r.Agrees) ?? Readings.FirstOrDefault(r => r.Missing is null) ?? Readings[0]).Counted;

    /// <summary>True when it names a count, or a remainder, from 1 to 9: not to be released as it stands.</summary>
    public bool IsDisclosive => Readings.Any(r => r.Checks.Any(c => c.Unit == "pupils" && c.Computed is > 0 and < 10)
        || (r.Checks.FirstOrDefault(c => c.What == "count") is { } count && r.Checks.FirstOrDefault(c => c.What == "of") is { } of && of.Computed - count.Computed is > 0 and < 10));

    internal static LedgerEntry Judge(ImmutableArray<ReadingOutcome> readings)
    {
        var possible = readings.Where(r => r.Objection is null).ToArray();
        string ruledOut = string.Join(" ", readings.Where(r => r.Objection is not null).Select(r => Sentence($"{Name(r)}cannot be: {r.Objection}")));
        if (readings.FirstOrDefault(r => r.Objection is not null && (r.Claim.AsWorded || possible.Length == 0)) is not null)
        {
            var fits = readings.Where(r => r.Agrees || (r.Objection is not null && r.Missing is null)).Select(r => Sentence($"{Name(r)}the records give {r.Counted}"));
            return new(readings, Verdict.InconsistentInPrint, $"{ruledOut} {string.Join(" ", fits)}".Trim());
        }
        if (possible.All(r => r.Missing is not null))
            return new(readings, Verdict.NotComputable, $"Needs {string.Join("; or ", possible.Select(r => r.Missing).Distinct())}. {ruledOut}".Trim());
        if (possible.Length > 1)
        {
            var supported = possible.Where(r => r.Agrees).Select(r => r.Claim.Reading).ToArray();
            string support = supported.Length == 0 ? "The records support none of them." : $"The records support {string.Join(" and ", supported)}.";
            return new(readings, Verdict.Ambiguous, $"{support} {string.Join(" ", possible.Select(r => Sentence($"{Name(r)}{r.Counted}")))} {ruledOut}".Trim());
        }
        var only = possible[0];
        string read = readings.Length > 1 ? $" Read as {Name(only).TrimEnd(' ', ':')}. {ruledOut}" : "";
        if (!only.Claim.HasPrint) return new(readings, Verdict.NotComputable, $"Nothing was printed to compare; the records give {only.Counted}. Needs {only.Claim.Needs}.");
        return only.Agrees
            ? new(readings, Verdict.Reproduced, $"{Sentence(only.Counted)}{read}")
            : new(readings, Verdict.Differs, $"{Sentence(only.Differences)}{read}");
    }

    private static string Name(ReadingOutcome outcome) => outcome.Claim.Reading.Length == 0 ? "" : $"({outcome.Claim.Reading}) {outcome.Claim.Meaning}: ";

    private static string Sentence(string words) => words.Length == 0 ? "" : string.Concat(char.ToUpper(words[0], CultureInfo.InvariantCulture).ToString(), words.AsSpan(1), words.EndsWith('.') ? "" : ".");

    private static string Print(Claim claim)
    {
        string count = (claim.Count, claim.Of) switch { ({ } c, { } o) => $"{c} of {o}", ({ } c, null) => c.ToString(), _ => "" };
        string[] parts =
        [
            count, claim.Percent is { } p ? $"{p}%" : "", claim.Gap is { } g ? $"gap {g}{(claim.Unit == "%" ? "%" : " ppt")}" : "", claim.Change is { } d ? $"change {(d.Value > 0 ? "+" : "")}{d} ppt" : "",
            claim is { Low: { } low, High: { } high } ? $"{Cell.Of(low).Show(null)} to {Cell.Of(high).Show(null)}{claim.Unit}" : "", claim.Schools is { } s ? $"{s} schools" : "", claim.Kind == ClaimKind.Lowest ? "lowest two" : "",
        ];
        return string.Join(", ", parts.Where(part => part.Length > 0)) is { Length: > 0 } printed ? printed : "no figure";
    }
}
