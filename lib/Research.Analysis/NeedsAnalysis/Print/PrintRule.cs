namespace Research;

/// <summary>A general rule that a printed figure must keep whatever the data: of rates and counts, parts and wholes, bounds, changes, units.</summary>
internal abstract class PrintRule
{
    /// <summary>All rules, in the order in which they are tried.</summary>
    public static IReadOnlyList<PrintRule> All { get; } =
        [new RateAgainstCounts(), new ShareOfItsWhole(), new PartsAboveWhole(), new StricterMeasure(), new WiderGroup(), new SchoolsBelowAll(), new ChangeAgainstLevels(), new UnitThatCannotBe()];

    /// <summary>Why the reading cannot be, in a sentence with its numbers; null when the rule has nothing against it.</summary>
    public abstract string? Objection(Claim reading, Document document);
}
