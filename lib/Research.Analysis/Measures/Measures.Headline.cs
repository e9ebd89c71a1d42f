using System.Globalization;

namespace Research;

public static partial class Measures
{
    private static readonly string[][] Headlines =
    [
        ["eyfs_gld"], ["phonics_y1"], ["ks1_rwm_2plus", "ks1_rwm_expected"], ["ks2_rwm_4plus", "ks2_rwm_expected"], ["ks4_5ac_em"],
    ];

    /// <summary>The measure that a phase is known by in a year: good level of development; phonics standard; reading, writing and mathematics combined
    /// at level 2 or 4 to 2015 and at the expected standard from 2016; five or more A*-C with English and mathematics.</summary>
    /// <exception cref="DataError">The phase had no such measure in the year.</exception>
    public static Measure Headline(Phase phase, int year) => Headlines[(int)phase].Select(Find).FirstOrDefault(m => m.IsDefinedIn(year))
        ?? throw new DataError("headline measure", string.Create(CultureInfo.InvariantCulture, $"no headline of the {Schema.Of(phase).Name} file in {year}"), "a year in which one is defined", "Name a measure instead; see Measures.Of(phase).");
}
