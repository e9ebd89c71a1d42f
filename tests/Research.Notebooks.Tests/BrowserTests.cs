using System.Diagnostics;

namespace Research.Notebooks.Tests;

/// <summary>The page in a real browser without a network, where Debian's Chromium is installed.</summary>
public sealed class BrowserTests : IDisposable
{
    private static readonly string? Chromium = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);

    private readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_chart_is_drawn_and_a_number_tells_where_it_comes_from()
    {
        Assert.SkipWhen(Chromium is null, "Chromium is not installed.");
        const string Table = "<div class=\\\"research-table\\\" role=\\\"region\\\" tabindex=\\\"0\\\"><table><thead><tr><th>Group</th><th class=\\\"number\\\">Gap</th></tr></thead><tbody><tr><th scope=\\\"row\\\">fsm</th><td class=\\\"number\\\">1.5</td></tr></tbody></table></div>";
        const string Figure = "<figure data-research-chart=\\\"c1\\\"><div class=\\\"plot\\\" style=\\\"height:300px\\\"></div><script type=\\\"application/json\\\">{\\\"data\\\":[{\\\"type\\\":\\\"bar\\\",\\\"x\\\":[\\\"a\\\"],\\\"y\\\":[3]}],\\\"layout\\\":{}}</script></figure>";
        var document = Sample.Notebook($"public class Gaps {{ public string ToHtml() => \"{Table}{Figure}\"; public string ToCsv() => \"group,gap\\nfsm,1.4567\\n\"; public override string ToString() => \"1 gap. 12 used, 3 dropped\"; }}\nnew Gaps()");
        var run = await NotebookRunner.RunAsync(folder.Save(document), null, new RunOptions { Token = TestContext.Current.CancellationToken });
        Assert.Null(run.Failure);
        string page = folder.File("page.html", run.ToHtml().Replace("</body>", "<script>setTimeout(function () { document.querySelector('td.number').click(); }, 1000)</script></body>", StringComparison.Ordinal));
        string shown = await Dom(page);
        Assert.Contains("data-drawn", shown, StringComparison.Ordinal);
        Assert.Contains("class=\"main-svg\"", shown, StringComparison.Ordinal);
        string card = shown[shown.IndexOf("id=\"figure-card\"", StringComparison.Ordinal)..];
        foreach (string part in new[] { "<dt>Unrounded</dt><dd>1.4567</dd>", "<dt>Counted</dt><dd>12 used, 3 dropped</dd>", "<dt>Group</dt><dd>fsm</dd>" })
            Assert.Contains(part, card, StringComparison.Ordinal);
    }

    private async Task<string> Dom(string page)
    {
        var start = new ProcessStartInfo(Chromium!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", $"--user-data-dir={Path.Combine(folder.Path, "profile")}", "--virtual-time-budget=15000", "--dump-dom", new Uri(page).AbsoluteUri })
            start.ArgumentList.Add(argument);
        using var browser = Process.Start(start)!;
        var errors = browser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string dom = await browser.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await browser.WaitForExitAsync(TestContext.Current.CancellationToken);
        await errors;
        return dom;
    }
}
