namespace Research;

/// <summary>Whether one mixed model is a special case of another on the same rows.</summary>
internal static class Nesting
{
    private const double Tolerance = 1e-7;

    /// <summary>Refuses models that a likelihood ratio cannot compare.</summary>
    /// <param name="smaller">The design meant to be the special case.</param>
    /// <param name="larger">The other.</param>
    /// <param name="sameFixed">Whether the fixed parts must be the same, as for REML.</param>
    public static void Require(MixedDesign smaller, MixedDesign larger, bool sameFixed)
    {
        if (!smaller.Frame.KeptRows.SequenceEqual(larger.Frame.KeptRows))
            throw LikelihoodRatio.Refuse($"{smaller.Frame.Count} rows in one and {larger.Frame.Count} in the other, not the same ones", "the same rows",
                "Drop the rows that lack a value of either model first.");
        if (!smaller.Response.Values.AsSpan().SequenceEqual(larger.Response.Values) || !Same(smaller.Response.Trials, larger.Response.Trials))
            throw LikelihoodRatio.Refuse("different outcomes", "the same outcome", "Fit both to one outcome, on one scale.");
        if (!Same(smaller.Frame.Offset, larger.Frame.Offset)) throw LikelihoodRatio.Refuse("different offsets", "the same offset", "Give both the same offset.");
        if (!Spanned(smaller, larger))
            throw LikelihoodRatio.Refuse("fixed terms of the first model that the second cannot express", "nested models", "Compare them by AIC instead.");
        if (sameFixed && smaller.Kept.Length != larger.Kept.Length)
            throw LikelihoodRatio.Refuse("REML fits with different fixed terms", "ML fits", "Their restricted likelihoods are of different data: fit both with Likelihood.Ml.");
        foreach (var (index, effects) in smaller.TermOrder)
        {
            var block = smaller.Blocks[index];
            var names = effects.Select(e => block.Effects[e]).ToHashSet(StringComparer.Ordinal);
            bool held = larger.TermOrder.Any(t => larger.Blocks[t.Block].Factor == block.Factor && names.IsSubsetOf(t.Effects.Select(e => larger.Blocks[t.Block].Effects[e])));
            if (!held)
                throw LikelihoodRatio.Refuse($"a random term of {block.Factor} in the first model that the second lacks", "nested models", "Compare them by AIC instead.");
        }
    }

    private static bool Same(double[]? left, double[]? right) => (left, right) is (null, null) || (left is not null && right is not null && left.AsSpan().SequenceEqual(right));

    // Every column of the smaller model must be a combination of the larger's.
    private static bool Spanned(MixedDesign smaller, MixedDesign larger)
    {
        var basis = new List<double[]>();
        foreach (double[] column in larger.Columns)
        {
            double[] rest = Without(basis, column);
            double norm = Math.Sqrt(InnerProduct.Of(rest, rest));
            basis.Add([.. rest.Select(v => v / norm)]);
        }
        return smaller.Columns.All(column => Math.Sqrt(InnerProduct.Of(Without(basis, column), Without(basis, column))) <= Tolerance * Math.Sqrt(column.Length));
    }

    // What is left of a column, in units of its largest value.
    private static double[] Without(List<double[]> basis, double[] column)
    {
        double largest = column.Max(Math.Abs);
        double[] rest = [.. column.Select(v => v / largest)];
        for (int pass = 0; pass < 2; pass++)
            foreach (double[] q in basis)
                InnerProduct.AddScaled(-InnerProduct.Of(q, rest), q, rest);
        return rest;
    }
}
