namespace Research;

/// <summary>Counts of schools below floors: the mainstream schools are followed pupil by pupil, and the forecast count moves by the share of schools that are lifted or fall.</summary>
/// <remarks>Where many schools are below, most are far below and a smaller share is lifted. The forecast count and the pupils' are drawn apart, so a future takes its share from the future whose
/// simulated count stands at the same rank: the share of a future with few schools below, put to a count of many, would lift too many.</remarks>
/// <param name="model">The pupils.</param>
/// <param name="measures">Measures of the floors in the futures, the leading one first.</param>
/// <param name="floors">The floors and their counts.</param>
/// <param name="root">Chance of the cohort.</param>
internal sealed class FloorChanges(CohortModel model, MeasureFutures[] measures, (Floor Floor, MovedFigure Figure)[] floors, RandomStream root) : FigureChanges
{
    private readonly Floor[] standards = [.. floors.Select(f => f.Floor)];
    // Of each set of programmes and floor, how the schools stand in every future.
    private readonly SimulatedSchools.Standing[][][] standings = [.. floors[0].Figure.Changes.Select(_ => floors.Select(f => new SimulatedSchools.Standing[f.Figure.Drawn.Length]).ToArray())];
    private readonly int[][] places = [.. floors.Select(f => f.Floor.Conditions.Select(c => Array.FindIndex(measures, m => m.Measure == c.Measure)).ToArray())];

    public override FutureStep Begin()
    {
        int schools = model.Records.Schools.Length;
        var luck = new SimulatedSchools.Luck(model.Schools);
        var looked = new bool[schools];
        double[][] shifts = [.. measures.Select(_ => new double[model.Records.Patterns.Length])];
        SimulatedSchools.OwnLuck[] own = [.. measures.Skip(1).Select(_ => new SimulatedSchools.OwnLuck(model.Schools))];
        (int[] Without, int[] With, SimulatedSchools.Sitting Sitting)[] counts = [.. measures.Select(m => (new int[schools], new int[schools], model.Sitting(m.Measure)!))];
        return (reached, k) =>
        {
            luck.Draw(root.Fork("luck").Fork(k));
            for (int m = 0; m < measures.Length; m++) measures[m].Calibrate(k, shifts[m]);
            for (int m = 1; m < measures.Length; m++) own[m - 1].Begin(measures[m].Stream.Fork("schools").Fork(k));
            for (int v = 0; v < reached.Length; v++)
            {
                luck.Reach(reached[v]);
                luck.Lead(counts[0].Sitting, shifts[0], (counts[0].Without, counts[0].With));
                model.Schools.Decide(standards, counts[0], looked);
                for (int m = 1; m < measures.Length; m++) luck.Follow(own[m - 1], counts[m].Sitting, shifts[m], (looked, counts[m].Without, counts[m].With));
                for (int f = 0; f < floors.Length; f++) standings[v][f][k] = SimulatedSchools.Stand(floors[f].Floor, [.. places[f].Select(m => counts[m])]);
            }
        };
    }

    public override void Finish()
    {
        for (int f = 0; f < floors.Length; f++)
        {
            var (floor, figure) = floors[f];
            int[] drawn = InOrder(k => figure.Drawn[k]), simulated = InOrder(k => standings[0][f][k].Below);
            var stream = root.Fork(floor.ToString());
            for (int v = 0; v < standings.Length; v++)
                for (int r = 0; r < drawn.Length; r++)
                    figure.Changes[v][drawn[r]] = standings[v][f][simulated[r]].Of(stream.Fork(drawn[r]), (int)figure.Drawn[drawn[r]]) - figure.Drawn[drawn[r]];

            int[] InOrder(Func<int, double> count) => [.. Enumerable.Range(0, figure.Drawn.Length).OrderBy(count).ThenBy(k => k)];
        }
    }
}
