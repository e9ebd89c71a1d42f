using System.Text.Json.Nodes;

namespace Research.Cli;

/// <summary>An assessment of targets as JSON, readings and conditions within each.</summary>
internal static class TargetsJson
{
    public static JsonObject Of(Assessment assessment) => new()
    {
        ["as_of"] = assessment.AsOf.ToString(),
        ["results_to"] = assessment.AsOf.Results,
        ["county"] = assessment.CountyName,
        ["policy"] = new JsonObject { ["on_track_from"] = assessment.Policy.OnTrackFrom, ["at_risk_from"] = assessment.Policy.AtRiskFrom, ["futures"] = assessment.Policy.Futures, ["seed"] = assessment.Policy.Seed },
        ["targets"] = new JsonArray([.. assessment.All.Select(t => (JsonNode)Of(t))]),
        ["contradictions"] = new JsonArray([.. assessment.Contradictions.Select(c => (JsonNode)new JsonObject { ["rule"] = c.Rule, ["targets"] = new JsonArray([.. c.Targets.Select(t => (JsonNode)t)]), ["words"] = c.Words })]),
        ["signs"] = assessment.EarlySigns.IsEmpty ? null : JsonText.Table(assessment.SignsTable),
    };

    public static JsonObject Of(TargetAssessment target) => new()
    {
        ["id"] = target.Target.Id,
        ["phase"] = target.Target.Phase,
        ["page"] = target.Target.Page,
        ["statement"] = target.Target.Statement,
        ["due_stated"] = target.Target.DueStated.Length > 0 ? target.Target.DueStated : null,
        ["verdict"] = target.Verdict.Id,
        ["verdict_words"] = target.Words,
        ["probability_low"] = JsonText.Number(target.Probability.Low),
        ["probability_high"] = JsonText.Number(target.Probability.High),
        ["sentence"] = target.Sentence,
        ["readings"] = new JsonArray([.. target.Readings.Select(r => (JsonNode)new JsonObject
        {
            ["reading"] = r.Reading.Letter,
            ["meaning"] = r.Reading.Meaning,
            ["bridge"] = r.Reading.IsBridge,
            ["verdict"] = r.Verdict.Id,
            ["probability"] = JsonText.Number(r.Probability),
            ["reason"] = r.Reason,
            ["conditions"] = new JsonArray([.. r.Conditions.Select(c => (JsonNode)Of(c))]),
        })]),
    };

    private static JsonObject Of(ConditionAssessment c) => new()
    {
        ["condition"] = c.Condition.Words,
        ["measure"] = c.Condition.Measure,
        ["group"] = c.Condition.Group,
        ["due"] = c.Condition.Due,
        ["unit"] = c.Condition.Unit,
        ["verdict"] = c.Verdict.Id,
        ["probability"] = JsonText.Number(c.Probability),
        ["reason"] = c.Reason,
        ["last_year"] = c.Year == 0 ? null : c.Year,
        ["now"] = JsonText.Number(c.Now),
        ["goal"] = JsonText.Number(c.Goal),
        ["expected"] = JsonText.Number(c.Expected),
        ["low_90"] = JsonText.Number(c.ExpectedInterval.Low),
        ["high_90"] = JsonText.Number(c.ExpectedInterval.High),
        ["distance"] = JsonText.Number(c.Distance),
        ["yearly_needed"] = JsonText.Number(c.YearlyNeeded),
        ["best_sustained"] = JsonText.Number(c.BestSustained),
        ["smallest_tellable"] = JsonText.Number(c.SmallestTellable),
        ["pupils"] = c.Pupils,
        ["noise"] = c.NoiseWords,
    };
}
