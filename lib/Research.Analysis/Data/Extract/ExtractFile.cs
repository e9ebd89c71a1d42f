namespace Research;

/// <summary>How a file of an extract is stored.</summary>
internal enum ExtractFormat
{
    Parquet,
    Csv,
    Workbook,
}

/// <summary>One file of a county extract on disk.</summary>
internal sealed record ExtractFile(TableSchema Schema, string Path, ExtractFormat Format)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>What a place in the file is called.</summary>
    public string Place => Format switch { ExtractFormat.Csv => "line", ExtractFormat.Workbook => "row of the sheet", _ => "row" };
}
