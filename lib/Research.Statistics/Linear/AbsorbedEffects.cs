using System.Collections.Immutable;

namespace Research;

/// <summary>Fixed effects swept out of outcome and predictors instead of estimated: the numbers are those of dummy columns.</summary>
/// <remarks>Frisch, Waugh and Lovell's theorem. Degrees of freedom: the levels, less the connected components that two effects share
/// (Abowd, Creecy and Kramarz 2002); from the third effect on each is compared with the first alone, which can count too many. Source:
/// Guimarães and Portugal (2010), Stata Journal 10(4); Correia (2017), reghdfe. R: <c>fixest::feols(y ~ x | f)</c>.</remarks>
internal sealed class AbsorbedEffects
{
    // A column of which sweeping leaves less than this was made of the effects alone.
    private const double Vanishing = 1e-9;

    private readonly FactorColumn[] effects;
    private readonly EffectSweep sweep;
    private int iterations;

    private AbsorbedEffects(FactorColumn[] effects, double[]? weights, int rows)
    {
        (this.effects, sweep) = (effects, new(effects, weights, rows));
        DegreesOfFreedom = Degrees(effects);
    }

    /// <summary>The predictors swept, by columns.</summary>
    public double[] X { get; private set; } = [];

    /// <summary>Their names.</summary>
    public ImmutableArray<string> Names { get; private set; } = [];

    /// <summary>Number of parameters absorbed.</summary>
    public double DegreesOfFreedom { get; }

    public Convergence Convergence => iterations == 0 ? Convergence.ClosedForm : new(true, iterations, $"effects swept out in at most {iterations} iterations a column");

    public static AbsorbedEffects Of(ModelFrame frame, Errors errors, ImmutableArray<string> columns, double[]? weights)
    {
        FactorColumn[] all = [.. columns.Select(frame.Factor)];
        if (errors.Kind is ErrorKind.Hc2 or ErrorKind.Hc3 or ErrorKind.Hc4 or ErrorKind.Hc4m or ErrorKind.Hc5)
            throw new DataError("errors", $"{errors} with absorbed effects", "HC1, or errors by clusters", "Use Errors.Robust(ErrorKind.Hc1), or write the effects as factor() in the formula.");
        // CR2 and CR3 need the whole projection: effects nested in the clusters drop out of it (Pustejovsky and Tipton 2018), others stand as columns.
        bool whole = errors.Kind is ErrorKind.Cr2 or ErrorKind.Cr3;
        var clusters = errors.Cluster is { } cluster ? frame.Factor(cluster) : null;
        FactorColumn[] swept = whole ? [.. all.Where(e => IsNested(e, clusters!))] : all;
        FactorColumn[] written = whole ? [.. all.Where(e => !IsNested(e, clusters!))] : [];
        if (swept.Length == 0)
            throw new DataError("absorb", $"no effect nested in the clusters '{errors.Cluster}'", "at least one, for these errors",
                $"Write the effects as factor() in the formula, or use Errors.Clustered(\"{errors.Cluster}\", ErrorKind.Cr1S).");
        var effects = new AbsorbedEffects(swept, weights, frame.Count);
        effects.Take(frame, written);
        return effects;
    }

    /// <summary>A column less the effects.</summary>
    public double[] Swept(ReadOnlySpan<double> values)
    {
        double[] column = values.ToArray();
        iterations = Math.Max(iterations, sweep.Apply(column));
        return column;
    }

    /// <summary>Parameters absorbed that small-sample factors by clusters count: those of effects not nested in the clusters.</summary>
    public double DegreesOutside(FactorColumn? clusters) => clusters is null ? DegreesOfFreedom : Math.Max(1, Degrees([.. effects.Where(e => !IsNested(e, clusters))]));

    /// <summary>True when every effect's level lies in one cluster.</summary>
    public bool IsNestedIn(FactorColumn clusters) => Array.TrueForAll(effects, e => IsNested(e, clusters));

    /// <summary>Adds to leverages what the effects add; not a number where several are absorbed.</summary>
    public void AddLeverages(double[] leverages, double[]? weights)
    {
        if (effects.Length > 1)
        {
            Array.Fill(leverages, double.NaN);
            return;
        }
        var totals = new double[effects[0].Levels.Length];
        for (int i = 0; i < leverages.Length; i++) totals[effects[0].Codes[i]] += weights is null ? 1 : weights[i];
        for (int i = 0; i < leverages.Length; i++) leverages[i] += (weights is null ? 1 : weights[i]) / totals[effects[0].Codes[i]];
    }

    private void Take(ModelFrame frame, FactorColumn[] written)
    {
        var names = new List<string>();
        var columns = new List<double[]>();
        for (int j = 0; j < frame.Fixed.Columns; j++)
            if (frame.Fixed.Assign[j] > 0)
                Add(frame.Fixed.Names[j], frame.Fixed.Column(j));
        var dummy = new double[frame.Count];
        foreach (var effect in written)
            for (int level = 1; level < effect.Levels.Length; level++)
            {
                for (int i = 0; i < dummy.Length; i++) dummy[i] = effect.Codes[i] == level ? 1 : 0;
                Add($"{effect.Name}{effect.Levels[level]}", dummy);
            }
        if (columns.Count == 0) throw new DataError($"formula {frame.Formula}", "no predictor beside the absorbed effects", "at least one", "Add a term to the formula.");
        (Names, X) = ([.. names], [.. columns.SelectMany(c => c)]);

        void Add(string name, ReadOnlySpan<double> values)
        {
            double[] left = Swept(values);
            if (SmallMatrix.Length(left) <= Vanishing * SmallMatrix.Length(values.ToArray())) Array.Clear(left);
            names.Add(name);
            columns.Add(left);
        }
    }

    private static bool IsNested(FactorColumn effect, FactorColumn clusters)
    {
        var owner = new int[effect.Levels.Length];
        Array.Fill(owner, -1);
        for (int i = 0; i < effect.Length; i++)
        {
            ref int known = ref owner[effect.Codes[i]];
            if (known < 0) known = clusters.Codes[i];
            else if (known != clusters.Codes[i]) return false;
        }
        return true;
    }

    private static double Degrees(FactorColumn[] effects) =>
        effects.Sum(e => e.Levels.Length) - effects.Skip(1).Sum(e => Components(effects[0], e));

    /// <summary>Connected components of the graph whose edges are the rows, by union and find.</summary>
    private static int Components(FactorColumn first, FactorColumn second)
    {
        int[] parent = [.. Enumerable.Range(0, first.Levels.Length + second.Levels.Length)];
        int count = parent.Length;
        for (int i = 0; i < first.Length; i++)
        {
            int a = Root(first.Codes[i]), b = Root(first.Levels.Length + second.Codes[i]);
            if (a == b) continue;
            parent[a] = b;
            count--;
        }
        return count;

        int Root(int node)
        {
            while (parent[node] != node) node = parent[node] = parent[parent[node]];
            return node;
        }
    }
}
