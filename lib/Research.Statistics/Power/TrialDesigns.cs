namespace Research;

/// <summary>Pupils randomised one by one. PowerUpR: <c>ira</c>.</summary>
/// <param name="Pupils">Pupils in all.</param>
public sealed record IndividualTrial(double Pupils) : TrialDesign
{
    /// <summary>Share of the outcome's variance the covariates explain.</summary>
    public double Explained { get; init; }

    /// <inheritdoc/>
    public override string Design => "pupils randomised one by one";

    /// <inheritdoc/>
    public override double StandardError => Math.Sqrt((1 - Explained) / (Allocation * Pupils));

    /// <inheritdoc/>
    public override double DegreesOfFreedom => Pupils - Covariates - 2;

    /// <inheritdoc/>
    public override double Units => Pupils;

    /// <inheritdoc/>
    public override TrialDesign WithUnits(double units) => this with { Pupils = units };
}

/// <summary>A trial whose power goes by the number of its schools.</summary>
/// <param name="Schools">Schools in all.</param>
public abstract record SchoolTrial(double Schools) : TrialDesign
{
    /// <inheritdoc/>
    public override double Units => Schools;

    /// <inheritdoc/>
    public override TrialDesign WithUnits(double units) => this with { Schools = units };
}

/// <summary>Schools randomised. PowerUpR: <c>cra2</c>.</summary>
/// <param name="Schools">Schools in all.</param>
/// <param name="PupilsPerSchool">Pupils a school.</param>
/// <param name="Icc">Intraclass correlation: share of variance between schools.</param>
public sealed record ClusterTrial(double Schools, double PupilsPerSchool, double Icc) : SchoolTrial(Schools)
{
    /// <summary>Share of the variance between pupils of a school the covariates explain.</summary>
    public double ExplainedWithin { get; init; }

    /// <summary>Share of the variance between schools the covariates explain.</summary>
    public double ExplainedBetween { get; init; }

    /// <inheritdoc/>
    public override string Design => "schools randomised";

    /// <inheritdoc/>
    public override double StandardError => Math.Sqrt((Icc * (1 - ExplainedBetween) + (1 - Icc) * (1 - ExplainedWithin) / PupilsPerSchool) / (Allocation * Schools));

    /// <inheritdoc/>
    public override double DegreesOfFreedom => Schools - Covariates - 2;
}

/// <summary>Schools randomised, pupils in classes in schools. PowerUpR: <c>cra3</c>.</summary>
/// <param name="Schools">Schools in all.</param>
/// <param name="ClassesPerSchool">Classes a school.</param>
/// <param name="PupilsPerClass">Pupils a class.</param>
public sealed record ThreeLevelClusterTrial(double Schools, double ClassesPerSchool, double PupilsPerClass) : SchoolTrial(Schools)
{
    /// <summary>Share of variance between classes of a school.</summary>
    public double ClassIcc { get; init; }

    /// <summary>Share of variance between schools.</summary>
    public double SchoolIcc { get; init; }

    /// <summary>Shares explained by covariates between pupils, classes and schools.</summary>
    public (double Pupils, double Classes, double Schools) Explained { get; init; }

    /// <inheritdoc/>
    public override string Design => "schools randomised, pupils in classes";

    /// <inheritdoc/>
    public override double StandardError => Math.Sqrt((SchoolIcc * (1 - Explained.Schools) + ClassIcc * (1 - Explained.Classes) / ClassesPerSchool
        + (1 - SchoolIcc - ClassIcc) * (1 - Explained.Pupils) / (ClassesPerSchool * PupilsPerClass)) / (Allocation * Schools));

    /// <inheritdoc/>
    public override double DegreesOfFreedom => Schools - Covariates - 2;
}

/// <summary>Pupils randomised within schools, effects that vary between schools. PowerUpR: <c>bira2</c>.</summary>
/// <param name="Schools">Schools in all.</param>
/// <param name="PupilsPerSchool">Pupils a school.</param>
/// <param name="Icc">Share of variance between schools.</param>
public sealed record MultisiteTrial(double Schools, double PupilsPerSchool, double Icc) : SchoolTrial(Schools)
{
    /// <summary>Variance of the effect between schools over the variance between schools.</summary>
    public double EffectHeterogeneity { get; init; }

    /// <summary>Share of the variance between pupils of a school the covariates explain.</summary>
    public double ExplainedWithin { get; init; }

    /// <summary>Share of the effect's variance the school-level covariates explain.</summary>
    public double ExplainedEffect { get; init; }

    /// <inheritdoc/>
    public override string Design => "pupils randomised within schools, school effects random";

    /// <inheritdoc/>
    public override double StandardError => Math.Sqrt(Icc * EffectHeterogeneity * (1 - ExplainedEffect) / Schools
        + (1 - Icc) * (1 - ExplainedWithin) / (Allocation * Schools * PupilsPerSchool));

    /// <inheritdoc/>
    public override double DegreesOfFreedom => Schools - Covariates - 1;
}

/// <summary>Pupils randomised within schools that stand for themselves only. PowerUpR: <c>bira2f1</c>.</summary>
/// <param name="Schools">Schools in all.</param>
/// <param name="PupilsPerSchool">Pupils a school.</param>
public sealed record FixedMultisiteTrial(double Schools, double PupilsPerSchool) : SchoolTrial(Schools)
{
    /// <summary>Share of the outcome's variance the covariates (and schools) explain.</summary>
    public double Explained { get; init; }

    /// <inheritdoc/>
    public override string Design => "pupils randomised within schools, school effects fixed";

    /// <inheritdoc/>
    public override double StandardError => Math.Sqrt((1 - Explained) / (Allocation * Schools * PupilsPerSchool));

    /// <inheritdoc/>
    public override double DegreesOfFreedom => Schools * (PupilsPerSchool - 2) - Covariates;
}

/// <summary>Classes randomised within schools, effects that vary between schools. PowerUpR: <c>bcra3r2</c>.</summary>
/// <param name="Schools">Schools in all.</param>
/// <param name="ClassesPerSchool">Classes a school.</param>
/// <param name="PupilsPerClass">Pupils a class.</param>
public sealed record BlockedClusterTrial(double Schools, double ClassesPerSchool, double PupilsPerClass) : SchoolTrial(Schools)
{
    /// <summary>Share of variance between classes of a school.</summary>
    public double ClassIcc { get; init; }

    /// <summary>Share of variance between schools.</summary>
    public double SchoolIcc { get; init; }

    /// <summary>Variance of the effect between schools over the variance between schools.</summary>
    public double EffectHeterogeneity { get; init; }

    /// <summary>Shares explained by covariates between pupils, between classes, and of the effect between schools.</summary>
    public (double Pupils, double Classes, double Effect) Explained { get; init; }

    /// <inheritdoc/>
    public override string Design => "classes randomised within schools";

    /// <inheritdoc/>
    public override double StandardError => Math.Sqrt(SchoolIcc * EffectHeterogeneity * (1 - Explained.Effect) / Schools
        + ClassIcc * (1 - Explained.Classes) / (Allocation * ClassesPerSchool * Schools)
        + (1 - SchoolIcc - ClassIcc) * (1 - Explained.Pupils) / (Allocation * ClassesPerSchool * Schools * PupilsPerClass));

    /// <inheritdoc/>
    public override double DegreesOfFreedom => Schools - Covariates - 1;
}
