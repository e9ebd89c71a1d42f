namespace Research;

/// <summary>What a column of a county extract holds.</summary>
public enum DataType
{
    /// <summary>Free words, such as a pseudonymous identifier or a school's name.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number with a fraction.</summary>
    Number,

    /// <summary>Yes or no, written 1 or 0.</summary>
    Flag,

    /// <summary>A value from a closed list.</summary>
    Code,
}
