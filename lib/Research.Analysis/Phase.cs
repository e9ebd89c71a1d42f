namespace Research;

/// <summary>A phase of school in which pupils are assessed. One file of a county extract each.</summary>
public enum Phase
{
    /// <summary>Early Years Foundation Stage Profile, end of reception (age 5).</summary>
    EarlyYears,

    /// <summary>Phonics screening check, Year 1, with the retake in Year 2.</summary>
    Phonics,

    /// <summary>Key Stage 1, end of Year 2 (age 7).</summary>
    KeyStage1,

    /// <summary>Key Stage 2, end of Year 6 (age 11).</summary>
    KeyStage2,

    /// <summary>Key Stage 4, end of Year 11 (age 16).</summary>
    KeyStage4,
}

/// <summary>What a phase is called in sentences.</summary>
public static class PhaseTitle
{
    extension(Phase phase)
    {
        /// <summary>"Key Stage 2".</summary>
        public string Title => phase switch
        {
            Phase.EarlyYears => "Early Years Foundation Stage",
            Phase.Phonics => "Phonics check",
            Phase.KeyStage1 => "Key Stage 1",
            Phase.KeyStage2 => "Key Stage 2",
            _ => "Key Stage 4",
        };
    }
}
