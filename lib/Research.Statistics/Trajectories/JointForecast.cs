namespace Research;

/// <summary>A series and the whole it belongs to, forecast together.</summary>
public sealed record JointForecast : Result
{
    private static readonly (double Node, double LogWeight)[] Rule = GaussHermite.Rule(11);

    internal JointForecast(TrajectoryForecast ours, TrajectoryForecast comparator) => (Ours, Comparator) = (ours, comparator);

    /// <summary>The series.</summary>
    public TrajectoryForecast Ours { get; }

    /// <summary>The whole.</summary>
    public TrajectoryForecast Comparator { get; }

    /// <summary>Probability that ours is at least (or at most) the comparator plus a margin.</summary>
    /// <remarks>The shared path is integrated out by Gauss-Hermite quadrature: no random numbers.</remarks>
    /// <param name="year">A year forecast.</param>
    /// <param name="margin">In the unit of the series.</param>
    /// <param name="direction">Which side is met.</param>
    public double Probability(int year, double margin = 0, Direction direction = Direction.AtLeast)
    {
        int at = Ours.IndexOf(year);
        var own = Ours.Paths.Own;
        double sum = 0;
        foreach (var common in Ours.Paths.Common)
            foreach (var (shock, shockWeight) in Normal(common.Mean[at], common.Variance(at)))
                foreach (var part in Comparator.Paths.Own)
                    foreach (var (noise, noiseWeight) in Normal(part.Mean[at], part.Variance(at)))
                    {
                        double goal = Comparator.Series.ToFigure(shock + noise) + margin, x = Ours.Series.ToModelled(goal) - shock, below = 0;
                        foreach (var o in own) below += o.Weight * new PredictivePart(1, o.Mean[at], Math.Sqrt(o.Variance(at)), o.DegreesOfFreedom).Below(x);
                        sum += common.Weight * shockWeight * part.Weight * noiseWeight * below;
                    }
        return Math.Clamp(direction == Direction.AtMost ? sum : 1 - sum, 0, 1);
    }

    /// <summary>Draws of both futures, [draw, year]: one draw number is one future.</summary>
    /// <param name="seed">Named in the methods section.</param>
    /// <param name="count">How many.</param>
    public (double[,] Ours, double[,] Comparator) DrawPaths(long seed, int count)
    {
        var stream = RandomStream.FromSeed(seed);
        double[,] common = FuturePaths.DrawCommon(Ours.Paths.Common, stream.Fork("common"), count);
        return (Ours.Figures(common, Ours.Paths.DrawOwn(stream.Fork("ours"), count)), Comparator.Figures(common, Comparator.Paths.DrawOwn(stream.Fork("comparator"), count)));
    }

    /// <summary>Draws of ours less the comparator, [draw, year], in the unit of the series.</summary>
    /// <param name="seed">Named in the methods section.</param>
    /// <param name="count">How many.</param>
    public double[,] DrawDifferences(long seed, int count)
    {
        var (ours, other) = DrawPaths(seed, count);
        for (int k = 0; k < ours.GetLength(0); k++)
            for (int h = 0; h < ours.GetLength(1); h++) ours[k, h] -= other[k, h];
        return ours;
    }

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Ours.Series.Name} beside {Comparator.Series.Name}, forecast together",
        [
            new("year", "Year", Decimals: 0), new("median", "Median", Ours.Series.Unit, 1), new("low_90", "90% low", Ours.Series.Unit, 1), new("high_90", "90% high", Ours.Series.Unit, 1),
            new("comparator_median", "Comparator", Ours.Series.Unit, 1), new("at_least_probability", "P(at least the comparator)", "", 2),
        ],
        Ours.Years.Select(y => (IReadOnlyList<Cell>)[y, Ours.Median(y), Ours.Interval(y).Low, Ours.Interval(y).High, Comparator.Median(y), Probability(y)]));

    private static IEnumerable<(double Value, double Weight)> Normal(double mean, double variance) =>
        variance == 0 ? [(mean, 1.0)] : Rule.Select(p => (mean + (Math.Sqrt(variance) * p.Node), Math.Exp(p.LogWeight)));
}
