using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace Research.Notebooks;

/// <summary>Functions that every cell can call by name, named as in .NET Interactive so that a notebook runs in both.</summary>
public static class CellFunctions
{
#pragma warning disable IDE1006, CA1300 // The names are .NET Interactive's.
    /// <summary>Shows a value below the cell.</summary>
    /// <param name="value">The value.</param>
    /// <param name="mimeTypes">MIME type wanted; the value's preferred ones when none is given.</param>
    /// <returns>A handle whose <see cref="DisplayedValue.Update"/> shows another value in the same place.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        var cell = CellContext.Required;
        var shown = new DisplayedValue(Guid.NewGuid().ToString("N"), cell.Host, cell.Charts);
        var output = mimeTypes.Length == 0 ? ValueDisplay.Of(value, isResult: false) : ValueDisplay.As(value, mimeTypes);
        cell.Host.Display(cell.Charts.Complete(output) with { DisplayId = shown.DisplayId });
        return shown;
    }
#pragma warning restore IDE1006, CA1300

    /// <summary>HTML to show as it is.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Adds a style sheet to the page.</summary>
    public static void CSS(string content) => display(new HtmlString($"<style>{content}</style>"));

    /// <summary>Runs JavaScript in the page.</summary>
    public static void Javascript(string content) => display(new HtmlString($"<script>{content}</script>"));

    /// <summary>Asks the reader for a line.</summary>
    public static Task<string> GetInputAsync(string prompt = "") => Ask(prompt, false);

    /// <summary>Asks the reader for a line that is not shown while it is typed.</summary>
    public static Task<string> GetPasswordAsync(string prompt = "") => Ask(prompt, true);

    private static Task<string> Ask(string prompt, bool password)
    {
        var cell = CellContext.Required;
        return cell.Host.AskAsync(prompt, password, cell.Token);
    }
}
