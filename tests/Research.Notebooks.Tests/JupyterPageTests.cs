using System.Buffers.Binary;
using System.Text.Json;

namespace Research.Notebooks.Tests;

/// <summary>The project's notebook run cell by cell in a live Jupyter Notebook page, where Debian's Jupyter and Chromium are installed.</summary>
public sealed class JupyterPageTests
{
    private const int PictureHeader = 24;

    [Fact]
    public void Every_chart_is_drawn_and_the_kernel_stops_and_completes_from_the_page()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "Debian's Chromium is not installed (apt-get install chromium).");
        using var jupyter = new Jupyter("jupyter-notebook python3-websocket", "notebook", "websocket");
        var facts = JsonDocument.Parse(jupyter.Run(Sample.PathOf("browser_run.py"), Site(jupyter), "notebooks/needs-analysis.ipynb", jupyter.Path)).RootElement;
        Assert.Empty(facts.GetProperty("errors").EnumerateArray());
        int charts = facts.GetProperty("charts").GetInt32();
        Assert.InRange(charts, 1, int.MaxValue);
        Assert.Equal((charts, 1), (facts.GetProperty("drawn").GetInt32(), facts.GetProperty("libraries").GetInt32()));
        Assert.Equal(("Interrupted", "6"), (facts.GetProperty("interrupted").GetString(), facts.GetProperty("after").GetString()));
        Assert.Equal(["kept"], facts.GetProperty("matches").EnumerateArray().Select(m => m.GetString()));
        var (width, height) = SizeOf(Path.Combine(jupyter.Path, "chart-1.png"));
        Assert.InRange(width, 400, 2000);
        Assert.InRange(height, 200, 3000);
    }

    // The page's autosave must not reach the notebook in git, so a copy stands where its paths lead to the same places.
    private static string Site(Jupyter jupyter)
    {
        string site = Path.Combine(jupyter.Path, "site");
        Directory.CreateDirectory(Path.Combine(site, "notebooks"));
        foreach (string folder in new[] { "lib", "data-samples" }) Directory.CreateSymbolicLink(Path.Combine(site, folder), Path.Combine(Sample.Root, folder));
        File.Copy(Path.Combine(Sample.Root, "notebooks", "needs-analysis.ipynb"), Path.Combine(site, "notebooks", "needs-analysis.ipynb"));
        return site;
    }

    // Width and height stand at bytes 16 and 20 of a PNG.
    private static (int Width, int Height) SizeOf(string picture)
    {
        byte[] header = File.ReadAllBytes(picture)[..PictureHeader];
        return (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)));
    }
}
