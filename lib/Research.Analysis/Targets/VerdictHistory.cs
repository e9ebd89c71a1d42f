using System.Collections.Immutable;

namespace Research;

/// <summary>Verdicts over several years.</summary>
public static class VerdictHistory
{
    extension(IEnumerable<Assessment> assessments)
    {
        /// <summary>A line a target with its verdict and probability at each time.</summary>
        public Table Verdicts()
        {
            ImmutableArray<Assessment> all = [.. assessments.OrderBy(a => a.AsOf.Results)];
            if (all.IsEmpty) throw new ArgumentException("No assessments.", nameof(assessments));
            return new($"{all[0].CountyName}: verdicts as of {string.Join(", ", all.Select(a => a.AsOf))}", [new("target", "Target"), .. all.Select(a => new TableColumn($"verdict_{a.AsOf.ToString().Replace('-', '_')}", a.AsOf.ToString()))],
                all[0].All.Select(t => (IReadOnlyList<Cell>)[t.Target.Id, .. all.Select(a => (Cell)Shown(a[t.Target.Id]))]), "P: probability of being met, from the lowest to the highest reading that can be assessed.");
        }
    }

    private static string Shown(TargetAssessment t)
    {
        string chance = t.Verdict is TargetVerdict.Met or TargetVerdict.NotMet || t.Chance.Length == 0 ? "" : $", P {t.Chance}";
        return (t.Verdict == TargetVerdict.DependsOnReading ? "depends on the reading" : t.Words) + chance;
    }
}
