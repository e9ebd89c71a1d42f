using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Research.Cli;

/// <summary>How results are written as JSON: snake_case names, full precision, null for what is not a finite number.</summary>
internal static class JsonText
{
    // Formulas are for people: "y ~ a > b" and é stay as they are. The output is a file or a pipe, never part of a web page.
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of a node.</summary>
    public static string Of(JsonNode node) => node.ToJsonString(Written);

    /// <summary>A number, or null.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>Named figures as one object.</summary>
    public static JsonObject Figures(IEnumerable<Figure> figures) => new(figures.Select(f => KeyValuePair.Create(f.Name, Number(f.Value))));

    /// <summary>A table: its title, the names of its columns, its rows as lists in their order, its notes. A withheld, inapplicable or
    /// unreliable cell is its letter, a missing one null.</summary>
    public static JsonObject Table(Table table) => new()
    {
        ["title"] = table.Title,
        ["columns"] = new JsonArray([.. table.Columns.Select(c => (JsonNode)c.Name)]),
        ["rows"] = new JsonArray([.. table.Rows.Select(row => (JsonNode)new JsonArray([.. row.Select(Cell)]))]),
        ["notes"] = new JsonArray([.. table.Notes.Select(n => (JsonNode)n)]),
    };

    private static JsonNode? Cell(Cell cell) => cell switch
    {
        { Words: { } words } => JsonValue.Create(words),
        { Number: { } number } => Number(number),
        { Symbol: Symbol.None or Symbol.Missing } => null,
        _ => JsonValue.Create(cell.Raw),
    };
}
