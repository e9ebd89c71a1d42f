using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research power DESIGN --units N</c>: smallest effect a trial can find, its power, and the units it needs.</summary>
internal static class PowerCommand
{
    private delegate TrialDesign Design(Size size, (double R2Pupils, double R2Units, double R2Classes, double Heterogeneity, double Covariates) given);

    private readonly record struct Size(double Units, double Pupils, double Icc, double Classes, double ClassIcc);

    private static readonly Dictionary<string, Design> Designs = new()
    {
        ["two-sample"] = (size, given) => new IndividualTrial(size.Units) { Explained = given.R2Pupils, Covariates = given.Covariates },
        ["cluster"] = (size, given) => new ClusterTrial(size.Units, Needed("--pupils", size.Pupils), Needed("--icc", size.Icc))
        { ExplainedWithin = given.R2Pupils, ExplainedBetween = given.R2Units, Covariates = given.Covariates },
        ["multisite"] = (size, given) => new MultisiteTrial(size.Units, Needed("--pupils", size.Pupils), Needed("--icc", size.Icc))
        { EffectHeterogeneity = given.Heterogeneity, ExplainedWithin = given.R2Pupils, ExplainedEffect = given.R2Units, Covariates = given.Covariates },
        ["three-level"] = (size, given) => new ThreeLevelClusterTrial(size.Units, Needed("--classes", size.Classes), Needed("--pupils", size.Pupils))
        { ClassIcc = Needed("--class-icc", size.ClassIcc), SchoolIcc = Needed("--icc", size.Icc), Explained = (given.R2Pupils, given.R2Classes, given.R2Units), Covariates = given.Covariates },
        ["blocked"] = (size, given) => new BlockedClusterTrial(size.Units, Needed("--classes", size.Classes), Needed("--pupils", size.Pupils))
        { ClassIcc = Needed("--class-icc", size.ClassIcc), SchoolIcc = Needed("--icc", size.Icc), EffectHeterogeneity = given.Heterogeneity, Explained = (given.R2Pupils, given.R2Classes, given.R2Units), Covariates = given.Covariates },
        ["multisite-fixed"] = (size, given) => new FixedMultisiteTrial(size.Units, Needed("--pupils", size.Pupils)) { Explained = given.R2Pupils, Covariates = given.Covariates },
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var design = new Argument<string>("DESIGN") { Description = string.Join(", ", Designs.Keys) + "." };
        var units = Number("--units", "Pupils of a two-sample trial, schools of the others, in all.", 0);
        units.Required = true;
        var pupils = Number("--pupils", "Pupils a school; of three-level and blocked trials a class.", double.NaN);
        var classes = Number("--classes", "Classes a school, of three-level and blocked trials.", double.NaN);
        var icc = Number("--icc", "Intraclass correlation: the share of variance between schools.", double.NaN);
        var classIcc = Number("--class-icc", "Share of variance between classes of a school.", double.NaN);
        var within = Number("--r2", "Share of the pupils' variance that covariates explain.", 0);
        var between = Number("--r2-schools", "Share of the schools' variance (multisite and blocked: of the effects') that covariates explain.", 0);
        var classesR2 = Number("--r2-classes", "Share of the classes' variance that covariates explain.", 0);
        var heterogeneity = Number("--heterogeneity", "Multisite and blocked: variance of the effect over schools, as a share of the variance between schools.", 0);
        var covariates = Number("--covariates", "Covariates at the level that is randomised.", 0);
        var treated = Number("--treated", "Share treated.", 0.5);
        var alpha = Number("--alpha", "Significance level.", 0.05);
        var power = Number("--power", "Power wanted.", 0.8);
        var effect = new Option<double?>("--effect") { Description = "Also the power at this effect, in standard deviations, and the units needed for it." };
        var oneSided = new Option<bool>("--one-sided") { Description = "A one-sided test." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command("power", "Minimum detectable effect, power and sample size of a trial.")
            { design, units, pupils, classes, icc, classIcc, within, between, classesR2, heterogeneity, covariates, treated, alpha, power, effect, oneSided, json };
        command.Add(CountyPowerCommand.Create());
        return command.Does(parsed =>
        {
            double Share(Option<double> option) => parsed.GetValue(option) is var share && (double.IsNaN(share) || share is >= 0 and < 1)
                ? share : throw new DataError(option.Name, $"{parsed.GetValue(option)}", "0 or more and below 1", "Write a share, such as 0.15.");
            double Above(Option<double> option, double least) => parsed.GetValue(option) is var number && (double.IsNaN(number) || (number >= least && double.IsFinite(number)))
                ? number : throw new DataError(option.Name, $"{parsed.GetValue(option)}", $"{least} or more", "Write a number.");
            var made = NamedChoice.Of("DESIGN", parsed.GetRequiredValue(design), Designs)(
                new(Above(units, 1), Above(pupils, 1), Share(icc), Above(classes, 1), Share(classIcc)), (Share(within), Share(between), Share(classesR2), Above(heterogeneity, 0), Above(covariates, 0)));
            var trial = made with { TreatedShare = parsed.GetValue(treated), Alpha = parsed.GetValue(alpha), Sides = parsed.GetValue(oneSided) ? Sides.One : Sides.Two };
            return Answer.Write(trial, parsed.GetValue(json), [.. Figures(trial, parsed.GetValue(power), parsed.GetValue(effect))]);
        });
    }

    private static IEnumerable<Figure> Figures(TrialDesign trial, double power, double? effect)
    {
        yield return new("mdes", $"Minimum detectable effect at {100 * power:G4}% power", trial.DetectableEffect(power));
        if (effect is not { } size) yield break;
        yield return new("power", $"Power at an effect of {size:G4}", trial.Power(size));
        yield return new("units_needed", $"Units needed for an effect of {size:G4}", trial.UnitsNeeded(size, power));
    }

    private static double Needed(string option, double value) => double.IsNaN(value) ? throw new DataError("options", $"no {option}", $"{option} for this design", $"Add {option}.") : value;

    private static Option<double> Number(string name, string description, double otherwise) => new(name) { Description = description, DefaultValueFactory = _ => otherwise };
}
