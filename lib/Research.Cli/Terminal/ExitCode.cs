namespace Research.Cli;

/// <summary>What the shell is told.</summary>
internal static class ExitCode
{
    /// <summary>Done, and all is well.</summary>
    public const int Success = 0;

    /// <summary>It could not be done: input that cannot be used, or a notebook that failed.</summary>
    public const int Failed = 1;

    /// <summary>Done, and something does not come out: a published figure, or a file of an extract.</summary>
    public const int Differs = 2;
}
