using System.Collections.Immutable;

namespace Research;

/// <summary>The code lists of a county extract, as the Department's school census and key stage collections have them.</summary>
public static class Codes
{
    private const string Census = "DfE, School Census code sets (Common Basic Data Set)";

    /// <summary>Gender as recorded in the census.</summary>
    public static CodeList Gender { get; } = List("Gender", Census, "F=Female", "M=Male");

    /// <summary>SEN provision: School Action and its companions to 2014, SEN support and EHC plan from 2015.</summary>
    public static CodeList SenProvision { get; } = new("SEN provision",
    [
        new("N", "No special educational need"), new("A", "School Action", 0, 2014), new("P", "School Action Plus", 0, 2014),
        new("S", "Statement"), new("K", "SEN support", 2015), new("E", "Education, health and care plan", 2015),
    ], Census);

    /// <summary>Primary need of a pupil with SEN.</summary>
    public static CodeList SenNeed { get; } = new("SEN primary need",
    [
        new("SPLD", "Specific learning difficulty"), new("MLD", "Moderate learning difficulty"), new("SLD", "Severe learning difficulty"),
        new("PMLD", "Profound and multiple learning difficulty"), new("BESD", "Behaviour, emotional and social difficulties", 0, 2014),
        new("SEMH", "Social, emotional and mental health", 2015), new("SLCN", "Speech, language and communication needs"),
        new("HI", "Hearing impairment"), new("VI", "Visual impairment"), new("MSI", "Multi-sensory impairment"),
        new("PD", "Physical disability"), new("ASD", "Autistic spectrum disorder"), new("OTH", "Other difficulty"),
        new("NSA", "SEN support but no specialist assessment", 2015),
    ], Census);

    /// <summary>Ethnic group, the Department's main codes.</summary>
    public static CodeList Ethnicity { get; } = List("Ethnicity", Census,
        "WBRI=White British", "WIRI=White Irish", "WIRT=Traveller of Irish heritage", "WROM=Gypsy/Roma", "WOTH=Any other white background",
        "MWBC=White and Black Caribbean", "MWBA=White and Black African", "MWAS=White and Asian", "MOTH=Any other mixed background",
        "AIND=Indian", "APKN=Pakistani", "ABAN=Bangladeshi", "AOTH=Any other Asian background",
        "BCRB=Black Caribbean", "BAFR=Black African", "BOTH=Any other Black background", "CHNE=Chinese", "OOTH=Any other ethnic group",
        "REFU=Refused", "NOBT=Information not yet obtained");

    /// <summary>First language: those common in the county; the rest are OTH.</summary>
    public static CodeList Language { get; } = List("First language", Census,
        "ENG=English", "ENB=Believed to be English", "OTB=Believed to be other than English", "OTH=Other language", "NOT=Not obtained", "REF=Refused",
        "POL=Polish", "LIT=Lithuanian", "LTV=Latvian", "RUS=Russian", "RMN=Romanian", "BUL=Bulgarian", "CZE=Czech", "SLO=Slovak",
        "HGR=Hungarian", "EST=Estonian", "UKR=Ukrainian", "ALB=Albanian/Shqip", "RMI=Romany", "POR=Portuguese", "SPA=Spanish", "ITA=Italian", "FRN=French", "GER=German",
        "TUR=Turkish", "ARA=Arabic", "BNG=Bengali", "URD=Urdu", "PNJ=Panjabi", "GUJ=Gujarati", "CHI=Chinese", "TGL=Tagalog/Filipino", "MLM=Malayalam", "TAM=Tamil");

    /// <summary>Languages of Central and Eastern Europe among <see cref="Language"/>.</summary>
    public static ImmutableArray<string> CentralEastEuropean { get; } =
        ["POL", "LIT", "LTV", "RUS", "RMN", "BUL", "CZE", "SLO", "HGR", "EST", "UKR", "ALB"];

    /// <summary>The areas the strategy speaks of, and the rest of the county.</summary>
    public static CodeList Area { get; } = List("Area", "The strategy's named areas; districts for the rest",
        "Wisbech=Wisbech", "March=March", "Chatteris=Chatteris", "Rest of Fenland=Fenland outside the three towns", "Cambridge North=Cambridge, north of the river",
        "Cambridge South=Cambridge, south of the river", "East Cambridgeshire=East Cambridgeshire", "Huntingdonshire=Huntingdonshire",
        "South Cambridgeshire=South Cambridgeshire");

    /// <summary>Outcome of the last early-help assessment (CAF).</summary>
    public static CodeList CafOutcome { get; } = List("CAF outcome", "Council's own: early help records",
        "met=Needs met", "partly=Needs partly met", "unmet=Closed with needs unmet", "open=Still open");

    /// <summary>Social-care status on census day.</summary>
    public static CodeList SocialCare { get; } = List("Social-care status", "DfE, Children in Need census",
        "N=None known", "CIN=Child in need", "CPP=Child protection plan", "LAC=Looked after");

    /// <summary>Early learning goals.</summary>
    public static CodeList EarlyLearningGoal { get; } = List("Early learning goal", "EYFS Profile handbook 2013",
        "1=Emerging", "2=Expected", "3=Exceeding", "A=Not assessed");

    /// <summary>Outcome of the phonics check.</summary>
    public static CodeList Phonics { get; } = List("Phonics outcome", "DfE, Phonics screening check: data collection guide",
        "Wa=Met the standard", "Wt=Did not meet the standard", "A=Absent", "D=Did not take part");

    /// <summary>Key Stage 1 teacher assessment: levels to 2015, standards from 2016.</summary>
    public static CodeList KeyStage1 { get; } = new("Key Stage 1 assessment",
    [
        .. Levels(2015, "A=Absent", "D=Disapplied", "W=Working towards level 1", "1=Level 1", "2C=Level 2C", "2B=Level 2B", "2A=Level 2A", "3=Level 3", "4=Level 4"),
        .. Standards(),
    ], "STA, Key Stage 1 assessment and reporting arrangements");

    /// <summary>Key Stage 2 levels to 2015, finer than whole levels where "4B or above" is asked.</summary>
    public static CodeList KeyStage2 { get; } = new("Key Stage 2 level",
        [.. Levels(2015, "A=Absent", "D=Disapplied or unable to access the test", "W=Below level 1", "1=Level 1", "2=Level 2", "3=Level 3", "4C=Level 4C", "4B=Level 4B", "4A=Level 4A", "5=Level 5", "6=Level 6")],
        "STA, Key Stage 2 assessment and reporting arrangements");

    /// <summary>Key Stage 2 writing: levels to 2015, standards from 2016.</summary>
    public static CodeList KeyStage2Writing { get; } = new("Key Stage 2 writing", [.. KeyStage2.Codes, .. Standards().Where(c => c.Value is not ("A" or "D"))], KeyStage2.Source);

    /// <summary>GCSE grade in English or mathematics: letters to 2016, 9 to 1 from 2017.</summary>
    public static CodeList Gcse { get; } = new("GCSE grade",
    [
        .. new[] { "A*", "A", "B", "C", "D", "E", "F", "G" }.Select(g => new Code(g, $"Grade {g}", 0, 2016)),
        .. new[] { "9", "8", "7", "6", "5", "4", "3", "2", "1" }.Select(g => new Code(g, $"Grade {g}", 2017)),
        new("U", "Ungraded"), new("X", "No result or not entered"),
    ], "JCQ; Ofqual for grades 9 to 1");

    /// <summary>Where a pupil was in the winter after Year 11.</summary>
    public static CodeList Destination { get; } = List("Destination", "NCCIS, average of November to January",
        "EET=In education, employment or training", "NEET=Not in education, employment or training", "U=Not known");

    private static CodeList List(string name, string source, params string[] entries) => new(name, [.. entries.Select(e => Parse(e))], source);

    private static Code Parse(string entry, int first = 0, int last = 9999)
    {
        int at = entry.IndexOf('=', StringComparison.Ordinal);
        return new(entry[..at], entry[(at + 1)..], first, last);
    }

    private static IEnumerable<Code> Levels(int last, params string[] entries) =>
        entries.Select(e => Parse(e, 0, e[0] is 'A' or 'D' ? 9999 : last));

    private static IEnumerable<Code> Standards() =>
        new[] { "BLW=Below the standard of the interim framework", "PKF=Foundations for the expected standard", "WTS=Working towards the expected standard", "EXS=Expected standard", "GDS=Greater depth" }
            .Select(e => Parse(e, 2016));
}
