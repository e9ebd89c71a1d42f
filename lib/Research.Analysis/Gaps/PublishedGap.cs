namespace Research;

/// <summary>A gap as published for England or the statistical neighbours: two figures of the comparators file. Taken as they stand, without sampling error.</summary>
/// <param name="Place">Whom it is of.</param>
/// <param name="Group">The group's figure, in the measure's unit.</param>
/// <param name="Peers">The peers' figure.</param>
/// <param name="Difference">The gap, positive when the group is behind.</param>
/// <param name="Source">Publication of the group's figure.</param>
public sealed record PublishedGap(Place Place, double Group, double Peers, double Difference, string Source)
{
    /// <summary>The published gap, or null when either figure is not published or is suppressed.</summary>
    internal static PublishedGap? Find(Comparators comparators, GroupCount count, Place place)
    {
        var (measure, group) = (count.Measure, count.Group);
        if (comparators.Find(measure.Id, group.Id, place, count.Year) is not { Value.Number: { } own } figure) return null;
        return comparators.Find(measure.Id, group.PeersId, place, count.Year) is { Value.Number: { } others }
            ? new(place, own, others, measure.HigherIsBetter ? others - own : own - others, figure.Source) : null;
    }
}
