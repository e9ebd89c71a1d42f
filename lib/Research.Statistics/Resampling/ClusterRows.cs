using System.Collections.Immutable;

namespace Research;

/// <summary>The rows of each cluster of a data set.</summary>
internal sealed class ClusterRows
{
    private readonly Dataset data;
    private readonly string column;
    private readonly int[][] rows;

    private ClusterRows(Dataset data, string column, int[][] rows) => (this.data, this.column, this.rows) = (data, column, rows);

    public int Count => rows.Length;

    /// <summary>Rows without a cluster.</summary>
    public int Dropped => data.Count - rows.Sum(r => r.Length);

    public static ClusterRows Of(Dataset data, string column)
    {
        var cluster = data[column];
        var byName = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (int i = 0; i < cluster.Length; i++)
        {
            if (cluster.TextAt(i) is not { } name) continue;
            if (!byName.TryGetValue(name, out var members)) byName[name] = members = [];
            members.Add(i);
        }
        if (byName.Count < 2)
            throw new DataError("resampling clusters", $"{byName.Count} clusters", "at least two", "Choose the column that says which school a row belongs to.", column: column);
        return new(data, column, [.. byName.Values.Select(v => v.ToArray())]);
    }

    /// <summary>As many clusters as there are, drawn with replacement, whole or (both levels) with their rows drawn again. A cluster drawn twice is
    /// two clusters: its column is numbered anew, so that a model does not take them for one.</summary>
    public Dataset Draw(RandomStream stream, bool rowsToo)
    {
        var drawn = new int[rows.Length];
        stream.Resample(drawn, rows.Length);
        var taken = new List<int>(data.Count);
        var codes = new List<int>(data.Count);
        for (int k = 0; k < drawn.Length; k++)
        {
            int[] members = rows[drawn[k]];
            for (int i = 0; i < members.Length; i++)
            {
                taken.Add(rowsToo ? members[stream.Below(members.Length)] : members[i]);
                codes.Add(k);
            }
        }
        return Numbered(taken, codes, drawn.Length);
    }

    /// <summary>The data without one cluster.</summary>
    public Dataset Without(int cluster)
    {
        var taken = new List<int>(data.Count);
        for (int k = 0; k < rows.Length; k++)
            if (k != cluster) taken.AddRange(rows[k]);
        taken.Sort();
        return data.Take([.. taken]);
    }

    private Dataset Numbered(List<int> taken, List<int> codes, int count) =>
        data.Take([.. taken]).With(new FactorColumn(column, [.. codes], [.. Enumerable.Range(1, count).Select(k => k.ToString(System.Globalization.CultureInfo.InvariantCulture))]));
}
