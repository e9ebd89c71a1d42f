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

    [Fact]
    public async Task Names_of_three_lines_keep_clear_of_their_neighbours()
    {
        Assert.SkipWhen(Chromium is null, "Chromium is not installed.");
        string names = string.Join(",", Enumerable.Range(1, 12).Select(i => $"\"Expected in exploring<br>and using media and<br>materials {i}\""));
        string figure = $"<figure data-research-chart=\"c1\"><div class=\"plot\"></div><script type=\"application/json\">{{\"data\":[{{\"type\":\"bar\",\"orientation\":\"h\",\"x\":[1,2,3,4,5,6,7,8,9,10,11,12],\"y\":[{names}]}}],\"layout\":{{}}}}</script></figure>";
        const string Measure = """
            <script>setTimeout(function () {
              var boxes = Array.from(document.querySelectorAll('.ytick text')).map(function (t) { return t.getBoundingClientRect(); }).sort(function (a, b) { return a.top - b.top; });
              var gaps = boxes.slice(1).map(function (b, i) { return b.top - boxes[i].bottom; });
              document.body.setAttribute('data-gaps', gaps.length + ' at least ' + (Math.min.apply(null, gaps) >= 4 ? 'four' : Math.min.apply(null, gaps)));
            }, 3000)</script></body>
            """;
        var document = Sample.Notebook($"public class Bars {{ public string ToHtml() => {System.Text.Json.JsonSerializer.Serialize(figure)}; }}\nnew Bars()");
        var run = await NotebookRunner.RunAsync(folder.Save(document), null, new RunOptions { Token = TestContext.Current.CancellationToken });
        Assert.Null(run.Failure);
        Assert.Contains("data-gaps=\"11 at least four\"", await Dom(folder.File("page.html", run.ToHtml().Replace("</body>", Measure, StringComparison.Ordinal))), StringComparison.Ordinal);
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
