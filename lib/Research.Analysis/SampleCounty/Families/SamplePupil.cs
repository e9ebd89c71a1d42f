namespace Research;

/// <summary>A child of the sample county with what stays the same from year to year. No record is of a real child.</summary>
internal sealed class SamplePupil
{
    public required int Number { get; init; }

    /// <summary>Academic year of reception, by the year it ends in.</summary>
    public required int Cohort { get; init; }

    /// <summary>Chance of this child alone.</summary>
    public required RandomStream Chance { get; init; }

    public required Neighbourhood Home { get; set; }

    /// <summary>Lives outside the county, so area and deprivation are not known to the council.</summary>
    public bool FromOutside { get; set; }

    public required int Primary { get; init; }

    public required int Secondary { get; set; }

    /// <summary>The special school attended, or null.</summary>
    public SampleSchool? Special { get; set; }

    public bool Boy { get; set; }

    public int BirthMonth { get; set; }

    public string Ethnicity { get; set; } = "WBRI";

    public string? Language { get; set; } = "ENG";

    /// <summary>Risk of poverty in standard deviations: the neighbourhood's and the family's own.</summary>
    public double Risk { get; set; }

    /// <summary>Readiness to claim free school meals when entitled.</summary>
    public double Claims { get; set; }

    /// <summary>What the child would bring to any test, before circumstances.</summary>
    public double Ability { get; set; }

    /// <summary>Strength in reading, writing and mathematics beside the rest.</summary>
    public double[] Strength { get; set; } = [];

    /// <summary>Liability to special educational needs.</summary>
    public double Need { get; set; }

    public string NeedKind { get; set; } = "MLD";

    /// <summary>Liability to being looked after, and to the attention of social care.</summary>
    public double Vulnerability { get; set; }

    /// <summary>Came from abroad after Year 2: no Key Stage 1 result.</summary>
    public bool FromAbroad { get; set; }

    /// <summary>Stages at which the child is on a roll in the county.</summary>
    public HashSet<Stage> On { get; } = [];

    /// <summary>Free school meals claimed in an earlier year of the extract.</summary>
    public bool HasClaimed { get; set; }

    /// <summary>Years after reception at which an early-help assessment (CAF) began; null for most.</summary>
    public int? CafFrom { get; set; }

    public string CafOutcome { get; set; } = "met";

    /// <summary>An assessment closed with the needs met before this stage.</summary>
    public bool Helped(Stage stage) => CafOutcome == "met" && CafFrom < (int)stage;

    public bool MetPhonics { get; set; }

    /// <summary>Key Stage 1 in reading, writing and mathematics; null when there is none.</summary>
    public string?[] KeyStage1 { get; } = new string?[3];

    /// <summary>Key Stage 2 in reading, writing and mathematics; null when there is none.</summary>
    public string?[] KeyStage2 { get; } = new string?[3];

    /// <summary>How far family poverty weighs on this child: 0 for most, near 1 for the poor.</summary>
    public double Hardship => Math.Clamp((Risk - 0.35) / 1.1, 0, 1.3);

    /// <summary>The same in every file: year of reception and a number drawn at random.</summary>
    public string Pseudonym => FormattableString.Invariant($"S{Cohort % 100:00}{Number:00000}");
}
