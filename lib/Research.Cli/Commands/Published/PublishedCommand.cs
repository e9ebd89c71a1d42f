using System.CommandLine;
using System.Text.Json.Nodes;

namespace Research.Cli;

/// <summary><c>research published FILE [--json]</c>: what is in a file of the Department's tidy format.</summary>
internal static class PublishedCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file in the Department's tidy format." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        return new Command("published", "Describe a published file: years, levels, groups, figures, what is not given.") { file, json }.Does(parsed =>
        {
            var description = TidyFile.Open(parsed.GetRequiredValue(file)).Describe();
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonText.Of(Json(description)));
            else TableView.Write(description.ToTable());
            return ExitCode.Success;
        });
    }

    private static JsonObject Json(TidyDescription description) => new()
    {
        ["file"] = description.File.File,
        ["rows"] = description.File.Count,
        ["years"] = Array(description.File.Years.Select(y => (JsonNode)y)),
        ["levels"] = Array(description.Levels.Select(l => (JsonNode)new JsonObject { ["level"] = l.Level.ToString(), ["places"] = l.Places, ["rows"] = l.Rows })),
        ["filters"] = Array(description.File.Filters.Select(f => (JsonNode)new JsonObject { ["filter"] = f.Name, ["values"] = Array(f.Values.Select(v => (JsonNode)v)), ["total"] = f.Total })),
        ["changes"] = Array(description.File.Notes.SelectMany(n => n.Changes.Select(y => (JsonNode)new JsonObject { ["column"] = n.Name, ["year"] = y, ["value"] = n.ByYear[y] }))),
        ["indicators"] = Array(description.Coverage.Select(c => (JsonNode)new JsonObject
        {
            ["indicator"] = c.Indicator.Name,
            ["kind"] = c.Indicator.Kind.ToString().ToLowerInvariant(),
            ["numerator"] = c.Indicator.Numerator,
            ["denominator"] = c.Indicator.Denominator,
            ["scale"] = c.Indicator.Scale,
            ["numbers"] = c.Numbers,
            ["zeros"] = c.Zeros,
            ["without"] = c.Without,
            ["marks"] = new JsonObject(c.Marks.Select(m => KeyValuePair.Create(m.Key.Length == 0 ? "empty" : m.Key, (JsonNode?)m.Value))),
        })),
        ["notes"] = Array(description.File.Remarks.Select(r => (JsonNode)r)),
        ["empty"] = Array(description.File.Empty.Select(e => (JsonNode)e)),
    };

    private static JsonArray Array(IEnumerable<JsonNode> items) => new([.. items]);
}
