using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Research.Notebooks;

/// <summary>What every cell can call on a value to show it, named as in .NET Interactive.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value below the cell.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => CellFunctions.display(value, mimeTypes);

    /// <summary>Shows text as content of a MIME type.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType)
    {
        var cell = CellContext.Required;
        var shown = new DisplayedValue(Guid.NewGuid().ToString("N"), cell.Host, cell.Charts);
        cell.Host.Display(cell.Charts.Complete(ValueDisplay.OfText(mimeType, value)) with { DisplayId = shown.DisplayId });
        return shown;
    }

    /// <summary>Shows a list of objects as a table, one row each.</summary>
    public static DisplayedValue DisplayTable<T>(this IEnumerable<T> value) =>
        CellFunctions.display(new HtmlString(value.ToList().ToDisplayString(HtmlFormatter.MimeType)));
}
