namespace Research.Oracle;

/// <summary>Distribution functions, tails and quantiles, an element a row.</summary>
internal sealed class DistributionAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["distribution"];

    public void Answer(Block block, GivenFigures figures)
    {
        var rows = new RowFunctions(block.Data, figures);
        switch (block.Args.Need("function_"))
        {
            case "norm":
                rows.Give("lower", ["x"], r => StandardNormal.Lower(r[0]));
                rows.Give("upper", ["x"], r => StandardNormal.Upper(r[0]));
                rows.Give("log", ["x"], r => StandardNormal.LogLower(r[0]));
                rows.Give("quantile", ["p"], r => StandardNormal.Quantile(r[0]));
                break;
            case "t":
                rows.Give("lower", ["x", "df"], r => new StudentTDistribution(r[1]).Lower(r[0]));
                rows.Give("upper", ["x", "df"], r => new StudentTDistribution(r[1]).Upper(r[0]));
                rows.Give("quantile", ["p", "df"], r => new StudentTDistribution(r[1]).Quantile(r[0]));
                break;
            case "chisq":
                rows.Give("lower", ["x", "df"], r => new ChiSquaredDistribution(r[1]).Lower(r[0]));
                rows.Give("upper", ["x", "df"], r => new ChiSquaredDistribution(r[1]).Upper(r[0]));
                rows.Give("quantile", ["p", "df"], r => new ChiSquaredDistribution(r[1]).Quantile(r[0]));
                break;
            case "f":
                rows.Give("lower", ["x", "df1", "df2"], r => new FDistribution(r[1], r[2]).Lower(r[0]));
                rows.Give("upper", ["x", "df1", "df2"], r => new FDistribution(r[1], r[2]).Upper(r[0]));
                rows.Give("quantile", ["p", "df1", "df2"], r => new FDistribution(r[1], r[2]).Quantile(r[0]));
                break;
            case "beta":
                rows.Give("lower", ["x", "a", "b"], r => new BetaDistribution(r[1], r[2]).Lower(r[0]));
                rows.Give("upper", ["x", "a", "b"], r => new BetaDistribution(r[1], r[2]).Upper(r[0]));
                rows.Give("quantile", ["p", "a", "b"], r => new BetaDistribution(r[1], r[2]).Quantile(r[0]));
                break;
            case "binom":
                rows.Give("density", ["k", "n", "prob"], r => new BinomialDistribution(r[1], r[2]).Density(r[0]));
                rows.Give("lower", ["k", "n", "prob"], r => new BinomialDistribution(r[1], r[2]).Lower(r[0]));
                break;
            case "noncentral-t":
                rows.Give("lower", ["x", "df", "ncp"], r => new NoncentralTDistribution(r[1], r[2]).Lower(r[0]));
                rows.Give("upper", ["x", "df", "ncp"], r => new NoncentralTDistribution(r[1], r[2]).Upper(r[0]));
                break;
            case "noncentral-f":
                rows.Give("lower", ["x", "df1", "df2", "ncp"], r => new NoncentralFDistribution(r[1], r[2], r[3]).Lower(r[0]));
                rows.Give("upper", ["x", "df1", "df2", "ncp"], r => new NoncentralFDistribution(r[1], r[2], r[3]).Upper(r[0]));
                break;
            case "noncentral-chisq":
                rows.Give("lower", ["x", "df", "ncp"], r => new NoncentralChiSquaredDistribution(r[1], r[2]).Lower(r[0]));
                rows.Give("upper", ["x", "df", "ncp"], r => new NoncentralChiSquaredDistribution(r[1], r[2]).Upper(r[0]));
                break;
            case "tukey":
                rows.Give("lower", ["q", "means", "df"], r => new StudentisedRangeDistribution((int)r[1], r[2]).Lower(r[0]));
                rows.Give("upper", ["q", "means", "df"], r => new StudentisedRangeDistribution((int)r[1], r[2]).Upper(r[0]));
                rows.Give("quantile", ["p", "means", "df"], r => new StudentisedRangeDistribution((int)r[1], r[2]).Quantile(r[0]));
                break;
            default:
                break;
        }
    }
}
