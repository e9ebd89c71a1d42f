namespace Research.Notebooks;

/// <summary>Decides which output carries plotly.js: the first with a chart, so that a document holds it once and needs no network.</summary>
/// <remarks>When the cell that carried it runs again its output is replaced, so it carries the library again.</remarks>
internal sealed class ChartCarrier
{
    private string cell = "";
    private string? carrier;
    private bool carriedNow;

    /// <summary>A cell begins to run.</summary>
    public void Begin(string name) => (cell, carriedNow) = (name, false);

    /// <summary>The output with the scripts that its charts need.</summary>
    public DisplayOutput Complete(DisplayOutput output)
    {
        if (output.Html is not { } html) return output;
        string bare = ChartScript.Strip(html);
        if (!ChartScript.HasChart(bare)) return ReferenceEquals(bare, html) ? output : output.With(MimeTypes.Html, bare);
        bool carries = carrier is null || (carrier == cell && !carriedNow);
        if (carries) (carrier, carriedNow) = (cell, true);
        return output.With(MimeTypes.Html, bare + (carries ? ChartScript.Library : "") + ChartScript.Draw);
    }
}
