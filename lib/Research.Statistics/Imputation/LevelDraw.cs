namespace Research;

/// <summary>Draws of a factor's missing levels by logistic regressions in turn: the second level or not; of the rest, the third or not; and so on.
/// For two levels this is logistic regression.</summary>
/// <remarks>Rows of little weight with both outcomes are added, so that separation has an end: White, Daniel and Royston (2010), Computational Statistics
/// and Data Analysis 54, 2267-2275. R: <c>mice.impute.logreg</c>; for more levels compare <c>mice.impute.polyreg</c>.</remarks>
internal static class LevelDraw
{
    private const int MostIterations = 50;

    public static FactorColumn Of(FactorColumn factor, Incomplete column, ImputationDesign design, RandomStream stream)
    {
        int[] codes = factor.Codes.ToArray();
        int[] seen = column.Seen, open = column.Missing;
        for (int level = factor.Levels.Length - 1; level >= 1 && open.Length > 0; level--)
        {
            int yes = seen.Count(i => codes[i] == level);
            if (yes == 0) continue;
            if (yes == seen.Length)
            {
                foreach (int i in open) codes[i] = level;
                return new(factor.Name, codes, factor.Levels);
            }
            double[] coefficients = Coefficients(design, seen, i => codes[i] == level, stream);
            bool[] here = [.. open.Select(i => stream.Chance(1 / (1 + Math.Exp(-design.Times(coefficients, i)))))];
            foreach (var (i, isHere) in open.Zip(here))
                if (isHere) codes[i] = level;
            open = [.. open.Zip(here).Where(p => !p.Second).Select(p => p.First)];
            seen = [.. seen.Where(i => codes[i] != level)];
        }
        foreach (int i in open) codes[i] = 0;
        return new(factor.Name, codes, factor.Levels);
    }

    private static double[] Coefficients(ImputationDesign design, int[] rows, Func<int, bool> isYes, RandomStream stream)
    {
        int p = design.Width;
        var beta = new double[p];
        RidgedSystem? system = null;
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            var cross = new double[p, p];
            var score = new double[p];
            var x = new double[p];
            foreach (int i in rows)
            {
                for (int j = 0; j < p; j++) x[j] = design[i, j];
                Add(x, isYes(i) ? 1 : 0, 1);
            }
            // p + 1 rows' worth of weight, spread over each predictor one sd up and down with both outcomes.
            for (int j = 1; j < p; j++)
                foreach (int side in (int[])[-1, 1])
                {
                    Array.Clear(x);
                    (x[0], x[j]) = (1, side);
                    foreach (int outcome in (int[])[0, 1]) Add(x, outcome, (p + 1) / (4.0 * (p - 1)));
                }
            system = new(cross);
            double[] move = system.Solve(score);
            double largest = move.Max(m => Math.Abs(m)), step = Math.Min(1, 5 / Math.Max(largest, 1e-300));
            for (int j = 0; j < p; j++) beta[j] += step * move[j];
            if (largest < 1e-6) break;

            void Add(double[] row, double outcome, double weight)
            {
                double eta = 0;
                for (int j = 0; j < p; j++) eta += row[j] * beta[j];
                double share = 1 / (1 + Math.Exp(-eta)), information = weight * share * (1 - share);
                for (int j = 0; j < p; j++)
                {
                    score[j] += weight * (outcome - share) * row[j];
                    for (int k = 0; k <= j; k++) cross[j, k] += information * row[j] * row[k];
                }
            }
        }
        return system!.Draw(beta, 1, stream);
    }
}
