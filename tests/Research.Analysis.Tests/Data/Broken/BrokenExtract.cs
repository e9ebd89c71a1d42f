namespace Research.Tests;

/// <summary>A small extract with one fault, and the whole message the check must give.</summary>
/// <param name="Fault">The fault in words: the test's name.</param>
/// <param name="Spoil">Puts the fault into an extract of ks2 and schools, or of the tables named.</param>
/// <param name="Message">Every finding, a line each: file, line, column, found, expected, mend.</param>
/// <param name="Tables">Tables of the extract.</param>
public sealed record BrokenExtract(string Fault, Action<SmallExtract> Spoil, string Message, params string[] Tables);

/// <summary>One test for all broken extracts of a kind.</summary>
public abstract class BrokenExtractTests
{
    protected static TheoryData<string> Named(IEnumerable<BrokenExtract> extracts) => [.. extracts.Select(e => e.Fault)];

    protected static void Check(IEnumerable<BrokenExtract> extracts, string fault)
    {
        var broken = extracts.Single(e => e.Fault == fault);
        using var extract = new SmallExtract(broken.Tables.Length > 0 ? broken.Tables : ["ks2", "schools"]);
        broken.Spoil(extract);
        using var county = County.Open(extract.Folder);
        var report = county.Check();

        Assert.Equal(broken.Message.ReplaceLineEndings("\n"), string.Join('\n', report.Findings));
        Assert.False(report.Passes);
        Assert.Equal(report.Findings[0].ToError().Message, Assert.Throws<DataError>(() => county.Engine).Message);
    }
}
