namespace Research;

/// <summary>Nodes and weights for integrals against the standard normal density.</summary>
/// <remarks>Newton's steps on the Hermite polynomials, from the large roots down. Source: Press et al. (2007), Numerical Recipes, 4.6.
/// R: <c>lme4::GHrule</c>.</remarks>
internal static class GaussHermite
{
    /// <summary>The rule of a number of points: exact for polynomials up to degree 2n − 1.</summary>
    public static (double Node, double LogWeight)[] Rule(int points)
    {
        var rule = new (double Node, double LogWeight)[points];
        double z = 0;
        for (int i = 0; i < (points + 1) / 2; i++)
        {
            z = i switch
            {
                0 => Math.Sqrt(2 * points + 1) - 1.85575 * Math.Pow(2 * points + 1, -0.16667),
                1 => z - 1.14 * Math.Pow(points, 0.426) / z,
                2 => 1.86 * z - 0.86 * rule[0].Node / Math.Sqrt(2),
                3 => 1.91 * z - 0.91 * rule[1].Node / Math.Sqrt(2),
                _ => 2 * z - rule[i - 2].Node / Math.Sqrt(2),
            };
            double slope = 1;
            for (int step = 0; step < 60; step++)
            {
                double p = Math.Pow(Math.PI, -0.25), before = 0;
                for (int j = 0; j < points; j++) (p, before) = (z * Math.Sqrt(2.0 / (j + 1)) * p - Math.Sqrt((double)j / (j + 1)) * before, p);
                slope = Math.Sqrt(2 * points) * before;
                double move = p / slope;
                z -= move;
                if (Math.Abs(move) < 1e-15) break;
            }
            if (points % 2 == 1 && i == points / 2) z = 0;
            double logWeight = Math.Log(2 / (slope * slope)) - 0.5 * Math.Log(Math.PI);
            rule[i] = (z * Math.Sqrt(2), logWeight);
            rule[points - 1 - i] = (-z * Math.Sqrt(2), logWeight);
        }
        return rule;
    }
}
