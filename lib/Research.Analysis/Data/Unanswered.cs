namespace Research;

/// <summary>A question that the extract or the year cannot answer, and why: stands where the answer would.</summary>
/// <remarks>For pages that are made anew every year, where a measure may not be defined or a file not be there. An analysis that must have its answer asks for it
/// plainly and stops at the <see cref="DataError"/>.</remarks>
public sealed record Unanswered : Result
{
    internal Unanswered(DataError why) => Why = why;

    /// <summary>What was found, what was expected, how to mend it.</summary>
    public DataError Why { get; }

    /// <inheritdoc/>
    public override Table ToTable() => new("This question has no answer here", [new("found", "Found"), new("expected", "Expected"), new("mend", "To have it answered")],
        [[$"{Why.Where}: {Why.Found}", Why.Expected, Why.Mend]]);
}

/// <summary>Questions to which a county may have no answer.</summary>
public static class CountyQuestions
{
    extension(County county)
    {
        /// <summary>The answer, or why there is none.</summary>
        /// <param name="question">The question, such as <c>c => c.SchoolsBelowFloor(2014)</c>. A finding of the check still stops.</param>
        public Result IfAnswerable(Func<County, Result> question)
        {
            // Faulty data are not an unanswerable question.
            _ = county.Engine;
            try
            {
                return question(county);
            }
            catch (DataError why)
            {
                return new Unanswered(why);
            }
        }
    }
}
