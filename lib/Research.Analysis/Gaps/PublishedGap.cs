namespace Research;

/// <summary>A gap as published for England or the statistical neighbours: the figures of group and peers in the comparators file, or the gap itself where only that is
/// published (a row whose measure ends in <c>_gap</c>). Taken as it stands, without sampling error.</summary>
/// <param name="Place">Whom it is of.</param>
/// <param name="Group">The group's figure, in the measure's unit; null when only the gap is published.</param>
/// <param name="Peers">The peers' figure; null when only the gap is published.</param>
/// <param name="Difference">The gap, positive when the group is behind.</param>
/// <param name="Source">Publication of the gap, or of the group's figure.</param>
public sealed record PublishedGap(Place Place, double? Group, double? Peers, double Difference, string Source)
{
    /// <summary>What is added to a measure's id where the gap itself is published.</summary>
    internal const string Suffix = "_gap";

    /// <summary>The published gap, or null when it is not published or is suppressed.</summary>
    internal static PublishedGap? Find(Comparators comparators, (Measure Measure, Group Group) of, Place place, int year)
    {
        var (measure, group) = of;
        if (comparators.Find(measure.Id, group.Id, place, year) is { Value.Number: { } own } figure && comparators.Find(measure.Id, group.PeersId, place, year) is { Value.Number: { } others })
            return new(place, own, others, measure.HigherIsBetter ? others - own : own - others, figure.Source);
        return comparators.Find(measure.Id + Suffix, group.Id, place, year) is { Value.Number: { } gap } whole ? new(place, null, null, gap, whole.Source) : null;
    }
}
