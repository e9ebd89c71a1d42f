using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research proportion X N</c> or <c>X1 N1 X2 N2</c>: a share with all its intervals, or two shares compared.</summary>
internal static class ProportionCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var counts = new Argument<double[]>("COUNTS") { Description = "X N: X of N with the outcome. X1 N1 X2 N2: two groups compared." };
        var level = new Option<double>("--level") { Description = "Level of the intervals.", DefaultValueFactory = _ => 0.95 };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("proportion", "A share with its intervals; or two shares: difference, risk ratio, odds ratio.") { counts, level, json };
        return command.Does(parsed =>
        {
            double[] given = parsed.GetValue(counts) ?? [];
            double coverage = parsed.GetValue(level);
            Result result = given switch
            {
                [var x, var n] => Proportion.Of(x, n, coverage),
                [var x1, var n1, var x2, var n2] => TwoProportions.Compare(Proportion.Of(x1, n1, coverage), Proportion.Of(x2, n2, coverage)),
                _ => throw new DataError("COUNTS", $"{given.Length} numbers", "two or four", "Write X N for one share, X1 N1 X2 N2 for two."),
            };
            return Answer.Write(result, parsed.GetValue(json));
        });
    }
}
