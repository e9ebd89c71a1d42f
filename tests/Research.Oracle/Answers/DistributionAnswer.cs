namespace Research.Oracle;

/// <summary>Distribution functions, tails and quantiles, an element a row.</summary>
internal sealed class DistributionAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["distribution"];

    public void Answer(Block block, GivenFigures figures)
    {
        var data = block.Data;
        switch (block.Args.Need("function_"))
        {
            case "norm":
                figures.Add("lower", Rows("x").Select(r => StandardNormal.Lower(r[0])));
                figures.Add("upper", Rows("x").Select(r => StandardNormal.Upper(r[0])));
                figures.Add("log", Rows("x").Select(r => StandardNormal.LogLower(r[0])));
                figures.Add("quantile", Rows("p").Select(r => StandardNormal.Quantile(r[0])));
                break;
            case "beta":
                figures.Add("lower", Rows("x", "a", "b").Select(r => new BetaDistribution(r[1], r[2]).Lower(r[0])));
                figures.Add("upper", Rows("x", "a", "b").Select(r => new BetaDistribution(r[1], r[2]).Upper(r[0])));
                figures.Add("quantile", Rows("p", "a", "b").Select(r => new BetaDistribution(r[1], r[2]).Quantile(r[0])));
                break;
            case "binom":
                figures.Add("density", Rows("k", "n", "prob").Select(r => new BinomialDistribution(r[1], r[2]).Density(r[0])));
                figures.Add("lower", Rows("k", "n", "prob").Select(r => new BinomialDistribution(r[1], r[2]).Lower(r[0])));
                break;
            default:
                break;
        }

        IEnumerable<double[]> Rows(params string[] columns) =>
            Enumerable.Range(0, data.Count).Select(i => columns.Select(c => data.Numbers(c)[i]).ToArray());
    }
}
