namespace Research;

/// <summary>A child in one year: circumstances and results as the census and the collections record them.</summary>
internal sealed class PupilYear
{
    public required SamplePupil Pupil { get; init; }

    public required Stage Stage { get; init; }

    public required int Year { get; init; }

    public required SampleSchool School { get; set; }

    /// <summary>False when the child has no result: out of every denominator.</summary>
    public bool HasResult { get; set; } = true;

    /// <summary>Not matched with the January census: free school meals and SEN are not known.</summary>
    public bool Unmatched { get; set; }

    public bool? Fsm { get; set; }

    public bool? Entitled { get; set; }

    public bool? Ever6 { get; set; }

    public string? Sen { get; set; }

    public string? SenNeed { get; set; }

    public int? CareMonths { get; set; }

    public int? CareAuthority { get; set; }

    public string? Language { get; set; }

    public int Sessions { get; set; }

    public int Authorised { get; set; }

    public int Unauthorised { get; set; }

    public int FixedExclusions { get; set; }

    public int PermanentExclusions { get; set; }

    public int CafEpisodes { get; set; }

    public string? CafOutcome { get; set; }

    public string SocialCare { get; set; } = "N";

    public bool TogetherForFamilies { get; set; }

    /// <summary>Score behind each result, in standard deviations: reading (or English, or communication), writing, mathematics.</summary>
    public double[] Scores { get; set; } = [];

    public string?[] Goals { get; set; } = [];

    public int? PhonicsMark { get; set; }

    public string? PhonicsOutcome { get; set; }

    /// <summary>Key Stage 1 or 2 in reading, writing and mathematics.</summary>
    public string?[] Levels { get; set; } = [];

    public int? ReadingScore { get; set; }

    public int? MathsScore { get; set; }

    public string? English { get; set; }

    public string? Maths { get; set; }

    public int? Passes { get; set; }

    public double? Attainment8 { get; set; }

    public string? PriorEnglish { get; set; }

    public string? Destination { get; set; }

    public bool IsLookedAfter => CareMonths is not null;

    public bool HasSen => Sen is not (null or "N");

    public string? Area => Pupil.FromOutside ? null : Pupil.Home.Profile.Area;
}
