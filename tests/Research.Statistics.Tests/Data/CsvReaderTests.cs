using CsCheck;

namespace Research.Tests;

public sealed class CsvReaderTests
{
    private static readonly string[] Awkward = ["", "a", "1", "a,b", "\"", "x\"\"y", "two\nlines", "two\r\nlines", " ", "\r"];
    private static readonly string[] Ends = ["\n", "\r\n", "\r"];
    private static readonly Gen<string> Cells = Gen.OneOf(Gen.Int[0, Awkward.Length - 1].Select(i => Awkward[i]), Gen.String[Gen.Char["ab,\"\n\r ;"], 0, 6]);

    [Fact]
    public void What_is_written_is_read_back_with_its_line() => Gen.Select(Cells.Array[2, 4].Array[1, 6], Gen.Int[0, 2].Select(i => Ends[i])).Sample((rows, end) =>
    {
        string text = string.Concat(rows.Select(row => string.Join(',', row.Select(Quoted)) + end));
        var reader = new CsvReader(text);
        long line = 1;
        foreach (string[] row in rows)
        {
            Assert.True(reader.Next());
            Assert.Equal(row, Enumerable.Range(0, reader.Count).Select(i => reader[i].ToString()));
            Assert.Equal(QuoteFault.None, reader.Fault);
            Assert.Equal(line, reader.Line);
            line += 1 + row.Sum(LineEnds);
        }
        Assert.False(reader.Next());
    });

    [Fact]
    public void A_comma_at_the_end_is_followed_by_an_empty_field()
    {
        var reader = new CsvReader("a,");

        Assert.True(reader.Next());
        Assert.Equal(2, reader.Count);
        Assert.False(reader.Next());
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static int LineEnds(string cell) => cell.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r');
}
