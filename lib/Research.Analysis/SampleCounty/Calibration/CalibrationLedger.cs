namespace Research;

/// <summary>Brings results to the targets of one stage and year, and keeps what could not be met.</summary>
/// <param name="Stage">Year group.</param>
/// <param name="Year">Academic year by the year it ends in.</param>
internal sealed record CalibrationLedger(Stage Stage, int Year)
{
    private readonly List<(CountyTarget Target, int Pupils)> misses = [];

    /// <summary>Targets that could not be met, and by how many pupils.</summary>
    public IReadOnlyList<(CountyTarget Target, int Pupils)> Misses => misses;

    /// <summary>Bounds on schools for an outcome, by school's number.</summary>
    public Dictionary<(string Outcome, int Urn), (int Low, int High)> Schools { get; } = [];

    /// <summary>Meets the targets of an outcome.</summary>
    /// <param name="outcome">Which; without targets nothing is done.</param>
    /// <param name="rows">Pupils with a result.</param>
    /// <param name="achieved">Who has it now.</param>
    /// <param name="distance">How far a pupil is above the threshold.</param>
    /// <param name="change">Gives a pupil the outcome (true) or takes it away.</param>
    /// <param name="mayChange">Who may change; all by default.</param>
    public void Meet(string outcome, List<PupilYear> rows, Func<PupilYear, bool> achieved, Func<PupilYear, double> distance, Action<PupilYear, bool> change, Func<PupilYear, bool>? mayChange = null)
    {
        CountyTarget[] targets = [.. AppendixTargets.All.Concat(PublishedTargets.All).Where(t => t.Stage == Stage && t.Year == Year && t.Outcome == outcome)];
        var bounds = Schools.Where(s => s.Key.Outcome == outcome).OrderBy(s => s.Key.Urn).ToList();
        if (targets.Length == 0 && bounds.Count == 0) return;
        bool[] before = [.. rows.Select(achieved)], after = [.. before], may = [.. rows.Select(r => mayChange?.Invoke(r) ?? true)];
        var calibration = new MarginCalibration(rows, after, [.. rows.Select(distance)]) { MayChange = i => may[i] };
        calibration.Want(targets);
        foreach (var bound in bounds) calibration.Keep(bound.Key.Urn, bound.Value.Low, bound.Value.High);
        calibration.Run();
        misses.AddRange(calibration.Misses().Select(m => (targets[m.Target], m.Pupils)));
        for (int i = 0; i < rows.Count; i++)
            if (before[i] != after[i]) change(rows[i], after[i]);
    }
}
