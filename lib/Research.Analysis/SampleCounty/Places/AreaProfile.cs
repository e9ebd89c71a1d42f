using System.Collections.Immutable;

namespace Research;

/// <summary>What sets an area of the sample county apart.</summary>
/// <param name="Area">As in <see cref="Codes.Area"/>.</param>
/// <param name="Share">Of the county's pupils. Source of the districts' shares: EYFS Profile pupils by residence, 2014; the towns within them are invented.</param>
/// <param name="Decile">Typical decile of the deprivation index, 1 most deprived.</param>
/// <param name="Secondaries">Secondary schools in the full-sized county.</param>
/// <param name="EastEuropean">How much likelier than in the county a Central or East European home language is.</param>
/// <param name="OtherMinority">How much likelier another minority background is.</param>
/// <param name="Traveller">How much likelier a Gypsy/Roma background is.</param>
/// <param name="SchoolSize">Typical pupils in a primary year group.</param>
internal sealed record AreaProfile(
    string Area, double Share, double Decile, int Secondaries, double EastEuropean, double OtherMinority, double Traveller, double SchoolSize)
{
    public static ImmutableArray<AreaProfile> All { get; } =
    [
        new("Wisbech", 0.042, 2.6, 1, 4.2, 0.5, 2.5, 42),
        new("March", 0.036, 4.6, 1, 1.6, 0.5, 1.6, 42),
        new("Chatteris", 0.019, 4.8, 1, 1.2, 0.5, 1.4, 40),
        new("Rest of Fenland", 0.058, 5.9, 1, 1.0, 0.4, 2.2, 24),
        new("Cambridge North", 0.081, 4.7, 3, 1.4, 2.6, 0.7, 40),
        new("Cambridge South", 0.075, 7.2, 4, 1.0, 3.0, 0.4, 42),
        new("East Cambridgeshire", 0.146, 7.3, 4, 0.7, 0.6, 1.5, 28),
        new("Huntingdonshire", 0.285, 7.1, 9, 0.8, 0.7, 0.6, 34),
        new("South Cambridgeshire", 0.258, 8.7, 7, 0.5, 0.9, 1.1, 27),
    ];

    /// <summary>The district an area is part of, as published figures are by district.</summary>
    public static string District(string? area) => area switch
    {
        null => "",
        "Wisbech" or "March" or "Chatteris" or "Rest of Fenland" => "Fenland",
        "Cambridge North" or "Cambridge South" => "Cambridge",
        _ => area,
    };
}
