using System.Collections.Immutable;

namespace Research;

/// <summary>An intervention as a scenario needs it: what it does to a pupil reached, whom it reaches, when, and at what cost.</summary>
/// <remarks>An effect of δ standard deviations moves a rate p among the pupils reached to Φ(Φ⁻¹(p) + δ).</remarks>
public sealed record Programme
{
    /// <summary>Its id in the file.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>The phase whose results it moves.</summary>
    public required Phase Phase { get; init; }

    /// <summary>Id of the group it is for.</summary>
    public required string Group { get; init; }

    /// <summary>Share of the group it reaches in a year, 0 to 1.</summary>
    public double Reach { get; init; } = 1;

    /// <summary>Effect on a pupil reached, in standard deviations, when the programme ends.</summary>
    public required double Effect { get; init; }

    /// <summary>Standard error of the effect: from an evaluation or a review.</summary>
    public double EffectError { get; init; }

    /// <summary>First academic year in which it runs, by the year it ends in.</summary>
    public required int Start { get; init; }

    /// <summary>Years from the programme to the results: 0 when it runs in the year of the assessment.</summary>
    public int Lag { get; init; }

    /// <summary>Share of the effect kept from one year to the next, 0 to 1: 1 for none lost.</summary>
    public double Kept { get; init; } = 1;

    /// <summary>What those not reached lose together, as a share of what those reached gain together, 0 to 1: time of staff, places.</summary>
    public double Displacement { get; init; }

    /// <summary>Cost a pupil reached, in pounds.</summary>
    public double CostPerPupil { get; init; }

    /// <summary>Cost whatever the number of pupils, in pounds.</summary>
    public double CostFixed { get; init; }

    /// <summary>The pre-analysis plan whose evaluation gave the effect; empty when it was typed.</summary>
    public string Evaluation { get; init; } = "";

    /// <summary>The review file and intervention whose pooled effect it takes, <c>review.csv#intervention</c>; empty for none. <see cref="EffectError"/> is then that of a new place.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>Where effect and cost are from.</summary>
    public string Source { get; init; } = "";

    /// <summary>True when the results of a year are those of pupils whom it has reached.</summary>
    public bool Moves(int year) => year - Lag >= Start;
}

/// <summary>Reads a file of programmes (columns in <c>docs/targets.md</c>).</summary>
internal static class ProgrammeFile
{
    private static readonly string[] Columns =
        ["id", "title", "phase", "group", "reach_percent", "effect_sd", "effect_se", "start", "lag_years", "kept_percent", "displacement_percent", "cost_per_pupil", "cost_fixed", "evaluation", "evidence", "source"];

    public static ImmutableArray<Programme> Read(string path)
    {
        ImmutableArray<Programme> all = [.. TextTable.Read(path, Columns, ["id", "phase", "group", "start"]).Select(row => Of(row, Path.GetDirectoryName(Path.GetFullPath(path))!))];
        if (all.IsEmpty) throw new DataError(Path.GetFileName(path), "no programmes", "at least one line after the header", "Add a programme.");
        if (all.GroupBy(p => p.Id).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new DataError(Path.GetFileName(path), $"programme {twice.Key} twice", "each id once", "Rename one.", column: "id");
        return all;
    }

    private static Programme Of(TextRow row, string folder)
    {
        var phases = Enum.GetValues<Phase>().ToDictionary(p => Schema.Of(p).Name, StringComparer.Ordinal);
        if (!phases.TryGetValue(row.Required("phase"), out var phase)) throw row.Wrong("phase", $"'{row["phase"]}'", "one of " + string.Join(", ", phases.Keys), $"Use a phase's file name.{NearestName.Hint(row["phase"], phases.Keys)}");
        if (!Groups.Has(row.Required("group"))) throw row.Wrong("group", $"'{row["group"]}'", "the id of a group in the catalogue", $"Correct the id.{NearestName.Hint(row["group"], Groups.All.Select(g => g.Id))}");
        if (!Groups.Find(row["group"]).Phases.Contains(phase)) throw row.Wrong("group", $"'{row["group"]}'", $"a group that the {row["phase"]} file knows", "Choose another group or phase.");
        var (evaluated, reviewed) = (EffectOf(row, folder), ReviewOf(row, folder));
        double effect = evaluated?.G ?? reviewed?.Effect.Estimate ?? row.Number("effect_sd");
        if (!(Math.Abs(effect) <= 3)) throw row.Wrong("effect_sd", $"'{row["effect_sd"]}'", "standard deviations between -3 and 3", "Give the effect in standard deviations of pupils, the plan of an evaluation in the column evaluation, or a review in the column evidence.");
        double lag = Within("lag_years", 0, 12, 0);
        if (lag != Math.Floor(lag)) throw row.Wrong("lag_years", $"'{row["lag_years"]}'", "whole years", "Count the school years between the programme and the results.");
        return new()
        {
            Id = row.Required("id"),
            Title = row["title"].Length > 0 ? row["title"] : row["id"],
            Phase = phase,
            Group = row["group"],
            Reach = Within("reach_percent", 0, 100, 100) / 100,
            Effect = effect,
            EffectError = evaluated?.StandardError ?? reviewed?.NewPlaceError ?? Within("effect_se", 0, 3, 0),
            Start = row.Year("start", row.Required("start")),
            Lag = (int)lag,
            Kept = Within("kept_percent", 0, 100, 100) / 100,
            Displacement = Within("displacement_percent", 0, 100, 0) / 100,
            CostPerPupil = Within("cost_per_pupil", 0, 1e6, 0),
            CostFixed = Within("cost_fixed", 0, 1e9, 0),
            Evaluation = row["evaluation"],
            Evidence = row["evidence"],
            Source = string.Join("; ", new[] { reviewed?.Summary ?? "", row["source"] }.Where(t => t.Length > 0)),
        };

        double Within(string column, double low, double high, double otherwise) => row.Number(column) switch
        {
            double.NaN => otherwise,
            var v when v >= low && v <= high => v,
            _ => throw row.Wrong(column, $"'{row[column]}'", FormattableString.Invariant($"a number from {low} to {high}"), "Correct it."),
        };
    }

    // The evaluation is run as planned, so that its effect is not typed a second time.
    private static StandardisedEffect? EffectOf(TextRow row, string folder)
    {
        if (row["evaluation"].Length == 0) return null;
        if (row["effect_sd"].Length + row["effect_se"].Length > 0) throw row.Wrong("evaluation", $"'{row["evaluation"]}' and an effect", "an effect once", "Leave effect_sd and effect_se empty, or leave out the evaluation.");
        string path = Path.GetFullPath(Path.Combine(folder, row["evaluation"]));
        if (!File.Exists(path)) throw row.Wrong("evaluation", $"'{row["evaluation"]}'", "the path of a pre-analysis plan from the folder of this file", "Correct the path, such as ../interventions/plans/fast.yaml.");
        var plan = AnalysisPlan.Read(path);
        string beside = Path.GetDirectoryName(path)!;
        return PlannedEvaluation.Run(plan, File.Exists(Path.Combine(beside, plan.Data)) ? beside : Path.GetDirectoryName(beside)!).Standardised;
    }

    // What a review finds elsewhere holds in a new place only as far as places are alike: the error is that of a new place.
    private static PooledIntervention? ReviewOf(TextRow row, string folder)
    {
        if (row["evidence"].Length == 0) return null;
        if (row["effect_sd"].Length + row["effect_se"].Length + row["evaluation"].Length > 0) throw row.Wrong("evidence", $"'{row["evidence"]}' and an effect", "an effect once", "Leave effect_sd, effect_se and evaluation empty, or leave out the evidence.");
        string[] parts = row["evidence"].Split('#');
        string path = Path.GetFullPath(Path.Combine(folder, parts[0]));
        if (parts.Length != 2 || !File.Exists(path)) throw row.Wrong("evidence", $"'{row["evidence"]}'", "a review file's path from the folder of this file, # and an intervention", "Write it so: ../evidence/review.csv#writing-to-learn.");
        return EvidenceReview.Read(path)[parts[1]];
    }
}
