namespace Research;

/// <summary>Distances between seekers and candidates in whole steps, so that an optimum is exact. Nothing is stored: 5,000 seekers and 95,000 candidates have half a thousand million distances.</summary>
/// <remarks>Step ε = longest/(2³¹/64 − 3), about 3e-8 of the longest distance; a distance d counts as ⌈½ + d/ε⌉, so that of two matchings as good the one with fewer pairs is taken. Source: Hansen and Klopfer
/// (2006), JCGS 15(3). R: <c>optmatch</c>, whose grid this is in version 0.10.6.</remarks>
internal sealed class DistanceGrid
{
    private const double Steps = (int.MaxValue / 64.0) - 2, Nothing = 1.5e-8;
    private readonly int[] seekers;
    private readonly int[] candidates;
    private readonly Func<int, int, double> distance;
    private readonly SortedScores? seekersUp;
    private readonly SortedScores? candidatesUp;
    private readonly double step;
    private readonly double longest;
    private readonly double farthest;

    /// <summary>Distances by any measure.</summary>
    public DistanceGrid((int[] Seekers, int[] Candidates) rows, Func<int, int, double> distance, double widest)
        : this(rows, (distance, null), widest)
    {
    }

    /// <summary>Distances on the line of a score, where the near are found without looking at all.</summary>
    public DistanceGrid((int[] Seekers, int[] Candidates) rows, double[] score, double widest)
        : this(rows, ((i, j) => Math.Abs(score[i] - score[j]), score), widest)
    {
    }

    private DistanceGrid((int[] Seekers, int[] Candidates) rows, (Func<int, int, double> Distance, double[]? Score) measure, double widest)
    {
        (seekers, candidates, distance, Widest) = (rows.Seekers, rows.Candidates, measure.Distance, widest);
        if (measure.Score is { } score) (seekersUp, candidatesUp) = (new(seekers, score), new(candidates, score));
        (NearestOfSeeker, NearestOfCandidate) = (new double[seekers.Length], new double[candidates.Length]);
        var reach = new double[seekers.Length];
        Parallel.For(0, seekers.Length, i => (NearestOfSeeker[i], reach[i]) = candidatesUp?.Ends(seekers[i], widest) ?? Ends(candidates, j => distance(seekers[i], j)));
        Parallel.For(0, candidates.Length, j => (NearestOfCandidate[j], _) = seekersUp?.Ends(candidates[j], widest) ?? Ends(seekers, i => distance(i, candidates[j])));
        longest = reach.DefaultIfEmpty(0).Max();
        step = longest / Steps;
        farthest = NearestOfCandidate.Where(double.IsFinite).DefaultIfEmpty(0).Max();

        (double Least, double Most) Ends(int[] others, Func<int, double> to)
        {
            double least = double.PositiveInfinity, most = 0;
            foreach (int other in others)
                if (to(other) is var d && d <= widest)
                    (least, most) = (Math.Min(least, d), Math.Max(most, d));
            return (least, most);
        }
    }

    /// <summary>The widest distance that is still a link.</summary>
    public double Widest { get; }

    /// <summary>Distance of each seeker's nearest candidate within reach; infinite for none.</summary>
    public double[] NearestOfSeeker { get; }

    /// <summary>Distance of each candidate's nearest seeker within reach; infinite for none.</summary>
    public double[] NearestOfCandidate { get; }

    public double Between(int seeker, int candidate) => distance(seekers[seeker], candidates[candidate]);

    public long Cost(double apart) => longest < Nothing ? 1 : (long)Math.Ceiling(0.5 + (apart / step));

    /// <summary>Candidates, by place, to which a link may be shorter than those of its two ends to their nearest together; others may be among them.</summary>
    public int[] CandidatesWorthALink(int seeker) => candidatesUp?.Near(seekers[seeker], NearestOfSeeker[seeker] + (2 * step), NearestOfCandidate, farthest) ?? [.. Enumerable.Range(0, candidates.Length)];

    /// <summary>The first candidate as near to a seeker as any; −1 where none is within reach.</summary>
    public int NearestCandidate(int seeker) => First(candidatesUp?.Near(seekers[seeker], NearestOfSeeker[seeker] + step) ?? [.. Enumerable.Range(0, candidates.Length)],
        NearestOfSeeker[seeker], j => Between(seeker, j));

    /// <summary>The first seeker as near to a candidate as any; −1 where none is within reach.</summary>
    public int NearestSeeker(int candidate) => First(seekersUp?.Near(candidates[candidate], NearestOfCandidate[candidate] + step) ?? [.. Enumerable.Range(0, seekers.Length)],
        NearestOfCandidate[candidate], i => Between(i, candidate));

    private int First(int[] places, double least, Func<int, double> to)
    {
        if (double.IsInfinity(least)) return -1;
        long cost = Cost(least);
        return Array.Find(places, p => to(p) is var d && d <= Widest && Cost(d) == cost) is var found && places.Length > 0 ? found : -1;
    }
}
