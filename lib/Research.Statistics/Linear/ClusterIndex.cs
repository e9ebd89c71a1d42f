namespace Research;

/// <summary>The rows of each cluster.</summary>
internal sealed class ClusterIndex
{
    private readonly int[] rows;
    private readonly int[] starts;

    public ClusterIndex(FactorColumn clusters)
    {
        Count = clusters.Levels.Length;
        starts = new int[Count + 1];
        foreach (int code in clusters.Codes) starts[code + 1]++;
        for (int j = 0; j < Count; j++) starts[j + 1] += starts[j];
        rows = new int[clusters.Length];
        int[] next = starts[..Count];
        for (int i = 0; i < rows.Length; i++) rows[next[clusters.Codes[i]]++] = i;
    }

    public int Count { get; }

    public ReadOnlySpan<int> Rows(int cluster) => rows.AsSpan(starts[cluster]..starts[cluster + 1]);
}
