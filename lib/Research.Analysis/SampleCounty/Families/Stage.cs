namespace Research;

/// <summary>A year group in which pupils are assessed, counted from reception.</summary>
internal enum Stage
{
    /// <summary>EYFS Profile.</summary>
    Reception = 0,

    /// <summary>Phonics check.</summary>
    Year1 = 1,

    /// <summary>Key Stage 1, and the phonics retake.</summary>
    Year2 = 2,

    /// <summary>Key Stage 2.</summary>
    Year6 = 6,

    /// <summary>Key Stage 4.</summary>
    Year11 = 11,
}
