namespace Research;

/// <summary>Sets of matched rows and the weights that follow from them.</summary>
internal static class MatchSets
{
    /// <summary>Numbers the sets that links join, in the order of their first row; −1 for rows in none. R: <c>subclass</c>.</summary>
    public static int[] Of(IEnumerable<(int Row, int Other)> links, int count)
    {
        var parent = new int[count];
        for (int i = 0; i < count; i++) parent[i] = -1;
        foreach (var (row, other) in links)
        {
            if (parent[row] < 0) parent[row] = row;
            if (parent[other] < 0) parent[other] = other;
            int a = Root(row), b = Root(other);
            if (a != b) parent[Math.Max(a, b)] = Math.Min(a, b);
        }
        var number = new Dictionary<int, int>();
        var sets = new int[count];
        for (int i = 0; i < count; i++)
        {
            if (parent[i] < 0)
            {
                sets[i] = -1;
                continue;
            }
            int root = Root(i);
            if (!number.TryGetValue(root, out sets[i])) number[root] = sets[i] = number.Count;
        }
        return sets;

        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }
    }

    /// <summary>Weights that give the comparison group the sets of those the effect is for, scaled to add up to the number of rows weighted.</summary>
    /// <remarks>For the treated: 1, and n₁ₛ/n₀ₛ in set s. For everybody: nₛ/n₁ₛ and nₛ/n₀ₛ. R: <c>MatchIt</c>'s weights.</remarks>
    public static double[] Weights(int[] sets, bool[] treated, Estimand estimand)
    {
        int count = sets.Length == 0 ? 0 : sets.Max() + 1;
        var (n1, n0) = (new double[count], new double[count]);
        for (int i = 0; i < sets.Length; i++)
            if (sets[i] >= 0)
                (treated[i] ? n1 : n0)[sets[i]]++;
        var weights = new double[sets.Length];
        for (int i = 0; i < sets.Length; i++)
        {
            if (sets[i] < 0) continue;
            double t = n1[sets[i]], c = n0[sets[i]];
            weights[i] = (estimand, treated[i]) switch
            {
                (Estimand.Treated, true) or (Estimand.Controls, false) => 1,
                (Estimand.Treated, false) => t / c,
                (Estimand.Controls, true) => c / t,
                (Estimand.All, _) => (t + c) / (treated[i] ? t : c),
                _ => throw new DataError("estimand", "overlap", "treated, controls or everybody", "Use Weighting for the overlap population."),
            };
        }
        Scale(weights, treated, treatedSide: true);
        Scale(weights, treated, treatedSide: false);
        return weights;
    }

    /// <summary>Weights of matched pairs, when comparison rows may serve several treated rows: each treated row passes 1 on, in equal parts. R: <c>MatchIt:::weights.matrix</c>.</summary>
    public static double[] Weights(int[][] matches, bool[] focal)
    {
        var weights = new double[matches.Length];
        for (int i = 0; i < matches.Length; i++)
        {
            if (matches[i].Length == 0) continue;
            weights[i] = 1;
            foreach (int other in matches[i]) weights[other] += 1.0 / matches[i].Length;
        }
        Scale(weights, focal, treatedSide: false);
        return weights;
    }

    // Weighted rows of a side shall count as many as they are.
    private static void Scale(double[] weights, bool[] treated, bool treatedSide)
    {
        double sum = 0;
        int rows = 0;
        for (int i = 0; i < weights.Length; i++)
            if (treated[i] == treatedSide && weights[i] > 0)
                (sum, rows) = (sum + weights[i], rows + 1);
        if (rows == 0 || sum == rows) return;
        for (int i = 0; i < weights.Length; i++)
            if (treated[i] == treatedSide) weights[i] *= rows / sum;
    }
}
