namespace Research;

/// <summary>Multiple imputation.</summary>
public static class Imputation
{
    /// <summary>Fills missing values by chained equations: each column in turn is regressed on all the others and its missing values drawn anew.
    /// A value missing for reasons that the other columns do not know is beyond it.</summary>
    /// <param name="data">The data.</param>
    /// <param name="seed">Named seed.</param>
    /// <param name="imputations">Data sets made, 2 or more.</param>
    /// <param name="plan">Methods, schools, columns left out; null takes the defaults.</param>
    /// <remarks>Source: van Buuren and Groothuis-Oudshoorn (2011), mice: Multivariate Imputation by Chained Equations in R, Journal of Statistical
    /// Software 45(3). R: <c>mice::mice</c>.</remarks>
    public static ImputedData Chained(Dataset data, long seed, int imputations = 20, ImputationPlan? plan = null)
    {
        if (imputations is < 2 or > 10_000) throw new DataError("imputation", $"{imputations} imputations", "between 2 and 10,000", "20 serve most analyses.");
        var equations = new ChainedEquations(data, plan ?? new());
        var root = RandomStream.FromSeed(seed);
        var chains = new ImputationChain[imputations];
        Parallel.For(0, imputations, m => chains[m] = equations.Run(root.Fork(m)));
        return new(data, equations, chains, seed);
    }
}
