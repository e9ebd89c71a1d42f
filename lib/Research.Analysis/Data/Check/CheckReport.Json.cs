using System.Text.Encodings.Web;
using System.Text.Json;

namespace Research;

public sealed partial record CheckReport
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // Quotes and letters stay readable; the text goes to a file or a terminal, never into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The report for other programs: files and findings, names in snake_case.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        Folder,
        Passes,
        RowsSetAside,
        Files = Files.Select(f => new { f.Name, f.Table, f.Rows, f.Faulty }),
        Findings = Findings.Select(f => new { f.File, f.Line, f.Column, f.Found, f.Expected, f.Mend, Kind = f.Kind.ToString(), f.Count, f.Lines }),
    }, Layout);
}
