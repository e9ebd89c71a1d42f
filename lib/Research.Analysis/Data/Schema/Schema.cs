using System.Collections.Immutable;

namespace Research;

/// <summary>The county extract in one declarative place: every file, column, unit, allowed value, meaning and source. The data dictionary page is made from it.</summary>
public static class Schema
{
    private static readonly ImmutableArray<string> PupilKey = ["pupil", "year"];

    /// <summary>Early Years Foundation Stage Profile: the 17 early learning goals of the profile used from 2013.</summary>
    public static TableSchema EarlyYears { get; } = new("eyfs", "A pupil at the end of reception, profile of 2013 onwards",
        [.. PupilColumns.All, .. Goals()], PupilKey, PupilColumns.Rules);

    /// <summary>Phonics screening check, from 2012.</summary>
    public static TableSchema Phonics { get; } = new("phonics", "A pupil's phonics check in Year 1, or retake in Year 2",
    [
        .. PupilColumns.All,
        new("phonics_stage", DataType.Whole, "Year group in which the check was taken: 1, or 2 for the retake.") { Required = true, Minimum = 1, Maximum = 2, Unit = "year group" },
        new("phonics_mark", DataType.Whole, "Words read correctly out of 40; empty when not taken.") { Minimum = 0, Maximum = 40, Unit = "words" },
        new("phonics_outcome", DataType.Code, "Outcome; the standard is 32 of 40.") { Codes = Codes.Phonics },
    ], PupilKey,
    [
        .. PupilColumns.Rules,
        new(["phonics_outcome", "phonics_mark"], "phonics_outcome = 'Wa' and phonics_mark < 32", "standard met with a mark below 32", "a mark of 32 to 40 with outcome Wa", "Check mark and outcome against the school's return."),
        new(["phonics_outcome", "phonics_mark"], "phonics_outcome = 'Wt' and phonics_mark >= 32", "standard not met with a mark of 32 or more", "a mark below 32 with outcome Wt", "Check mark and outcome against the school's return."),
        new(["phonics_mark", "phonics_outcome"], "phonics_outcome in ('A', 'D') and phonics_mark is not null", "a mark for a pupil who did not take the check", "an empty mark with outcome A or D", "Empty the mark, or correct the outcome."),
    ]);

    /// <summary>Key Stage 1 teacher assessment.</summary>
    public static TableSchema KeyStage1 { get; } = new("ks1", "A pupil at the end of Year 2",
        [.. PupilColumns.All, Assessed("ks1_reading", "reading"), Assessed("ks1_writing", "writing"), Assessed("ks1_maths", "mathematics")], PupilKey, PupilColumns.Rules);

    /// <summary>Key Stage 2 results with Key Stage 1 prior attainment.</summary>
    public static TableSchema KeyStage2 { get; } = new("ks2", "A pupil at the end of Year 6, with attainment at the end of Year 2",
    [
        .. PupilColumns.All,
        new("ks2_reading", DataType.Code, "Reading test level; empty when there is no result.") { Codes = Codes.KeyStage2, LastYear = 2015 },
        new("ks2_writing", DataType.Code, "Writing: test level to 2011, teacher assessment from 2012; empty when there is no result.") { Codes = Codes.KeyStage2Writing },
        new("ks2_maths", DataType.Code, "Mathematics test level; empty when there is no result.") { Codes = Codes.KeyStage2, LastYear = 2015 },
        new("ks2_reading_score", DataType.Whole, "Reading scaled score, from 2016; 100 is the expected standard.") { Minimum = 80, Maximum = 120, Unit = "scaled score", FirstYear = 2016 },
        new("ks2_maths_score", DataType.Whole, "Mathematics scaled score, from 2016; 100 is the expected standard.") { Minimum = 80, Maximum = 120, Unit = "scaled score", FirstYear = 2016 },
        Prior("prior_reading", "Reading at Key Stage 1"), Prior("prior_writing", "Writing at Key Stage 1"), Prior("prior_maths", "Mathematics at Key Stage 1"),
    ], PupilKey, PupilColumns.Rules);

    /// <summary>Key Stage 4 results with Key Stage 2 prior attainment, and destination.</summary>
    public static TableSchema KeyStage4 { get; } = new("ks4", "A pupil at the end of Year 11, with attainment at the end of Year 6",
    [
        .. PupilColumns.All,
        new("gcse_english", DataType.Code, "Best grade in English.") { Codes = Codes.Gcse },
        new("gcse_maths", DataType.Code, "Best grade in mathematics.") { Codes = Codes.Gcse },
        new("gcse_passes", DataType.Whole, "GCSEs or equivalents at A* to C (9 to 4 from 2017), English and mathematics among them.") { Minimum = 0, Maximum = 25, Unit = "passes" },
        new("attainment8", DataType.Number, "Attainment 8 points, from 2016.") { Minimum = 0, Maximum = 90, Unit = "points", FirstYear = 2016 },
        new("prior_english", DataType.Code, "English level at Key Stage 2.") { Codes = Codes.KeyStage2, YearsBefore = 5 },
        new("prior_maths", DataType.Code, "Mathematics level at Key Stage 2.") { Codes = Codes.KeyStage2, YearsBefore = 5 },
        new("destination", DataType.Code, "Where the pupil was in the winter after Year 11.") { Codes = Codes.Destination, MayBeAbsent = true },
    ], PupilKey,
    [
        .. PupilColumns.Rules,
        new(["gcse_passes", "gcse_english", "gcse_maths"], "gcse_passes < (gcse_english in ('A*', 'A', 'B', 'C', '9', '8', '7', '6', '5', '4'))::INT + (gcse_maths in ('A*', 'A', 'B', 'C', '9', '8', '7', '6', '5', '4'))::INT",
            "fewer passes than English and mathematics alone give", "gcse_passes to count every A* to C", "Count the passes again."),
    ]);

    /// <summary>Schools.</summary>
    public static TableSchema Schools { get; } = new("schools", "A school",
    [
        new("urn", DataType.Whole, "Unique reference number.") { Required = true, Minimum = 100000, Maximum = 999999, Source = "DfE, Get Information about Schools" },
        new("name", DataType.Text, "Name.") { Required = true },
        new("kind", DataType.Code, "Kind of school.") { Required = true, Codes = new("Kind of school", [new("primary", "Primary, reception to Year 6"), new("infant", "Infant, reception to Year 2"), new("junior", "Junior, Year 3 to Year 6"), new("secondary", "Secondary"), new("special", "Special")], "DfE, Get Information about Schools") },
        new("maintained", DataType.Flag, "Maintained by the county council (a County School); 0 for an academy or free school.") { Required = true },
        new("area", DataType.Code, "Area where the school stands.") { Required = true, Codes = Codes.Area },
    ], ["urn"], []);

    /// <summary>Comparators: published figures of England, statistical neighbours and the county itself.</summary>
    public static TableSchema Comparators { get; } = new("comparators", "A published figure of one measure, group, place and year",
    [
        new("measure", DataType.Text, "Measure's id in the catalogue.") { Required = true },
        new("group", DataType.Text, "Group's id in the catalogue.") { Required = true },
        new("place", DataType.Code, "Whom the figure is of.") { Required = true, Codes = new("Place", [new("England", "England"), new("StatisticalNeighbours", "Mean of the county's statistical neighbours"), new("Cambridgeshire", "The county as published")], "") },
        new("year", DataType.Whole, "Academic year by the year it ends in.") { Required = true, Minimum = 2005, Maximum = 2035 },
        new("value", DataType.Number, "The figure, in the measure's unit; empty with a symbol."),
        new("pupils", DataType.Whole, "Pupils it rests on; empty when not published.") { Minimum = 0, Unit = "pupils" },
        new("symbol", DataType.Code, "Why there is no figure.") { Codes = new("Symbol", [new("c", "Suppressed"), new("x", "Not available"), new("z", "Not applicable"), new("u", "Unreliable")], "Government Statistical Service") },
        new("source", DataType.Text, "Publication and table.") { Required = true },
    ], ["measure", "group", "place", "year"],
    [
        new(["value", "symbol"], "value is not null and symbol is not null", "a figure and a symbol together", "one of the two", "Remove one."),
        new(["value", "symbol"], "value is null and symbol is null", "neither a figure nor a symbol", "one of the two", "Give the figure, or x when it is not available."),
    ]);

    /// <summary>The pupil files, in order of phase.</summary>
    public static ImmutableArray<TableSchema> Pupils { get; } = [EarlyYears, Phonics, KeyStage1, KeyStage2, KeyStage4];

    /// <summary>Every file that is checked against this schema.</summary>
    public static ImmutableArray<TableSchema> All { get; } = [.. Pupils, Schools, Comparators];

    /// <summary>The pupil file of a phase.</summary>
    public static TableSchema Of(Phase phase) => Pupils[(int)phase];

    private static IEnumerable<SchemaColumn> Goals() => EarlyLearningGoals.All.Select(goal =>
        new SchemaColumn(goal.Column, DataType.Code, $"{goal.Title} ({goal.AreaOfLearning}).") { Codes = Codes.EarlyLearningGoal, FirstYear = 2013, Source = "EYFS Profile handbook 2013" });

    private static SchemaColumn Assessed(string name, string subject) =>
        new(name, DataType.Code, $"Teacher assessment in {subject}; empty when there is no result.") { Codes = Codes.KeyStage1 };

    private static SchemaColumn Prior(string name, string what) =>
        new(name, DataType.Code, $"{what}; empty when not known.") { Codes = Codes.KeyStage1, YearsBefore = 4 };
}
