namespace Research.Cli;

/// <summary>A model as asked for in a terminal, and which class of the library fits it.</summary>
internal sealed record FitRequest
{
    private static readonly Dictionary<string, ModelFamily?> Families = new()
    {
        ["gaussian"] = null,
        ["binomial"] = ModelFamily.Logistic,
        ["probit"] = ModelFamily.Probit,
        ["poisson"] = ModelFamily.Poisson,
        ["quasibinomial"] = ModelFamily.QuasiBinomial,
        ["quasipoisson"] = ModelFamily.QuasiPoisson,
    };

    private static readonly Dictionary<string, ErrorKind> Kinds = new()
    {
        ["classical"] = ErrorKind.Classical,
        ["hc0"] = ErrorKind.Hc0,
        ["hc1"] = ErrorKind.Hc1,
        ["hc2"] = ErrorKind.Hc2,
        ["hc3"] = ErrorKind.Hc3,
        ["hc4"] = ErrorKind.Hc4,
        ["hc4m"] = ErrorKind.Hc4m,
        ["hc5"] = ErrorKind.Hc5,
        ["cr0"] = ErrorKind.Cr0,
        ["cr1"] = ErrorKind.Cr1,
        ["cr1p"] = ErrorKind.Cr1p,
        ["cr1s"] = ErrorKind.Cr1S,
        ["cr2"] = ErrorKind.Cr2,
        ["cr3"] = ErrorKind.Cr3,
    };

    private static readonly Dictionary<string, DegreesOfFreedom> Degrees = new()
    {
        ["satterthwaite"] = DegreesOfFreedom.Satterthwaite,
        ["kenward-roger"] = DegreesOfFreedom.KenwardRoger,
        ["infinite"] = DegreesOfFreedom.Infinite,
    };

    public required string Formula { get; init; }

    public string Family { get; init; } = "gaussian";

    /// <summary>REML or ML where one was named.</summary>
    public Likelihood? Likelihood { get; init; }

    public string? DegreesName { get; init; }

    public string? Cluster { get; init; }

    public string? ErrorsName { get; init; }

    public string? Weights { get; init; }

    public IReadOnlyList<string> Absorb { get; init; } = [];

    public double Level { get; init; } = 0.95;

    public int? QuadraturePoints { get; init; }

    public bool Firth { get; init; }

    /// <summary>True for a linear model with neither random terms nor instruments.</summary>
    public bool IsPlainLinear => NamedChoice.Of("--family", Family, Families) is null && Research.Formula.Parse(Formula) is { Random.IsEmpty: true, Instruments: null };

    /// <summary>Fits it: a mixed model where the formula has random terms, two-stage least squares where it has instruments.</summary>
    public Fit Fit(Dataset data)
    {
        var formula = Research.Formula.Parse(Formula);
        var family = NamedChoice.Of("--family", Family, Families);
        if (!formula.Random.IsEmpty) return Mixed(data, family);
        Refuse(Likelihood is not null, "--reml or --ml", "a formula with a random term", "Add one such as (1 | school), or leave the option out.");
        Refuse(DegreesName is not null, "--df", "a formula with a random term", "Add one such as (1 | school), or leave the option out.");
        Refuse(QuadraturePoints is not null, "--quadrature", "a formula with a random term and a family", "Leave the option out.");
        if (family is { } chosen)
        {
            Refuse(formula.Instruments is not null, "--family with instruments", "an outcome in numbers", "Leave --family out for two-stage least squares.");
            Refuse(Absorb.Count > 0, "--absorb with a family", "a linear model", "Write the effects as factor() in the formula.");
            Refuse(Firth && chosen != ModelFamily.Logistic, "--firth", "--family binomial", "Firth's penalty is for the logistic model.");
            return GeneralisedModel.Fit(Formula, data, chosen, new() { Weights = Weights, Errors = Errors(), Level = Level, Firth = Firth });
        }
        Refuse(Firth, "--firth", "--family binomial", "Firth's penalty is for the logistic model.");
        var options = new LinearOptions { Weights = Weights, Absorb = [.. Absorb], Level = Level };
        return formula.Instruments is null ? LinearModel.Fit(Formula, data, Errors(), options) : TwoStageLeastSquares.Fit(Formula, data, Errors(), options);
    }

    private Fit Mixed(Dataset data, ModelFamily? family)
    {
        Refuse(Cluster is not null || ErrorsName is not null, "--cluster or --errors", "a formula without random terms", "A mixed model has the clusters in its random terms: leave the option out.");
        Refuse(Absorb.Count > 0 || Firth, "--absorb or --firth", "a formula without random terms", "Leave the option out.");
        if (family is null)
        {
            Refuse(QuadraturePoints is not null, "--quadrature", "--family binomial or poisson", "Leave the option out: a linear mixed model needs no quadrature.");
            var model = MixedModel.Fit(Formula, data, Likelihood ?? Research.Likelihood.Reml, Weights).WithLevel(Level);
            return DegreesName is { } name ? model.With(NamedChoice.Of("--df", name, Degrees)) : model;
        }
        Refuse(Likelihood is not null || DegreesName is not null, "--reml, --ml or --df with a family", "none of them", "Mixed logistic and Poisson models are fitted by maximum likelihood with z tests.");
        Refuse(Weights is not null, "--weights", "no weights", "Write the outcome as cbind(successes, failures), or an exposure as offset(log(x)).");
        return family switch
        {
            ModelFamily.Logistic => GeneralisedMixedModel.Logistic(Formula, data, QuadraturePoints ?? 1).WithLevel(Level),
            ModelFamily.Poisson => GeneralisedMixedModel.Poisson(Formula, data, QuadraturePoints ?? 1).WithLevel(Level),
            _ => throw new DataError("--family", $"'{Family}' with a random term", "binomial or poisson", "Choose one of these, or leave out the random term."),
        };
    }

    private Errors Errors()
    {
        if (ErrorsName is null) return Cluster is null ? Research.Errors.Classical : Research.Errors.Clustered(Cluster);
        var kind = NamedChoice.Of("--errors", ErrorsName, Kinds);
        Refuse(kind >= ErrorKind.Cr0 && Cluster is null, $"--errors {ErrorsName}", "--cluster COL with it", "Name the column of clusters.");
        Refuse(kind < ErrorKind.Cr0 && Cluster is not null, $"--errors {ErrorsName} with --cluster", "cr0, cr1, cr1p, cr1s, cr2 or cr3", "Choose one of these, or leave out --cluster.");
        return kind switch
        {
            ErrorKind.Classical => Research.Errors.Classical,
            >= ErrorKind.Cr0 => Research.Errors.Clustered(Cluster!, kind),
            _ => Research.Errors.Robust(kind),
        };
    }

    private static void Refuse(bool fault, string found, string expected, string mend)
    {
        if (fault) throw new DataError("options", found, expected, mend);
    }
}
