namespace Research;

/// <summary>Tells a notebook host how to show a type. Hosts built on .NET Interactive's formatting find this attribute by its name,
/// so no package is needed.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; init; } = ["text/html"];
}

/// <summary>Makes the HTML and plain-text formatters of results, tables and charts.</summary>
internal sealed class NotebookFormatterSource
{
    public static IEnumerable<object> CreateTypeFormatters() => [new NotebookFormatter("text/html"), new NotebookFormatter("text/plain")];
}

/// <summary>Writes a result, table or chart in one MIME type. Found by shape: <c>MimeType</c> and <c>Format</c>.</summary>
internal sealed class NotebookFormatter(string mimeType)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object instance, TextWriter writer)
    {
        bool html = MimeType == "text/html";
        string? shown = instance switch
        {
            Result result => html ? result.ToHtml() : result.ToString(),
            Table table => html ? table.ToHtml() : table.ToText(),
            Chart chart => html ? chart.ToHtml() : chart.ToString(),
            _ => null,
        };
        if (shown is null) return false;
        writer.Write(html ? ChartScript.Complete(shown) : shown);
        return true;
    }
}
