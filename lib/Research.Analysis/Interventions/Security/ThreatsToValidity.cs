using System.Collections.Immutable;

namespace Research;

/// <summary>How likely it is that something other than the programme made the difference.</summary>
public enum ThreatLevel
{
    /// <summary>Nobody has said: not the same as low.</summary>
    NotJudged,

    /// <summary>Low risk.</summary>
    Low,

    /// <summary>Moderate risk.</summary>
    Moderate,

    /// <summary>High risk.</summary>
    High,
}

/// <summary>Where a bias would move the estimate.</summary>
public enum BiasDirection
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The estimate would be too high.</summary>
    Upward,

    /// <summary>The estimate would be too low.</summary>
    Downward,
}

/// <summary>A threat to internal validity, judged.</summary>
/// <param name="Name">EEF's name, or the plan's where it names another.</param>
/// <param name="Level">How high the risk is.</param>
/// <param name="Direction">Where it would move the estimate.</param>
/// <param name="Reason">What the judgement rests on.</param>
public sealed record Threat(string Name, ThreatLevel Level, BiasDirection Direction, string Reason);

/// <summary>EEF's seven threats to internal validity as a plan and its data judge them, and the padlocks they take away.</summary>
/// <remarks>Taken away, two at most: nothing for up to two moderate threats; one for three or four moderate, two moderate that push the same way, or one high with the rest low; two for one high with two or more
/// moderate, or two or more high. Where that leaves a case open (five moderate, three that push the same way, one high with one moderate) the lower rating is taken. The names and the rule follow EEF's padlock tool as the
/// University of Oxford's Education Deanery teaches it (Assessing risk of bias in education research); EEF's own document, Classification of the security of findings from EEF evaluations (2019), could not be read here, so
/// that part is at second hand. The bands in which a baseline difference counts as moderate (above 0.05 standard deviations) and high (above 0.10) confounding are not confirmed by either.</remarks>
internal sealed class ThreatsToValidity
{
    public const string Confounding = "Confounding";
    private const double ModerateImbalance = 0.05, HighImbalance = 0.10;

    /// <summary>A plan's word for each of EEF's threats, and EEF's name.</summary>
    public static readonly ImmutableArray<(string Key, string Name)> Named =
    [
        ("confounding", Confounding), ("concurrent interventions", "Concurrent interventions"), ("experimental effects", "Experimental effects and contamination"), ("implementation fidelity", "Implementation fidelity"),
        ("missing data", "Missing data"), ("measurement of outcomes", "Measurement of outcomes"), ("selective reporting", "Selective reporting"),
    ];

    /// <summary>What a plan may write for a threat.</summary>
    public static readonly string[] Levels = ["low", "moderate", "high", "moderate upward", "moderate downward", "high upward", "high downward"];

    private ThreatsToValidity(ImmutableArray<Threat> all) => All = all;

    /// <summary>EEF's seven in their order, then any others the plan names.</summary>
    public ImmutableArray<Threat> All { get; }

    /// <summary>EEF's threats nobody has judged.</summary>
    public int NotJudged => All.Count(t => t.Level == ThreatLevel.NotJudged);

    public static ThreatsToValidity Of(AnalysisPlan plan, double imbalance)
    {
        var given = plan.Threats.Select(t => (Key: t.Threat.Replace('_', ' ').Replace('-', ' ').ToLowerInvariant(), Threat: Judged(t.Threat, t.Level))).ToList();
        var all = Named.Select(n => given.Where(g => g.Key == n.Key).Select(g => g.Threat with { Name = n.Name }).FirstOrDefault(new Threat(n.Name, ThreatLevel.NotJudged, BiasDirection.Unknown, ""))).ToList();
        if (!double.IsNaN(imbalance)) all[0] = Worse(all[0], OfImbalance(imbalance));
        return new([.. all, .. given.Where(g => !Named.Any(n => n.Key == g.Key)).Select(g => g.Threat)]);
    }

    /// <summary>Padlocks to take away, 0 to 2.</summary>
    public int Deduction
    {
        get
        {
            int high = All.Count(t => t.Level == ThreatLevel.High);
            var moderate = All.Where(t => t.Level == ThreatLevel.Moderate).ToList();
            int same = Math.Max(moderate.Count(t => t.Direction == BiasDirection.Upward), moderate.Count(t => t.Direction == BiasDirection.Downward));
            if (high > 0) return high == 1 && moderate.Count == 0 ? 1 : 2;
            if (moderate.Count > 4 || same > 2) return 2;
            return moderate.Count > 2 || same == 2 ? 1 : 0;
        }
    }

    private static Threat Judged(string name, string word)
    {
        string[] parts = word.Split(' ');
        var level = parts[0] switch { "high" => ThreatLevel.High, "moderate" => ThreatLevel.Moderate, _ => ThreatLevel.Low };
        var direction = parts is [_, "upward"] ? BiasDirection.Upward : parts is [_, "downward"] ? BiasDirection.Downward : BiasDirection.Unknown;
        return new(name, level, direction, "plan");
    }

    private static Threat OfImbalance(double d) => new(Confounding, d > HighImbalance ? ThreatLevel.High : d > ModerateImbalance ? ThreatLevel.Moderate : ThreatLevel.Low, BiasDirection.Unknown,
        $"largest baseline difference {Rounding.Text(d, 2)} standard deviations");

    // A plan cannot judge away an imbalance its own data show.
    private static Threat Worse(Threat plan, Threat data) => data.Level >= plan.Level ? data : plan with { Reason = $"plan; {data.Reason}" };
}
