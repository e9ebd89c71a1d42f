namespace Research;

/// <summary>For whom an effect is estimated.</summary>
public enum Estimand
{
    /// <summary>Those treated (ATT): what did the programme do for those who had it?</summary>
    Treated,

    /// <summary>Those not treated (ATC): what would it have done for the others?</summary>
    Controls,

    /// <summary>Everybody (ATE).</summary>
    All,

    /// <summary>Those who might well have been in either group (ATO; Li, Morgan and Zaslavsky 2018).</summary>
    Overlap,
}
