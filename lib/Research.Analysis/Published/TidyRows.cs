using System.Collections.Immutable;
using System.Text;

namespace Research;

/// <summary>The cells of a published file below its column names, a row a year, with the lines that were no rows counted.</summary>
internal sealed record TidyRows(TidyHeader Header, string[][] Rows, int[] Years, long[] Lines, ImmutableArray<string> Remarks)
{
    // A title and a few lines of notes stand above the names in older files.
    private const int MostLinesAbove = 20;
    private const string Expected = "a CSV file in the Department's tidy format";

    public static TidyRows Read(string path)
    {
        string file = Path.GetFileName(path);
        if (Directory.Exists(path)) throw new DataError(file, "a folder", Expected, "Name a file in it.");
        if (!File.Exists(path)) throw new DataError(file, "no such file", Expected, "Check the path.");
        var lines = LinesOf(file, Decode(file, File.ReadAllBytes(path)));
        if (lines.Count == 0) throw new DataError(file, "an empty file", "column names in the first line and rows below", "Download the file again.");
        int top = HeaderAt(lines);
        var names = lines[top];
        if (CsvReader.OtherSeparator(names.Cells) is { } other)
            throw new DataError(file, $"columns separated by {other}", "columns separated by commas", "Save it as CSV with commas.", names.Line);
        var remarks = ImmutableArray.CreateBuilder<string>();
        if (top > 0) remarks.Add($"{Some(top, "line")} above the column names left out.");
        var body = Body(file, names.Cells, lines[(top + 1)..], remarks);
        SourceFiles.Note(path, body.Count);
        if (body.Count == 0) throw new DataError(file, "no rows", "rows below the column names", "Download the file again.");
        if (!TidyHeader.HasTime(names.Cells) && YearColumns.Of(file, names.Cells) is { } wide)
        {
            remarks.Add(wide.Remark);
            return new(wide.Header, [.. body.SelectMany(r => wide.Rows(r.Cells))], [.. body.SelectMany(_ => wide.Years)], [.. body.SelectMany(r => wide.Years.Select(_ => r.Line))], remarks.ToImmutable());
        }
        var header = TidyHeader.Read(file, names.Cells);
        int time = header[TidyHeader.Time];
        int[] years = [.. body.Select(r => TidyYear.Parse(r.Cells[time])
            ?? throw new DataError(file, $"'{r.Cells[time]}'", "a year such as 201213, 2012/13 or 2013", "Leave out rows that are not of one year.", r.Line, header.Names[time]))];
        return new(header, [.. body.Select(r => r.Cells)], years, [.. body.Select(r => r.Line)], remarks.ToImmutable());
    }

    private static List<(long Line, string[] Cells)> LinesOf(string file, string text)
    {
        var reader = new CsvReader(text);
        var lines = new List<(long, string[])>();
        while (reader.Next())
        {
            if (reader.Fault == QuoteFault.Unclosed)
                throw new DataError(file, "a quote that is never closed", "a closing quote", "Close it, or download the file again.", reader.FaultLine);
            if (!reader.IsEmpty) lines.Add((reader.Line, [.. Enumerable.Range(0, reader.Count).Select(i => reader[i].Trim().ToString())]));
        }
        return lines;
    }

    private static int HeaderAt(List<(long Line, string[] Cells)> lines)
    {
        int last = Math.Min(lines.Count, MostLinesAbove);
        int tidy = lines.FindIndex(0, last, l => l.Cells.Length > 2 && TidyHeader.HasTime(l.Cells));
        if (tidy >= 0) return tidy;
        int wide = lines.FindIndex(0, last, l => l.Cells.Length > 2 && YearColumns.In(l.Cells) > 1);
        return Math.Max(wide, 0);
    }

    private static List<(long Line, string[] Cells)> Body(string file, string[] names, List<(long Line, string[] Cells)> lines, ImmutableArray<string>.Builder remarks)
    {
        var (rows, notes, repeats) = (new List<(long, string[])>(), 0, 0);
        foreach (var (line, given) in lines)
        {
            string[] cells = given;
            if (cells.Skip(1).All(c => c.Length == 0) && TidyYear.Parse(cells[0]) is null) { notes++; continue; }
            if (cells.SequenceEqual(names)) { repeats++; continue; }
            if (cells.Length > names.Length && cells.Skip(names.Length).All(c => c.Length == 0)) cells = cells[..names.Length];
            if (cells.Length != names.Length)
                throw new DataError(file, $"{cells.Length} cells", $"{names.Length}, as many as column names", "A comma inside a cell needs quotes round the cell: download the file again.", line);
            rows.Add((line, cells));
        }
        if (notes > 0) remarks.Add($"{Some(notes, "line")} of words alone among the rows left out.");
        if (repeats > 0) remarks.Add($"{Some(repeats, "line")} with the column names again left out.");
        return rows;
    }

    private static string Some(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    // The Department's older files are in Windows-1252; its marks and codes are the same in both.
    private static string Decode(string file, byte[] bytes)
    {
        var (text, wrong) = TextEncoding.Decode(file, bytes);
        if (wrong is null || bytes.Length <= 3) return text;
        if (!wrong.Found.StartsWith("Windows-1252", StringComparison.Ordinal)) throw wrong.ToError();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252).GetString(bytes);
    }
}
