namespace Research;

/// <summary>Counts of one measure for one group and its peers, in one year and place.</summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Group">For whom.</param>
/// <param name="Year">Academic year by the year it ends in.</param>
/// <param name="Place">The area's code or the school's URN; empty for the county.</param>
/// <param name="InGroup">The group.</param>
/// <param name="Peers">Its peers.</param>
/// <param name="Unknown">Pupils who are in neither: their status is not known, or they are left out by definition.</param>
public sealed record GroupCount(Measure Measure, Group Group, int Year, string Place, Tally InGroup, Tally Peers, Tally Unknown)
{
    /// <summary>All pupils of the year and place, whatever their status.</summary>
    public Tally Everyone => InGroup + Peers + Unknown;
}
