using System.Text.Json.Nodes;

namespace Research.Cli;

/// <summary>A fit as JSON: one shape for every model, at full precision, with null for what is not a finite number.</summary>
internal static class FitJson
{
    /// <summary>method, formula, sample, convergence, terms, overview, variance_components (empty without random terms).</summary>
    public static JsonObject Of(Fit fit) => new()
    {
        ["method"] = fit.Method,
        ["formula"] = fit.Formula,
        ["sample"] = Of(fit.Sample),
        ["convergence"] = new JsonObject { ["reached"] = fit.Convergence.Reached, ["iterations"] = fit.Convergence.Iterations, ["message"] = fit.Convergence.Message },
        ["terms"] = new JsonArray([.. fit.Terms.Select(Of)]),
        ["overview"] = JsonText.Figures(fit.Overview),
        ["variance_components"] = new JsonArray([.. (Components(fit)?.Components ?? []).Select(Of)]),
    };

    /// <summary>The variances of a mixed model; null for other models.</summary>
    public static VarianceComponents? Components(Fit fit) => fit switch
    {
        MixedModel mixed => mixed.VarianceComponents,
        GeneralisedMixedModel mixed => mixed.VarianceComponents,
        _ => null,
    };

    private static JsonObject Of(Sample sample) => new JsonObject
    {
        ["used"] = sample.Used,
        ["dropped"] = new JsonArray([.. sample.DroppedRows.Where(d => d.Count > 0).Select(d => (JsonNode)new JsonObject { ["reason"] = d.Reason, ["count"] = d.Count })]),
    };

    private static JsonNode Of(Term term) => new JsonObject
    {
        ["term"] = term.Name,
        ["estimate"] = JsonText.Number(term.Estimate),
        ["std_error"] = JsonText.Number(term.StandardError),
        ["statistic"] = JsonText.Number(term.Statistic),
        ["df"] = JsonText.Number(term.DegreesOfFreedom),
        ["p_value"] = JsonText.Number(term.PValue),
        ["conf_low"] = JsonText.Number(term.Interval.Low),
        ["conf_high"] = JsonText.Number(term.Interval.High),
    };

    private static JsonNode Of(VarianceComponent component) => new JsonObject
    {
        ["group"] = component.Group,
        ["effect"] = component.Effect,
        ["with"] = component.With,
        ["value"] = JsonText.Number(component.Value),
        ["sd_or_correlation"] = JsonText.Number(component.Standardised),
    };
}
