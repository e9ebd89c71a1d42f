namespace Research;

/// <summary>Counts of schools below floors: the mainstream schools are followed pupil by pupil, and the forecast count moves by the share of schools that are lifted or fall.</summary>
/// <param name="model">The pupils.</param>
/// <param name="measures">Measures of the floors in the futures, the leading one first.</param>
/// <param name="floors">The floors and their counts.</param>
/// <param name="root">Chance of the cohort.</param>
internal sealed class FloorChanges(CohortModel model, MeasureFutures[] measures, (Floor Floor, MovedFigure Figure)[] floors, RandomStream root) : FigureChanges
{
    private readonly Floor[] standards = [.. floors.Select(f => f.Floor)];
    private readonly int[][] places = [.. floors.Select(f => f.Floor.Conditions.Select(c => Array.FindIndex(measures, m => m.Measure == c.Measure)).ToArray())];

    public override FutureStep Begin()
    {
        int schools = model.Records.Schools.Length;
        var luck = new SimulatedSchools.Luck(model.Schools);
        var (shifts, looked) = (new double[model.Records.Patterns.Length], new bool[schools]);
        (int[] Without, int[] With, SimulatedSchools.Sitting Sitting)[] counts = [.. measures.Select(m => (new int[schools], new int[schools], model.Sitting(m.Measure)!))];
        return (reached, k) =>
        {
            luck.Draw(root.Fork("luck").Fork(k), reached);
            measures[0].Calibrate(k, shifts);
            luck.Lead(counts[0].Sitting, shifts, (counts[0].Without, counts[0].With));
            model.Schools.Decide(standards, counts[0], looked);
            for (int m = 1; m < measures.Length; m++)
            {
                measures[m].Calibrate(k, shifts);
                luck.Follow(measures[m].Stream.Fork("schools").Fork(k), counts[m].Sitting, shifts, (looked, counts[m].Without, counts[m].With));
            }
            for (int f = 0; f < floors.Length; f++)
            {
                var (floor, figure) = floors[f];
                var standing = SimulatedSchools.Stand(floor, [.. places[f].Select(m => counts[m])]);
                figure.Change[k] = standing.Of(root.Fork(floor.ToString()).Fork(k), (int)figure.Drawn[k]) - figure.Drawn[k];
            }
        };
    }
}
