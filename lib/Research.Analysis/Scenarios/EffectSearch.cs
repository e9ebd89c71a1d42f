namespace Research;

/// <summary>The least effect, in steps of five thousandths of a standard deviation, with which a reading is met often enough.</summary>
/// <remarks>Chances are common to all effects, so the probability rises with the effect as smoothly as the futures allow. A tenth of the futures brackets the answer, nine effects side by
/// side; all of them then decide between the steps about it: the effect given is enough on all futures, and a step less is not.</remarks>
/// <param name="assessment">The targets without programmes.</param>
/// <param name="response">The pupils.</param>
/// <param name="asked">The reading, the probability that is enough, and the programmes of an effect and a reach.</param>
internal sealed class EffectSearch(Assessment assessment, PupilSimulation response, (TargetReading Reading, double Goal, Func<double, double, Programme[]> Programmes) asked)
{
    /// <summary>A step, in standard deviations.</summary>
    public const double Step = 0.005;

    /// <summary>Steps to the largest effect that is looked at.</summary>
    public const int Most = 600;

    private const int Sections = 9, Fewest = 500;
    private readonly TargetFutures few = assessment.Futures.First(Math.Min(assessment.Futures.Count, Math.Max(Fewest, assessment.Futures.Count / 10)));

    /// <summary>The least effect in steps; null when the largest is not enough. And the reading with it, or with the largest.</summary>
    /// <param name="reach">Share of the group reached.</param>
    /// <param name="from">Steps below which it cannot lie.</param>
    public (int? Steps, ReadingAssessment At) Least(double reach, int from)
    {
        var known = new SortedDictionary<int, ReadingAssessment>();
        int guess = Guess(reach, from);
        for (int wide = 1; ; wide *= 4)
        {
            Try([.. Enumerable.Range(-1, 3).Select(i => guess + (i * wide))]);
            // What lies between the last effect that is not enough and the first that is, is looked at until nothing does.
            while (Bracket() is { } gap && gap.High - gap.Low > 1) Try(Between(gap.Low, gap.High));
            if (Bracket() is { } found) return (found.High, known[found.High]);
            if (known.TryGetValue(Most, out var last) && !IsEnough(last)) return (null, last);
            if (known.TryGetValue(Math.Max(1, from), out var first) && IsEnough(first)) return (Math.Max(1, from), first);
        }

        (int Low, int High)? Bracket()
        {
            int high = known.Where(x => IsEnough(x.Value)).Select(x => x.Key).DefaultIfEmpty(0).First(), low = known.Where(x => x.Key < high && !IsEnough(x.Value)).Select(x => x.Key).DefaultIfEmpty(0).Last();
            return high == 0 || low == 0 ? null : (low, high);
        }

        void Try(IEnumerable<int> steps)
        {
            int[] some = [.. steps.Select(s => Math.Clamp(s, Math.Max(1, from), Most)).Distinct().Where(s => !known.ContainsKey(s))];
            foreach (var (s, reading) in some.Zip(After(some, reach, assessment.Futures))) known[s] = reading;
        }
    }

    private bool IsEnough(ReadingAssessment reading) => reading.Probability >= asked.Goal;

    // On a few of the futures.
    private int Guess(double reach, int from)
    {
        int low = Math.Max(0, from - 1), high = Most;
        while (high - low > 1)
        {
            int[] between = Between(low, high);
            int enough = Array.FindIndex(After(between, reach, few), IsEnough);
            (low, high) = (enough == 0 ? low : between[enough < 0 ? ^1 : enough - 1], enough < 0 ? high : between[enough]);
            if (low == Most - 1) break;
        }
        return high;
    }

    // Nearer together where effects are small, as most that are enough are.
    private static int[] Between(int low, int high) => [.. Enumerable.Range(1, Sections - 1).Select(i => low + (int)Math.Ceiling((high - low) * Math.Pow(i / (double)Sections, high - low > 100 ? 2 : 1))).Where(s => s > low && s < high).Distinct()];

    private ReadingAssessment[] After(int[] steps, double reach, TargetFutures among) => steps.Length == 0 ? [] : [.. response.Each([.. steps.Select(s => asked.Programmes(s * Step, reach))], asked.Reading, among).Select(f => assessment.Retest(f, asked.Reading))];
}
