using System.CommandLine;

namespace Research.Cli;

/// <summary>The options that choose a model, the same for every command that fits one.</summary>
internal sealed class FitOptions
{
    private readonly Option<string> formula = new("--formula", "-f") { Description = "The model in R's notation: \"score ~ prior + fsm + (1 | school)\".", Required = true };
    private readonly Option<string> family = new("--family") { Description = "gaussian, binomial, probit, poisson, quasibinomial or quasipoisson.", DefaultValueFactory = _ => "gaussian" };
    private readonly Option<bool> reml = new("--reml") { Description = "Restricted maximum likelihood for a mixed model: the default." };
    private readonly Option<bool> ml = new("--ml") { Description = "Maximum likelihood for a mixed model." };
    private readonly Option<string?> degrees = new("--df") { Description = "Degrees of freedom of a mixed model: satterthwaite, kenward-roger or infinite." };
    private readonly Option<int?> quadrature = new("--quadrature") { Description = "Points of quadrature of a mixed logistic or Poisson model; 1 is Laplace's approximation." };
    private readonly Option<string?> cluster = new("--cluster") { Description = "Column of clusters for the standard errors, CR2 unless --errors names another kind." };
    private readonly Option<string?> errors = new("--errors") { Description = "classical, hc0 to hc5, or with --cluster cr0, cr1, cr1p, cr1s, cr2, cr3." };
    private readonly Option<string?> weights = new("--weights") { Description = "Column of weights." };
    private readonly Option<string[]> absorb = new("--absorb") { Description = "Columns whose levels get an effect each, swept out.", AllowMultipleArgumentsPerToken = true };
    private readonly Option<double> level = new("--level") { Description = "Level of the intervals.", DefaultValueFactory = _ => 0.95 };
    private readonly Option<bool> firth = new("--firth") { Description = "Firth's penalised likelihood for a logistic model." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in new Option[] { formula, family, reml, ml, degrees, quadrature, cluster, errors, weights, absorb, level, firth }) command.Add(option);
    }

    /// <summary>The model asked for.</summary>
    public FitRequest Read(ParseResult parsed)
    {
        if (parsed.GetValue(reml) && parsed.GetValue(ml)) throw new DataError("options", "--reml and --ml", "one of them", "Leave one out.");
        return new()
        {
            Formula = parsed.GetRequiredValue(formula),
            Family = parsed.GetRequiredValue(family),
            Likelihood = parsed.GetValue(reml) ? Likelihood.Reml : parsed.GetValue(ml) ? Likelihood.Ml : null,
            DegreesName = parsed.GetValue(degrees),
            QuadraturePoints = parsed.GetValue(quadrature),
            Cluster = parsed.GetValue(cluster),
            ErrorsName = parsed.GetValue(errors),
            Weights = parsed.GetValue(weights),
            Absorb = parsed.GetValue(absorb) ?? [],
            Level = parsed.GetValue(level),
            Firth = parsed.GetValue(firth),
        };
    }
}
