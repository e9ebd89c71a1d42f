using System.Collections.Immutable;

namespace Research;

/// <summary>An evidence review: studies of interventions, pooled intervention by intervention. What a programme may be expected to do, and how sure that is.</summary>
public sealed record EvidenceReview : Result
{
    private EvidenceReview(string name, ImmutableArray<PooledIntervention> interventions) => (Name, Interventions) = (name, interventions);

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>The interventions in the file's order.</summary>
    public ImmutableArray<PooledIntervention> Interventions { get; }

    /// <summary>The intervention of an id; an unknown one is answered with the nearest.</summary>
    public PooledIntervention this[string id] => Interventions.FirstOrDefault(i => i.Id == id)
        ?? throw new DataError(Name, $"no intervention '{id}'", "one of " + string.Join(", ", Interventions.Select(i => i.Id)), $"Check the id.{NearestName.Hint(id, Interventions.Select(i => i.Id))}");

    /// <summary>Reads a review file (columns in <c>docs/evidence.md</c>).</summary>
    /// <param name="path">A CSV file, UTF-8, header in the first line.</param>
    public static EvidenceReview Read(string path) => new(Path.GetFileName(path),
        [.. ReviewFile.Read(path).GroupBy(s => s.Intervention).Select(g => new PooledIntervention(g.Key, [.. g]))]);

    /// <inheritdoc/>
    public override Table ToTable() => new($"{Name}: {Interventions.Sum(i => i.Studies.Length)} studies of {Interventions.Length} {(Interventions.Length == 1 ? "intervention" : "interventions")}, effects in standard deviations of pupils",
        [
            new("intervention", "Intervention"), new("studies", "Studies", "", 0), new("pupils", "Pupils", "", 0), new("effect_sd", "Pooled effect", "SD", 2), new("conf_low", "Low", "SD", 2), new("conf_high", "High", "SD", 2),
            new("new_place_low", "New place, low", "SD", 2), new("new_place_high", "New place, high", "SD", 2), new("new_place_se", "Standard error of a new place", "SD", 2), new("tau", "τ", "SD", 2), new("i_squared_percent", "I²", "%", 0),
        ],
        Interventions.Select(i => (IReadOnlyList<Cell>)
        [
            i.Id, i.Studies.Length, i.Pupils is { } n ? n : Cell.Without(Symbol.Missing), i.Effect.Estimate, i.Effect.Interval.Low, i.Effect.Interval.High, .. i.Studies.Length > 1
                ? [i.Fit.Prediction.NewStudy.Low, i.Fit.Prediction.NewStudy.High, i.NewPlaceError, i.Fit.Tau, i.Fit.ISquaredPercent]
                : (Cell[])[Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable), i.NewPlaceError, Cell.Without(Symbol.NotApplicable), Cell.Without(Symbol.NotApplicable)],
        ]),
        Interventions.Select(i => $"{i.Id}: {i.Words}"));

    /// <inheritdoc/>
    public override Chart? ToChart() => EstimateChart.Of($"{Name}: pooled effects with 95% intervals", "Effect (SD of pupils)", Interventions.Select(i => new EstimateRow(i.Id, i.Effect.Estimate, i.Effect.Interval)), 0);
}
