using System.Collections.Immutable;

namespace Research;

/// <summary>A mixed model's formula and data as numbers: fixed columns of full rank, outcome, random blocks.</summary>
internal sealed class MixedDesign
{
    private const double RankTolerance = 1e-7;

    /// <summary>The design of a formula with random terms.</summary>
    /// <param name="frame">Rows and variables.</param>
    /// <param name="where">Name of the model, for errors.</param>
    /// <param name="allowSaturated">Whether a group a row is allowed: not for a linear model, whose residual it would be.</param>
    public MixedDesign(ModelFrame frame, string where, bool allowSaturated)
    {
        Frame = frame;
        var formula = frame.Formula;
        if (frame.Response is not { } response)
            throw new DataError(where, $"formula {formula.Text} without an outcome", "outcome ~ terms + (1 | group)", "Write the outcome left of ~.");
        if (formula.Random.IsEmpty)
            throw new DataError(where, $"formula {formula.Text} without a random term", "at least one, such as (1 | school)",
                "Add a random term, or fit a linear model.");
        Response = response;
        Fixed = frame.Fixed;
        Kept = FullRank(Fixed);
        if (Kept.Length >= frame.Count)
            throw new DataError(where, $"{frame.Count} rows for {Kept.Length} coefficients", "more rows than coefficients", "Take fewer terms, or more rows.");
        Blocks = BlocksOf(frame, where, allowSaturated, out var order);
        TermOrder = order;
        RequireFinite(where);
    }

    /// <summary>Rows and variables.</summary>
    public ModelFrame Frame { get; }

    /// <summary>The outcome.</summary>
    public ResponseVariable Response { get; }

    /// <summary>The fixed part's model matrix, redundant columns included.</summary>
    public ModelMatrix Fixed { get; }

    /// <summary>Columns of <see cref="Fixed"/> that are not combinations of earlier ones.</summary>
    public ImmutableArray<int> Kept { get; }

    /// <summary>Random blocks, the one with most effects first.</summary>
    public RandomBlock[] Blocks { get; }

    /// <summary>For each random term in lme4's order: its block and its effects' places in the block.</summary>
    public ImmutableArray<(int Block, ImmutableArray<int> Effects)> TermOrder { get; }

    /// <summary>The kept columns.</summary>
    public double[][] Columns => [.. Kept.Select(j => Fixed.Column(j).ToArray())];

    /// <summary>Xβ with the offset, and Xβ + Zb.</summary>
    public (double[] Fixed, double[] Whole) Fitted(double[] coefficients, double[][] effects)
    {
        int n = Frame.Count;
        double[] fixedPart = Frame.Offset is { } offset ? [.. offset] : new double[n];
        for (int j = 0; j < Kept.Length; j++) InnerProduct.AddScaled(coefficients[j], Fixed.Column(Kept[j]), fixedPart);
        double[] whole = [.. fixedPart];
        for (int b = 0; b < Blocks.Length; b++)
        {
            var block = Blocks[b];
            for (int i = 0; i < n; i++)
            {
                var z = block.Row(i);
                for (int e = 0; e < block.Size; e++) whole[i] += z[e] * block.Scale[e] * effects[b][block.Codes[i] * block.Size + e];
            }
        }
        return (fixedPart, whole);
    }

    private static ImmutableArray<int> FullRank(ModelMatrix x)
    {
        var basis = new List<double[]>();
        var kept = ImmutableArray.CreateBuilder<int>();
        for (int j = 0; j < x.Columns; j++)
        {
            double largest = InnerProduct.Largest(x.Column(j));
            if (!(largest > 0)) continue;
            double[] v = InnerProduct.Divided(x.Column(j), largest);
            double before = Math.Sqrt(InnerProduct.Of(v, v));
            for (int pass = 0; pass < 2; pass++)
                foreach (double[] q in basis)
                    InnerProduct.AddScaled(-InnerProduct.Of(q, v), q, v);
            double after = Math.Sqrt(InnerProduct.Of(v, v));
            if (!(after > RankTolerance * before)) continue;
            basis.Add(InnerProduct.Divided(v, after));
            kept.Add(j);
        }
        return kept.ToImmutable();
    }

    private static RandomBlock[] BlocksOf(ModelFrame frame, string where, bool allowSaturated, out ImmutableArray<(int, ImmutableArray<int>)> order)
    {
        var terms = frame.Formula.Random;
        var groupings = terms.Select(frame.Grouping).ToArray();
        var effects = terms.Select(frame.Effects).ToArray();
        for (int t = 0; t < terms.Length; t++) Check(frame, where, terms[t], (groupings[t], effects[t].Columns), allowSaturated);
        string[] names = [.. terms.Select(t => t.GroupingName).Distinct(StringComparer.Ordinal)];
        var blocks = new List<(RandomBlock Block, (int Term, int Effect)[] Members)>();
        foreach (string name in names)
        {
            int[] own = [.. Enumerable.Range(0, terms.Length).Where(t => terms[t].GroupingName == name)];
            var members = own.SelectMany(t => Enumerable.Range(0, effects[t].Columns).Select(e => (Term: t, Effect: e))).ToArray();
            if (members.GroupBy(m => effects[m.Term].Names[m.Effect], StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
                throw new DataError(where, $"the effect {twice.Key} twice for {name}", "each effect once for a factor", "Take one of the random terms out.");
            var grouping = groupings[own[0]];
            blocks.Add((new RandomBlock(name, grouping.Levels, grouping.Codes.ToArray(),
                [.. members.Select(m => (effects[m.Term].Names[m.Effect], Values(effects[m.Term], m.Effect), m.Term))]), members));
        }
        var sorted = blocks.OrderByDescending(b => b.Block.Count).ToArray();
        order = [.. LmerOrder([.. groupings.Select(g => g.Levels.Length)]).Select(t =>
        {
            int block = Array.FindIndex(sorted, b => b.Members.Any(m => m.Term == t));
            return (block, Enumerable.Range(0, sorted[block].Members.Length).Where(e => sorted[block].Members[e].Term == t).ToImmutableArray());
        })];
        return [.. sorted.Select(b => b.Block)];

        static double[]? Values(ModelMatrix matrix, int effect) =>
            matrix.Names[effect] == "(Intercept)" ? null : matrix.Column(effect).ToArray();
    }

    // lme4 puts the terms with most groups first, and turns ties round when it has to sort.
    private static IEnumerable<int> LmerOrder(int[] levels)
    {
        var order = Enumerable.Range(0, levels.Length);
        return order.Skip(1).Any(t => levels[t] > levels[t - 1]) ? order.OrderBy(t => levels[t]).Reverse() : order;
    }

    private static void Check(ModelFrame frame, string where, RandomTerm term, (FactorColumn Groups, int Effects) has, bool allowSaturated)
    {
        int levels = has.Groups.Levels.Length;
        if (levels < 2)
            throw FormulaError.At(frame.Formula.Text, term.Source, $"{levels} group of {term.GroupingName} in the rows used", "at least two",
                "Leave the random term out, or check which rows were dropped.");
        if (has.Effects == 0)
            throw FormulaError.At(frame.Formula.Text, term.Source, "a random term without effects", "an intercept or a slope", "Write (1 | group).");
        if (!allowSaturated && (long)levels * has.Effects >= frame.Count)
            throw new DataError(where, $"{levels} groups of {term.GroupingName} with {has.Effects} random effect(s) each, and {frame.Count} rows",
                "fewer random effects than rows", "With a group for every row its effect cannot be told from the residual: take a coarser factor, or fewer slopes.");
    }

    private void RequireFinite(string where)
    {
        Check(Response.Values, Response.Name);
        for (int j = 0; j < Fixed.Columns; j++) Check(Fixed.Column(j), Fixed.Names[j]);
        foreach (var block in Blocks)
            if (block.Values is { } values)
                Check(values, $"a random slope of {block.Factor}");

        void Check(ReadOnlySpan<double> values, string column)
        {
            foreach (double v in values)
                if (!double.IsFinite(v))
                    throw new DataError(where, "an infinite value", "finite numbers", "Mend the value, or the transformation that made it.", column: column);
        }
    }
}
