using System.Collections.Immutable;

namespace Research;

/// <summary>What programmes would do to every target at once, what a target would take, what matters most, and which programmes are enough.</summary>
/// <remarks>The futures are those of the assessment: each already holds the county's path, England's beside it and the chance in every cohort. A programme's
/// effect is drawn once a future from its estimate and standard error. In every future the county's pupils are followed without and with the programmes
/// (<c>docs/decisions/0007</c>). Records of things done are left as they are.</remarks>
public static class Scenario
{
    /// <summary>Reads programmes from a file (columns in <c>docs/targets.md</c>).</summary>
    /// <param name="file">A CSV file, UTF-8, header in the first line.</param>
    public static ImmutableArray<Programme> Read(string file) => ProgrammeFile.Read(file);

    /// <summary>The effect of programmes on every target.</summary>
    /// <param name="assessment">The targets without them.</param>
    /// <param name="programmes">The programmes, all of them run.</param>
    public static ScenarioOutcome Run(Assessment assessment, IEnumerable<Programme> programmes)
    {
        ImmutableArray<Programme> all = [.. programmes];
        var response = new PupilSimulation(assessment, all);
        return new(assessment, assessment.On(response.With(all)), all, [.. all.Select(p => CostOf(p, response, assessment))]);
    }

    /// <summary>What one target would take: the effect on every pupil of its group that puts it on track.</summary>
    /// <param name="assessment">The targets as of now.</param>
    /// <param name="target">The target's id.</param>
    public static Requirement WhatWouldItTake(Assessment assessment, string target) => Requirement.Of(assessment, assessment[target]);

    /// <summary>How far a target moves when each thing a scenario rests on is low or high: what matters most.</summary>
    /// <param name="assessment">The targets without the programmes.</param>
    /// <param name="programmes">The programmes.</param>
    /// <param name="target">The target's id.</param>
    public static Tornado Tornado(Assessment assessment, IEnumerable<Programme> programmes, string target) => Research.Tornado.Of(assessment, [.. programmes], assessment[target]);

    /// <summary>The fewest programmes, and of those the cheapest, that put a target on track within a budget.</summary>
    /// <param name="assessment">The targets without the programmes.</param>
    /// <param name="programmes">The programmes to choose from, at most 20.</param>
    /// <param name="target">The target's id.</param>
    /// <param name="budget">Pounds for all years together.</param>
    public static ProgrammeChoice SmallestSet(Assessment assessment, IEnumerable<Programme> programmes, string target, double budget) =>
        ProgrammeChoice.Of(assessment, [.. programmes], assessment[target], budget);

    /// <summary>Pounds for all the years whose results it moves, to the last one a target is due.</summary>
    internal static double CostOf(Programme p, PupilSimulation response, Assessment assessment)
    {
        int last = assessment.Figures.Register.All.SelectMany(t => t.Conditions).Max(c => c.Due), years = Math.Max(0, last - p.Lag - Math.Max(p.Start, assessment.AsOf.Results + 1 - p.Lag) + 1);
        return years == 0 ? 0 : p.CostFixed + (p.CostPerPupil * p.Reach * response.Pupils(p) * years);
    }
}
