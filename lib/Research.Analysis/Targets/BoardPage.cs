using System.Globalization;
using System.Net;
using System.Text;

namespace Research;

/// <summary>The board's page: a line a target, with a small line of its figures, the probability and the verdict in words.</summary>
internal static class BoardPage
{
    // On a narrow screen a row becomes a block of lines: five columns do not fit, and the verdict is the last. The roles keep it a table for those who hear it.
    private const string Narrow = "<style>@media screen and (max-width:44rem){.board thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}.board table,.board tbody,.board caption{display:block;width:100%}"
        + ".board tr{display:block;padding:.5rem 0;border-bottom:1px solid #b1b4b6}.board th,.board td,.board td.number{display:block;border:0;padding:.1rem 0;text-align:left;max-width:none}"
        + ".board td[data-label]:not([data-label=''])::before{content:attr(data-label) ' ';color:#505a5f}}@media print{.board tr{break-inside:avoid}}</style>";

    private const int Width = 120, Height = 34, Edge = 4;

    public static string Of(Assessment assessment)
    {
        var html = new StringBuilder(Narrow + $"<div class=\"research-table board\" style=\"max-height:none;overflow:visible\" role=\"region\" tabindex=\"0\" aria-label=\"{Encode(assessment.Title)}\"><table role=\"table\"><caption>{Encode(assessment.Title)}</caption>")
            .Append("<thead role=\"rowgroup\"><tr role=\"row\"><th role=\"columnheader\" scope=\"col\">Target</th><th role=\"columnheader\" scope=\"col\">What it says</th><th role=\"columnheader\" scope=\"col\">Figures to date, expected and goal</th><th role=\"columnheader\" scope=\"col\" class=\"number\">Probability of being met</th><th role=\"columnheader\" scope=\"col\">Verdict</th></tr></thead><tbody role=\"rowgroup\">");
        foreach (var target in assessment.All) Row(html, assessment, target);
        html.Append("</tbody></table>");
        foreach (string note in assessment.Notes.Append("Small lines: figures to date, a dashed line to the expected figure, a bar for its 90% interval, a dotted line at the goal.")) html.Append("<p class=\"note\">").Append(Encode(note)).Append("</p>");
        return html.Append("</div>").ToString();
    }

    private static void Row(StringBuilder html, Assessment assessment, TargetAssessment target)
    {
        string chance = target.Chance is { Length: > 0 } text ? text : "–";
        html.Append("<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">").Append(Encode(target.Target.Id)).Append("</th><td role=\"cell\">").Append(Encode(target.Target.Statement)).Append("</td><td role=\"cell\">").Append(Spark(assessment, target.Main.Weakest))
            .Append("</td><td role=\"cell\" class=\"number\" data-label=\"").Append(target.Chance.Length > 0 ? "Probability of being met:" : "").Append("\">").Append(chance).Append("</td><td role=\"cell\">").Append(Mark(target.Verdict)).Append(' ').Append(Encode(target.Words)).Append("<br><small>").Append(Encode(target.Sentence)).Append("</small></td></tr>");
    }

    // A shape as well as a colour, beside the words.
    private static string Mark(TargetVerdict verdict)
    {
        var (sign, colour) = verdict switch
        {
            TargetVerdict.Met or TargetVerdict.OnTrack => ("●", "#00703c"),
            TargetVerdict.AtRisk => ("▲", "#a35200"),
            TargetVerdict.NotMet or TargetVerdict.OffTrack => ("■", "#d4351c"),
            _ => ("○", "#505a5f"),
        };
        return $"<span aria-hidden=\"true\" style=\"color:{colour}\">{sign}</span>";
    }

    private static string Spark(Assessment assessment, ConditionAssessment c)
    {
        if (c.Year == 0 || c.Condition.Kind.IsRecord) return "";
        var known = Enumerable.Range(2000, c.Year - 1999).Select(y => (Year: y, Value: assessment.Figures.Quantity(c.Condition, y))).Where(p => double.IsFinite(p.Value)).ToArray();
        bool ahead = !c.IsDecided && double.IsFinite(c.Expected);
        double[] all = [.. known.Select(p => p.Value), .. double.IsFinite(c.Goal) ? new[] { c.Goal } : [], .. ahead ? new[] { c.ExpectedInterval.Low, c.ExpectedInterval.High } : []];
        double bottom = all.Min(), range = Math.Max(1e-9, all.Max() - bottom);
        int first = known[0].Year, span = Math.Max(1, (ahead ? c.Condition.Due : c.Year) - first);
        string X(double year) => Text(Edge + ((Width - (2 * Edge)) * (year - first) / span));
        string Y(double value) => Text(Height - Edge - ((Height - (2 * Edge)) * (value - bottom) / range));
        string words = string.Create(CultureInfo.InvariantCulture, $"{c.Condition.Words}. {known[0].Year}: {Rounding.Text(known[0].Value, c.Condition.Decimals)}; {c.Year}: {Rounding.Text(c.Now, c.Condition.Decimals)}{(ahead ? $"; expected {Rounding.Text(c.Expected, c.Condition.Decimals)} in {c.Condition.Due}" : "")}{(double.IsFinite(c.Goal) ? $"; goal {Rounding.Text(c.Goal, c.Condition.Decimals)}" : "")}.");
        var svg = new StringBuilder($"<svg width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encode(words)}\"><title>{Encode(words)}</title>");
        if (double.IsFinite(c.Goal)) svg.Append($"<line x1=\"{Edge}\" x2=\"{Width - Edge}\" y1=\"{Y(c.Goal)}\" y2=\"{Y(c.Goal)}\" stroke=\"#505a5f\" stroke-dasharray=\"1 3\"/>");
        svg.Append($"<polyline fill=\"none\" stroke=\"#1d70b8\" stroke-width=\"2\" points=\"{string.Join(' ', known.Select(p => X(p.Year) + "," + Y(p.Value)))}\"/>");
        svg.Append($"<circle cx=\"{X(c.Year)}\" cy=\"{Y(c.Now)}\" r=\"3\" fill=\"#1d70b8\"/>");
        if (ahead)
            svg.Append($"<line x1=\"{X(c.Year)}\" y1=\"{Y(c.Now)}\" x2=\"{X(c.Condition.Due)}\" y2=\"{Y(c.Expected)}\" stroke=\"#1d70b8\" stroke-dasharray=\"4 3\"/>")
                .Append($"<line x1=\"{X(c.Condition.Due)}\" x2=\"{X(c.Condition.Due)}\" y1=\"{Y(c.ExpectedInterval.Low)}\" y2=\"{Y(c.ExpectedInterval.High)}\" stroke=\"#1d70b8\" stroke-width=\"3\" stroke-opacity=\"0.45\"/>");
        return svg.Append("</svg>").ToString();
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
