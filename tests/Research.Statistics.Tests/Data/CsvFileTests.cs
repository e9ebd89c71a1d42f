using System.Text;

namespace Research.Tests;

public sealed class CsvFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csv").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_row_knows_the_line_it_begins_on_where_a_field_spans_two()
    {
        var rows = CsvFile.Open(Written("a,b\n1,\"two\nlines\"\n\n3,4\n")).Rows().ToList();
        Assert.Equal([2, 5], rows.Select(r => r.Line));
        Assert.Equal(["1", "two\nlines"], rows[0].Fields);
    }

    [Theory]
    [InlineData("a,b\n1,2,3\n", "t.csv, line 2: found 3 fields; expected 2 as in the header. Put quotes round a value that holds a comma, or remove the comma too many.")]
    [InlineData("a,b\n1,\"x\ny\"\n2\n", "t.csv, line 4: found 1 fields; expected 2 as in the header. Add the commas that are missing, or join the row with the next if it was broken in two.")]
    [InlineData("a,b\n1,\"x\n2,3\n", "t.csv, line 2, column b: found a quote that is never closed; expected a closing quote.")]
    [InlineData("a,b\n\"x\"y,1\n", "t.csv, line 2, column a: found text after a closing quote;")]
    [InlineData("a,b\n1,x\"y\n", "t.csv, line 2, column b: found a quote inside a value without quotes round it;")]
    [InlineData("\"a,b\n1,2\n", "t.csv, line 1: found a quote that is never closed;")]
    [InlineData("a;b\n1;2\n", "t.csv, line 1: found columns separated by semicolons; expected columns separated by commas.")]
    [InlineData("a\tb\n1\t2\n", "t.csv, line 1: found columns separated by tabs;")]
    [InlineData("\n\n", "t.csv: found nothing; expected a header in the first line.")]
    public void A_fault_is_told_with_its_line_and_column(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<DataError>(() => CsvFile.Open(Written(text)).Rows().ToList()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_and_bytes_that_are_not_utf8_are_told()
    {
        Assert.Contains("no such file", Assert.Throws<DataError>(() => CsvFile.Open(Path.Combine(folder, "none.csv"))).Message, StringComparison.Ordinal);
        string path = Path.Combine(folder, "latin.csv");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes("a\né\n"));
        Assert.Contains("bytes that are not UTF-8", Assert.Throws<DataError>(() => CsvFile.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blank_line_in_a_file_of_one_column_is_a_missing_value()
    {
        var data = Dataset.FromCsv(Written("x\n1\n\n3\n"));
        Assert.Equal(3, data.Count);
        Assert.True(data["x"].IsMissing(1));
    }

    [Fact]
    public void A_byte_order_mark_and_carriage_returns_are_not_part_of_the_text()
    {
        string path = Path.Combine(folder, "t.csv");
        File.WriteAllText(path, "a,b\r\n1,x\r\n", new UTF8Encoding(true));
        var data = Dataset.FromCsv(path);
        Assert.Equal(["a", "b"], data.Columns.Select(c => c.Name));
        Assert.Equal("x", data["b"].TextAt(0));
    }

    private string Written(string text)
    {
        string path = Path.Combine(folder, "t.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
