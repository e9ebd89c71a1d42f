using System.CommandLine;

namespace Research.Cli;

/// <summary>The data a method reads: the file, and the columns in it that are categories.</summary>
internal sealed class DataInput
{
    private readonly Argument<string> file = new("DATA") { Description = "A .csv, .parquet or .xlsx file." };
    private readonly Option<string[]> factors = new("--factor") { Description = "Columns that are categories although they look like numbers.", AllowMultipleArgumentsPerToken = true };

    /// <summary>Adds the argument and the option to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(file);
        command.Add(factors);
    }

    /// <summary>The data; a file without rows is refused here, for every method.</summary>
    public Dataset Read(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(file);
        var data = Dataset.Open(path, parsed.GetValue(factors) ?? []);
        return data.Count > 0 ? data : throw new DataError(Path.GetFileName(path), "a header and no rows", "rows", "Check that the export was not filtered down to nothing.");
    }
}
