namespace Research;

/// <summary>What became of a published figure when it was counted again.</summary>
public enum Verdict
{
    /// <summary>Every printed number comes out, to the decimals printed.</summary>
    Reproduced,

    /// <summary>At least one printed number does not come out; the ledger says by how much.</summary>
    Differs,

    /// <summary>The print contradicts itself or arithmetic, whatever the data.</summary>
    InconsistentInPrint,

    /// <summary>The words can be read in more than one way that the print does not rule out.</summary>
    Ambiguous,

    /// <summary>The extract lacks what it would need, or nothing was printed to compare.</summary>
    NotComputable,
}
