using System.Globalization;
using System.Text;

namespace Research.Benchmarks;

/// <summary>How programmes reach pupils, and what they do to them, in a county whose truth is known.</summary>
internal enum ProgrammeTruth
{
    /// <summary>As a scenario takes it: a share of the group by chance, one effect on every pupil reached, in every subject.</summary>
    AsAssumed,

    /// <summary>The effect on a pupil is drawn, with a standard deviation as large as its mean.</summary>
    EffectVaries,

    /// <summary>Half as large again for those in the lower half by prior attainment, half as small for the others.</summary>
    LargerForLowPrior,

    /// <summary>The weakest of the group by prior attainment are reached first.</summary>
    WeakestFirst,

    /// <summary>Schools take part or do not; in those that do, the whole group is reached.</summary>
    WholeSchools,

    /// <summary>Only reading moves.</summary>
    ReadingAlone,
}

/// <summary>A pupil at the end of Key Stage 2, with scores behind the results.</summary>
internal sealed record SimulatedPupil(int Id, int Year, int School, (bool Fsm, bool Ever6, bool Eal, bool Sen, bool Boy) In, double Prior, (string Reading, string Maths) Before, double[] Scores)
{
    public bool IsIn(string group) => group switch { "fsm" => In.Fsm, "ever6" => In.Ever6, "eal" => In.Eal, "sen" => In.Sen, "boys" => In.Boy, _ => true };
}

/// <summary>Small counties drawn from a latent model of its own: schools, groups that overlap, prior attainment, three subjects. The cohorts to come are drawn once, and the programmes
/// applied to them or not.</summary>
internal sealed class SimulatedKeyStage2
{
    private const int Schools = 40;
    private static readonly string[] PriorLevels = ["W", "1", "2C", "2B", "2A", "3"], Levels = ["2", "3", "4C", "4B", "4A", "5", "6"];
    private static readonly double[] PriorCuts = [-2.2, -1.5, -0.8, -0.2, 0.5], Cuts = [-2.1, -1.1, -0.75, -0.3, 0.3, 2.1];
    private static readonly int[] Points = [15, 21, 25, 27, 29, 33, 39];
    private readonly List<SimulatedPupil> pupils = [];
    private readonly double spread;

    /// <param name="stream">Chance of the county.</param>
    /// <param name="years">First and last year seen, and the year to come.</param>
    public SimulatedKeyStage2(RandomStream stream, (int First, int AsOf, int Due) years)
    {
        (AsOf, Due) = (years.AsOf, years.Due);
        var map = stream.Fork("schools");
        var schools = Enumerable.Range(0, Schools).Select(_ => (Size: 25 + map.Below(51), Fsm: -1.7 + (0.8 * map.Normal()), Level: 0.3 * map.Normal())).ToArray();
        var path = stream.Fork("path");
        double slope = path.Normal(0.03, 0.04), county = 0;
        double[] groups = new double[4];
        for (int year = years.First; year <= years.Due; year++)
        {
            county += slope + (0.04 * path.Normal());
            for (int g = 0; g < groups.Length; g++) groups[g] += 0.05 * path.Normal();
            var cohort = stream.Fork(year);
            for (int s = 0; s < Schools; s++)
            {
                double ofYear = 0.12 * cohort.Normal();
                for (int k = 0; k < schools[s].Size; k++) pupils.Add(Draw(cohort, (year, s), (schools[s].Fsm, schools[s].Level, county + ofYear), groups));
            }
        }
        var last = Cohort(AsOf);
        spread = Deviation([.. last.Select(p => p.Scores[0])]);
    }

    public int AsOf { get; }

    public int Due { get; }

    public SimulatedPupil[] Cohort(int year) => [.. pupils.Where(p => p.Year == year)];

    /// <summary>The coming cohort with the programmes: the same pupils and the same chance.</summary>
    /// <param name="stream">Whom the programmes reach.</param>
    /// <param name="programmes">The programmes, each with its true effect.</param>
    /// <param name="truth">How.</param>
    public SimulatedPupil[] With(RandomStream stream, IEnumerable<(Programme Programme, double Effect)> programmes, ProgrammeTruth truth)
    {
        var cohort = Cohort(Due);
        double[][] scores = [.. cohort.Select(p => p.Scores.ToArray())];
        foreach (var (programme, effect) in programmes)
        {
            var chance = stream.Fork(programme.Id);
            bool[] reached = Reached(chance, cohort, programme, truth);
            double[] gain = [.. cohort.Select((p, i) => reached[i] ? effect * Times(chance, p, truth) : 0)];
            double lost = programme.Displacement * gain.Sum() / reached.Count(r => !r);
            for (int i = 0; i < cohort.Length; i++)
                for (int subject = 0; subject < (truth == ProgrammeTruth.ReadingAlone ? 1 : 3); subject++) scores[i][subject] += spread * (reached[i] ? gain[i] : -lost);
        }
        return [.. cohort.Select((p, i) => p with { Scores = scores[i] })];
    }

    private static bool[] Reached(RandomStream chance, SimulatedPupil[] cohort, Programme programme, ProgrammeTruth truth)
    {
        double[] draw = [.. cohort.Select(_ => chance.Uniform())];
        bool[] reached = [.. cohort.Select((p, i) => p.IsIn(programme.Group) && draw[i] < programme.Reach)];
        int[] group = [.. Enumerable.Range(0, cohort.Length).Where(i => cohort[i].IsIn(programme.Group))];
        int places = (int)Math.Round(programme.Reach * group.Length);
        if (truth == ProgrammeTruth.WeakestFirst)
        {
            Array.Clear(reached);
            foreach (int i in group.OrderBy(i => cohort[i].Prior).Take(places)) reached[i] = true;
        }
        if (truth == ProgrammeTruth.WholeSchools)
        {
            Array.Clear(reached);
            foreach (var school in group.GroupBy(i => cohort[i].School).OrderBy(g => draw[g.First()]))
            {
                if (places <= 0) break;
                foreach (int i in school) reached[i] = true;
                places -= school.Count();
            }
        }
        return reached;
    }

    private static double Times(RandomStream chance, SimulatedPupil p, ProgrammeTruth truth) => truth switch
    {
        ProgrammeTruth.EffectVaries => chance.Normal(1, 1),
        ProgrammeTruth.LargerForLowPrior => p.Prior < -0.2 ? 1.5 : 0.5,
        _ => 1,
    };

    /// <summary>Rate of a measure by its id, in per cent.</summary>
    public static double Rate(IEnumerable<SimulatedPupil> pupils, string measure) => 100 * pupils.Average(p => Reaches(p, measure) ? 1.0 : 0);

    /// <summary>Mean scaled score in reading.</summary>
    public static double ReadingScore(IEnumerable<SimulatedPupil> pupils) => pupils.Average(p => (double)Scaled(p.Scores[0]));

    /// <summary>The rank-based index: 10 (2P − 1), ties half, P that a pupil of the peers is ahead of one of the group.</summary>
    public static double Index(IEnumerable<SimulatedPupil> pupils, string group)
    {
        double own = 0, peers = 0, ahead = 0;
        foreach (var tied in pupils.GroupBy(p => p.Year < 2016 ? Points[Cut(p.Scores[0], Cuts)] + Points[Cut(p.Scores[2], Cuts)] : Scaled(p.Scores[0]) + Scaled(p.Scores[2])).OrderBy(g => g.Key))
        {
            double inGroup = tied.Count(p => p.IsIn(group)), others = tied.Count() - inGroup;
            ahead += others * (own + (inGroup / 2));
            (own, peers) = (own + inGroup, peers + others);
        }
        return 10 * ((2 * ahead / (own * peers)) - 1);
    }

    /// <summary>Schools below a floor.</summary>
    public static double Below(IEnumerable<SimulatedPupil> pupils, Floor floor) =>
        pupils.GroupBy(p => p.School).Count(s => floor.Conditions.All(c => 100.0 * s.Count(p => Reaches(p, c.Measure)) < c.Threshold * s.Count()));

    /// <summary>Writes the records known as of now, with the prior attainment of the cohort to come, and the schools.</summary>
    public void Write(string folder)
    {
        Write(folder, Schema.KeyStage2, pupils.Where(p => p.Year <= AsOf), Value);
        Write(folder, Schema.KeyStage1, Cohort(Due), (p, column) => column switch { "year" => Text(p.Year - 4), "ks1_reading" or "ks1_writing" => p.Before.Reading, "ks1_maths" => p.Before.Maths, "sen_provision" => "N", _ => Value(p, column) });
        File.WriteAllText(Path.Combine(folder, "schools.csv"), "urn,name,kind,maintained,area\n" + string.Concat(Enumerable.Range(0, Schools).Select(s => string.Create(CultureInfo.InvariantCulture, $"{900001 + s},School {s},primary,1,March\n"))));
    }

    private static void Write(string folder, TableSchema table, IEnumerable<SimulatedPupil> rows, Func<SimulatedPupil, string, string> value)
    {
        var text = new StringBuilder().AppendJoin(',', table.Columns.Select(c => c.Name)).Append('\n');
        foreach (var p in rows) text.AppendJoin(',', table.Columns.Select(c => value(p, c.Name))).Append('\n');
        File.WriteAllText(Path.Combine(folder, table.Name + ".csv"), text.ToString());
    }

    private static string Value(SimulatedPupil p, string column)
    {
        bool levels = p.Year < 2016;
        return column switch
        {
            "pupil" => "P" + Text(p.Id),
            "year" => Text(p.Year),
            "urn" => Text(900001 + p.School),
            "gender" => p.In.Boy ? "M" : "F",
            "birth_month" => "6",
            "fsm" or "fsm_entitled" => p.In.Fsm ? "1" : "0",
            "ever6" => p.In.Ever6 ? "1" : "0",
            "sen_provision" => p.In.Sen ? p.Year < 2015 ? "A" : "K" : "N",
            "lac" or "exclusions_fixed" or "exclusions_permanent" or "sessions_authorised" or "sessions_unauthorised" or "caf_episodes" or "together_for_families" => "0",
            "sessions_possible" => "310",
            "social_care" => "N",
            "ethnicity" => "WBRI",
            "language" => p.In.Eal ? "POL" : "ENG",
            "idaci_decile" => "5",
            "area" => "March",
            "ks2_reading" => levels ? Levels[Cut(p.Scores[0], Cuts)] : "",
            "ks2_maths" => levels ? Levels[Cut(p.Scores[2], Cuts)] : "",
            "ks2_writing" => levels ? Levels[Cut(p.Scores[1], Cuts)] : p.Scores[1] < -0.9 ? "WTS" : p.Scores[1] < 0.9 ? "EXS" : "GDS",
            "ks2_reading_score" => levels ? "" : Text(Scaled(p.Scores[0])),
            "ks2_maths_score" => levels ? "" : Text(Scaled(p.Scores[2])),
            "prior_reading" or "prior_writing" => p.Before.Reading,
            "prior_maths" => p.Before.Maths,
            _ => "",
        };
    }

    private SimulatedPupil Draw(RandomStream chance, (int Year, int School) at, (double Fsm, double Level, double Time) school, double[] groups)
    {
        bool fsm = chance.Chance(1 / (1 + Math.Exp(-school.Fsm))), ever6 = chance.Uniform() < 0.1 || fsm, eal = chance.Chance(0.12), boy = chance.Chance(0.51), sen = chance.Chance(fsm ? 0.28 : 0.14);
        double F(bool holds) => holds ? 1 : 0;
        double prior = (0.9 * chance.Normal()) + (0.5 * school.Level) - (0.4 * F(fsm)) - (0.15 * F(ever6)) - (0.2 * F(eal)) - (0.1 * F(boy)) - (0.8 * F(sen));
        (string, string) before = (PriorLevels[Cut(prior + (0.4 * chance.Normal()), PriorCuts)], PriorLevels[Cut(prior + (0.4 * chance.Normal()), PriorCuts)]);
        double now = (0.65 * prior) + (0.5 * school.Level) + school.Time + (0.55 * chance.Normal()) - ((0.2 - groups[0]) * F(fsm)) - ((0.1 - groups[1]) * F(ever6)) + ((0.1 + groups[2]) * F(eal)) - ((0.35 - groups[3]) * F(sen));
        return new(pupils.Count, at.Year, at.School, (fsm, ever6, eal, sen, boy), prior, before, [.. Enumerable.Range(0, 3).Select(_ => now + (0.4 * chance.Normal()))]);
    }

    private static bool Reaches(SimulatedPupil p, string measure) => measure switch
    {
        "ks2_rwm_4plus" => p.Scores.All(s => s >= Cuts[1]),
        "ks2_rwm_expected" => Scaled(p.Scores[0]) >= 100 && Scaled(p.Scores[2]) >= 100 && p.Scores[1] >= -0.9,
        // Two levels: from below 1 to 2, from 1 to 3, from 2 to 4, from 3 to 5.
        "ks2_reading_progress2" => p.Scores[0] >= p.Before.Reading switch { "W" => double.NegativeInfinity, "1" => Cuts[0], "3" => Cuts[4], _ => Cuts[1] },
        _ => throw new ArgumentException(measure),
    };

    private static int Scaled(double score) => (int)Math.Clamp(Math.Round(104.5 + (7.5 * score)), 80, 120);

    private static int Cut(double score, double[] cuts) => cuts.Count(c => score >= c);

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
