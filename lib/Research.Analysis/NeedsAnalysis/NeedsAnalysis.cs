using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>Recomputes a published needs analysis from pupil records, figure by figure, and does it again every year.</summary>
public static class NeedsAnalysis
{
    /// <summary>Counts every claim of a document again and gives each a verdict.</summary>
    /// <remarks>First the print is held against itself by general rules (rate against counts, parts against wholes, bounds one figure puts on
    /// another, change against levels, units); then each reading left is counted from the records and compared at the decimals printed.</remarks>
    /// <param name="county">The extract.</param>
    /// <param name="year">Year of the needs analysis: 2013 is 2012/13.</param>
    /// <param name="claims">A claims file; by default <c>needs-analysis-YEAR.csv</c> in the extract or in the folder <c>claims</c> beside it. Where
    /// there is none for the year, the questions of the newest earlier one are asked of the new year, with nothing to compare.</param>
    public static Ledger Reproduce(County county, int year, string claims = "")
    {
        var (file, shift) = claims.Length > 0 ? (claims, 0) : Find(county, year);
        var all = ClaimsFile.Read(file).Select(c => shift == 0 ? c : Ask(c, shift)).ToImmutableArray();
        var document = new Document(all, new Implication(county.Engine));
        var book = new CountBook(county);
        var recount = new Recount(county, book, all);
        var results = CountAll(all, recount, book);
        var entries = all.Select((c, i) => new ReadingOutcome(c, Objection(c, document), results[i].Missing, results[i].Checks)).GroupBy(r => r.Claim.Id)
            .Select(g => LedgerEntry.Judge([.. g])).ToImmutableArray();
        return new(year, Path.GetFileName(file), entries, [.. Schema.All.Select(t => new Dropped(t.Name, county.QuarantinedRows(t.Name))).Where(d => d.Count > 0)]);
    }

    private static (ImmutableArray<FigureCheck> Checks, string? Missing)[] CountAll(ImmutableArray<Claim> claims, Recount recount, CountBook book)
    {
        // The first pass only notes which counts are needed, so that each file is read once for all of them.
        foreach (var claim in claims) recount.Of(claim);
        book.Fill();
        var results = claims.Select(recount.Of).ToArray();
        return book.HasQuestions ? throw new InvalidOperationException("A claim asked for a count in the second pass that it had not asked for in the first.") : results;
    }

    private static string? Objection(Claim claim, Document document) => PrintRule.All.Select(rule => rule.Objection(claim, document)).FirstOrDefault(o => o is not null);

    private static Claim Ask(Claim claim, int years) => claim with
    {
        Year = claim.Year + years,
        FromYear = claim.FromYear == 0 ? 0 : claim.FromYear + years,
        Count = null,
        Of = null,
        Percent = null,
        Gap = null,
        Change = null,
        Schools = null,
        Low = null,
        High = null,
        PartOf = "",
        Needs = claim.Kind == ClaimKind.None ? claim.Needs : "a document of that year",
    };

    private static (string File, int Shift) Find(County county, int year)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"needs-analysis-{year}.csv");
        string[] folders = [county.Folder, Path.Combine(county.Folder, "claims"), Path.Combine(county.Folder, "..", "claims")];
        if (folders.Select(f => Path.Combine(f, name)).FirstOrDefault(File.Exists) is { } exact) return (exact, 0);
        var earlier = folders.Where(Directory.Exists).SelectMany(f => Directory.EnumerateFiles(f, "needs-analysis-*.csv"))
            .Select(f => (File: f, Year: int.TryParse(Path.GetFileNameWithoutExtension(f)["needs-analysis-".Length..], out int y) ? y : int.MaxValue))
            .Where(f => f.Year < year).OrderByDescending(f => f.Year).ToArray();
        return earlier.Length > 0 ? (earlier[0].File, year - earlier[0].Year) : throw new DataError("claims", $"no {name}", "a claims file of that or an earlier year beside the extract",
            "Add the file (docs/claims.md says how), or name one with --claims.");
    }
}
