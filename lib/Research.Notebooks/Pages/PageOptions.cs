namespace Research.Notebooks;

/// <summary>What a page says beside its notebook.</summary>
public sealed record PageOptions
{
    /// <summary>Title; the notebook's first heading when null.</summary>
    public string? Title { get; init; }

    /// <summary>Facts for the foot of the page, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>What a reader must know before reading on.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>The run that the page shows; with it each result says where it comes from. Null for a notebook whose run is not known.</summary>
    public RunManifest? Run { get; init; }

    /// <summary>Folder that pictures in markdown are relative to; they are put into the page. Null leaves them as links.</summary>
    public string? Folder { get; init; }
}
