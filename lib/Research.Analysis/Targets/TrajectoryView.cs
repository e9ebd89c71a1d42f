using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The figures behind a condition, its forecast and England's beside it.</summary>
public static class TrajectoryView
{
    extension(Assessment assessment)
    {
        /// <summary>A chart of a target's main condition: figures to date, the forecast with its 90% interval, the goal, and England's figures and forecast where
        /// the target is compared with them or they are published.</summary>
        /// <param name="id">The target's id.</param>
        /// <param name="reading">The reading's letter; the main one when left out.</param>
        public Chart Trajectory(string id, string reading = "")
        {
            var target = assessment[id];
            var chosen = reading.Length == 0 ? target.Main : target.Readings.FirstOrDefault(r => r.Reading.Letter == reading)
                ?? throw new DataError($"target {id}", $"no reading '{reading}'", "one of " + string.Join(", ", target.Readings.Select(r => r.Reading.Letter)), "Use a reading's letter.");
            return Draw(assessment, chosen.Weakest);
        }
    }

    private static Chart Draw(Assessment assessment, ConditionAssessment c)
    {
        var condition = c.Condition;
        if (condition.Kind.IsRecord || condition.Kind == TargetKind.Undefined) throw new DataError("trajectory", "a target without yearly figures", "a target about pupils' results", "Choose another target.");
        int asOf = assessment.AsOf.Results;
        var known = Years(asOf).Select(y => (Year: y, Value: assessment.Figures.Quantity(condition, y))).Where(p => double.IsFinite(p.Value)).ToArray();
        var ahead = Years(condition.Due).Where(y => y > asOf).Select(y => (Year: y, Draws: assessment.Futures.Find(ConditionTest.NameOf(condition), y))).Where(p => p.Draws is not null)
            .Select(p => (p.Year, Low: Q(p.Draws!, 0.05), Middle: Q(p.Draws!, 0.5), High: Q(p.Draws!, 0.95))).ToArray();
        var england = assessment.Figures.EnglandSeries(condition).Where(p => p.Year <= asOf).ToArray();
        var goal = Years(condition.Due).Where(y => y > asOf).Select(y => (Year: y, Draws: assessment.Futures.Find(ConditionTest.EnglandOf(condition), y))).Where(p => p.Draws is not null)
            .Select(p => (p.Year, Low: Q(p.Draws!, 0.05), Middle: Q(p.Draws!, 0.5), High: Q(p.Draws!, 0.95))).ToArray();
        var figure = new PlotlyFigure();
        Band(figure, From(known, ahead), (Chart.Colours[0], "rgba(29,112,184,0.18)"), assessment.CountyName);
        Line(figure, known, ahead, (assessment.CountyName, Chart.Colours[0], "circle"));
        if (england.Length > 0)
        {
            Band(figure, From(england, goal), (Chart.Colours[1], "rgba(212,53,28,0.12)"), "England");
            Line(figure, england, goal, ("England", Chart.Colours[1], "square"));
        }
        if (!condition.Kind.IsNational && double.IsFinite(c.Goal))
            figure.Trace("scatter", ("mode", "markers"), ("name", "goal"), ("x", (int[])[condition.Due]), ("y", (double[])[c.Goal]), ("marker", PlotlyFigure.Attributes(("symbol", "star"), ("size", 13), ("color", Chart.Colours[2]))));
        string unit = condition.Unit;
        var plot = figure.Layout("Academic year ending", unit, ("xaxis", PlotlyFigure.Axis("Academic year ending", ("dtick", 1), ("tickformat", "d"))), ("legend", PlotlyFigure.Attributes(("orientation", "h"), ("y", 1.14))));
        return new(condition.Words, Words(c), plot, new(condition.Words, [new("of", "Of"), new("year", "Year", "", 0), new("value", "Figure or middle", unit, 2), new("low_90", "90% low", unit, 2), new("high_90", "90% high", unit, 2)],
        [
            .. known.Select(p => Row(assessment.CountyName, p.Year, p.Value)), .. ahead.Select(p => Row($"{assessment.CountyName}, forecast", p.Year, p.Middle, p.Low, p.High)),
            .. england.Select(p => Row("England", p.Year, p.Value)), .. goal.Select(p => Row("England, forecast", p.Year, p.Middle, p.Low, p.High)),
        ]));

        double Q(double[] draws, double p) => assessment.Indicators.Quantile(draws, p);
        static IEnumerable<int> Years(int last) => Enumerable.Range(2000, last - 1999);
    }

    // The band opens at the last figure known.
    private static (int Year, double Low, double Middle, double High)[] From((int Year, double Value)[] known, (int Year, double Low, double Middle, double High)[] ahead) =>
        known.Length == 0 || ahead.Length == 0 ? ahead : [(known[^1].Year, known[^1].Value, known[^1].Value, known[^1].Value), .. ahead];

    private static IReadOnlyList<Cell> Row(string of, int year, double value, double low = double.NaN, double high = double.NaN) => [of, year, value, double.IsNaN(low) ? Cell.Without(Symbol.NotApplicable) : low, double.IsNaN(high) ? Cell.Without(Symbol.NotApplicable) : high];

    private static string Words(ConditionAssessment c) => string.Create(CultureInfo.InvariantCulture, $"{c.Condition.Words}: {Rounding.Text(c.Now, c.Condition.Decimals)} in {c.Year}.{(double.IsFinite(c.Expected) ? $" {(c.IsDecided ? "Reached" : "Expected")} in {c.Condition.Due}: {Rounding.Text(c.Expected, c.Condition.Decimals)}, against {Rounding.Text(c.Goal, c.Condition.Decimals)}." : "")} Verdict: {c.Verdict.Title}.");

    private static void Band(PlotlyFigure figure, (int Year, double Low, double Middle, double High)[] ahead, (string Line, string Fill) colours, string name)
    {
        if (ahead.Length == 0) return;
        int[] years = [.. ahead.Select(a => a.Year), .. ahead.Reverse().Select(a => a.Year)];
        double[] bounds = [.. ahead.Select(a => a.High), .. ahead.Reverse().Select(a => a.Low)];
        figure.Trace("scatter", ("mode", ahead.Length == 1 ? "lines" : "none"), ("fill", "toself"), ("fillcolor", colours.Fill), ("line", PlotlyFigure.Attributes(("color", colours.Line))), ("x", years), ("y", bounds), ("showlegend", false), ("hoverinfo", "skip"), ("name", $"{name}, 90% interval"));
    }

    private static void Line(PlotlyFigure figure, (int Year, double Value)[] known, (int Year, double Low, double Middle, double High)[] ahead, (string Name, string Colour, string Marker) look)
    {
        figure.Trace("scatter", ("mode", "lines+markers"), ("name", look.Name), ("x", known.Select(p => p.Year).ToArray()), ("y", known.Select(p => p.Value).ToArray()),
            ("line", PlotlyFigure.Attributes(("color", look.Colour))), ("marker", PlotlyFigure.Attributes(("symbol", look.Marker), ("size", 9))));
        if (ahead.Length == 0) return;
        (int Year, double Value)[] from = known.Length > 0 ? [known[^1]] : [];
        figure.Trace("scatter", ("mode", "lines+markers"), ("name", $"{look.Name}, forecast"), ("x", (int[])[.. from.Select(p => p.Year), .. ahead.Select(p => p.Year)]), ("y", (double[])[.. from.Select(p => p.Value), .. ahead.Select(p => p.Middle)]),
            ("line", PlotlyFigure.Attributes(("color", look.Colour), ("dash", "dash"))), ("marker", PlotlyFigure.Attributes(("symbol", look.Marker + "-open"), ("size", 8))));
    }
}
