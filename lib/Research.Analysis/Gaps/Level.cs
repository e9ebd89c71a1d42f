namespace Research;

/// <summary>Of what a figure is given.</summary>
public enum Level
{
    /// <summary>The whole county.</summary>
    County,

    /// <summary>The areas where pupils live.</summary>
    Area,

    /// <summary>The schools pupils attend.</summary>
    School,
}
