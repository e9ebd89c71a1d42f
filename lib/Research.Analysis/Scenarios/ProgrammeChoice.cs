using System.Collections.Immutable;
using System.Globalization;

namespace Research;

/// <summary>The fewest programmes, and of those the cheapest, that put a target on track within a budget; or the best that the budget buys.</summary>
/// <remarks>Exact: sets in order of their number, a branch cut when it is too dear, or when even all the programmes that could still follow would not be enough
/// (a programme that helps never lowers the probability). The probability of each set is read from the futures, so nothing is made linear.</remarks>
public sealed record ProgrammeChoice : Result
{
    private const int Most = 20;

    private ProgrammeChoice((TargetAssessment Target, double Budget, bool Enough) asked, ImmutableArray<Programme> chosen, (double Cost, double Probability, int Tried) found) =>
        (Target, Budget, IsEnough, Chosen, Cost, Probability, SetsTried) = (asked.Target, asked.Budget, asked.Enough, chosen, found.Cost, found.Probability, found.Tried);

    /// <summary>The target without programmes.</summary>
    public TargetAssessment Target { get; }

    /// <summary>Pounds for all years.</summary>
    public double Budget { get; }

    /// <summary>True when the chosen programmes put the target on track.</summary>
    public bool IsEnough { get; }

    /// <summary>The programmes chosen.</summary>
    public ImmutableArray<Programme> Chosen { get; }

    /// <summary>Pounds for all years.</summary>
    public double Cost { get; }

    /// <summary>The probability with them.</summary>
    public double Probability { get; }

    /// <summary>Sets of programmes put to the futures.</summary>
    public int SetsTried { get; }

    internal static ProgrammeChoice Of(Assessment assessment, ImmutableArray<Programme> programmes, TargetAssessment target, double budget)
    {
        if (programmes.Length > Most) throw new DataError("programmes", $"{programmes.Length}", $"at most {Most} to choose from", "Leave out those that do not bear on the target.");
        if (!(budget >= 0)) throw new DataError("budget", $"{budget:G6}", "pounds, 0 or more", "Give the budget for all years together.");
        var reading = target.Main;
        if (reading.Verdict is TargetVerdict.NotAssessable or TargetVerdict.Met or TargetVerdict.NotMet) throw new DataError("smallest set", $"target {target.Target.Id}: {target.Words}", "a target that is open and assessable", "Choose another target, or an earlier year.");
        var response = new PupilSimulation(assessment, programmes);
        double goal = assessment.Policy.OnTrackFrom, none = reading.Probability;
        int tried = 0;
        // Sets are put to the futures side by side.
        ReadingAssessment[] Test(IEnumerable<IReadOnlyList<Programme>> sets) => [.. response.Each([.. sets], reading.Reading).Select(f => assessment.Retest(f, reading.Reading))];
        double[] Chances(IReadOnlyList<IReadOnlyList<Programme>> sets)
        {
            tried += sets.Count;
            return [.. Test(sets).Select(r => r.Probability)];
        }
        if (none >= goal) return new((target, budget, true), [], (0, none, 0));
        double[] distances = [.. Test([[], .. programmes.Select(p => new[] { p })]).Select(r => r.Conditions.Where(c => c.Margins.Length > 1).Sum(c => c.Margins.Average()))];
        (Programme Programme, double Cost, double Gain)[] helpful = [.. programmes.Select((p, i) => (p, Scenario.CostOf(p, response, assessment), distances[i + 1] - distances[0])).Where(x => x.Item3 > 1e-9 && x.Item2 <= budget).OrderByDescending(x => x.Item3)];
        (ImmutableArray<Programme> Set, double Cost, double Chance) best = ([], 0, none);
        bool enough = false;
        for (int size = 1; size <= helpful.Length && !enough; size++) Extend([], 0, 0, size);
        return new((target, budget, enough), best.Set, (best.Cost, best.Chance, tried));

        void Extend(ImmutableArray<Programme> set, double cost, int from, int size)
        {
            if (helpful.Length - from < size - set.Length) return;
            if (size - set.Length == 1)
            {
                Leaves(set, cost, from);
                return;
            }
            // Without all that may follow there is no need to look; near the leaves it is as cheap to try them.
            if (enough is false && Chances([[.. set, .. helpful[from..].Select(x => x.Programme)]])[0] < Math.Min(goal, best.Chance)) return;
            for (int i = from; i < helpful.Length; i++) if (IsAffordable(cost, i)) Extend(set.Add(helpful[i].Programme), cost + helpful[i].Cost, i + 1, size);
        }

        void Leaves(ImmutableArray<Programme> set, double cost, int from)
        {
            var last = Enumerable.Range(from, helpful.Length - from).Where(i => IsAffordable(cost, i)).Select(i => (Set: set.Add(helpful[i].Programme), Cost: cost + helpful[i].Cost)).ToArray();
            foreach (var (found, chance) in last.Zip(Chances([.. last.Select(l => (IReadOnlyList<Programme>)l.Set)])))
            {
                bool passes = chance >= goal, better = passes ? !enough || found.Cost < best.Cost : !enough && chance > best.Chance;
                if (better) (best, enough) = ((found.Set, found.Cost, chance), enough || passes);
            }
        }

        bool IsAffordable(double cost, int i) => cost + helpful[i].Cost <= budget && !(enough && cost + helpful[i].Cost >= best.Cost);
    }

    /// <inheritdoc/>
    public override Table ToTable() => new(string.Create(CultureInfo.InvariantCulture, $"{Target.Target.Id} within £{Budget:N0}: {(IsEnough ? $"{Chosen.Length} {(Chosen.Length == 1 ? "programme is" : "programmes are")} enough" : "no set of them puts it on track; the best comes to")}, £{Cost:N0}, P(met) {Probability:0.00} (without any {Target.Main.Probability:0.00})"),
        [new("id", "Programme"), new("title", "What it is"), new("reach_percent", "Reach", "%", 0), new("effect_sd", "Effect", "SD", 2)],
        Chosen.Select(p => (IReadOnlyList<Cell>)[p.Id, p.Title, 100 * p.Reach, p.Effect]), string.Create(CultureInfo.InvariantCulture, $"{SetsTried} sets of programmes were put to the futures."));
}
