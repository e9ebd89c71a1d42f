using System.Globalization;

namespace Research;

/// <summary>The bootstrap of a trial: draws rows and schools, refits, and gathers the effects.</summary>
internal sealed class TrialResamples
{
    private readonly TrialAnalysis trial;
    private readonly TrialBootstrapPlan plan;
    private readonly TrialRows rows;
    private readonly int[][] members;
    private readonly InterceptRefit? refit;
    private readonly ReflatedResiduals? residuals;

    public TrialResamples(TrialAnalysis trial, TrialBootstrapPlan plan)
    {
        (this.trial, this.plan, rows) = (trial, plan, trial.Rows);
        var model = rows.Model;
        string school = model.School ?? model.Arm;
        bool simple = trial is SimpleTrialAnalysis;
        if (simple && plan.Units != TrialResampling.Pupils)
            throw new DataError("trial bootstrap", $"{plan.Units} of a trial of pupils", "pupils", "Draw TrialResampling.Pupils, or analyse the trial with its schools.");
        int[] group = simple ? new int[rows.Data.Count] : rows.School.Codes.ToArray();
        members = [.. Enumerable.Range(0, group.Length).GroupBy(i => group[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        if (trial is not MultisiteTrialAnalysis) refit = TrialPermutation.RefitOf(rows, rows.Data, !simple);
        if (plan.Units == TrialResampling.Residuals) residuals = ReflatedResiduals.Of(trial);
    }

    public BootstrapResult Run()
    {
        string[] names = [.. trial.Arms.SelectMany(a => TrialBootstrapPlan.Bases.SelectMany(b => TrialBootstrapPlan.Scales.Select(s => TrialBootstrapPlan.NameOf(a, s, b))))];
        var identity = new Draw([.. members.SelectMany(m => m)], [.. members.SelectMany((m, g) => m.Select(_ => g))], members.Length);
        double[] original = Effects(identity, null) ?? throw new DataError("trial bootstrap", "a model whose columns say the same", "columns that are not made of one another", "Leave one of them out.");
        var values = Replicates.Run(plan.Draws, plan.Seed, stream => residuals is null
            ? Effects(Resampled(stream), null)
            : Effects(identity, residuals.Draw(stream, identity.Rows, identity.Groups)));
        string what = plan.Units switch
        {
            TrialResampling.Schools => $"schools ({members.Length})",
            TrialResampling.SchoolsAndPupils => $"schools ({members.Length}) and pupils within them",
            TrialResampling.Residuals => "residuals and school effects",
            _ => "pupils within schools",
        };
        bool clusters = plan.Units is TrialResampling.Schools or TrialResampling.SchoolsAndPupils;
        return new(Statistic.Of(names, original), values, null, ($"{plan.Draws} draws of {what}, seed {plan.Seed}; {rows.Sample}", clusters ? members.Length : rows.Data.Count)) { Clusters = clusters ? members.Length : 0 };
    }

    private Draw Resampled(RandomStream stream)
    {
        // A draw that leaves an arm out says nothing of it: draw again.
        for (int attempt = 0; attempt < 100; attempt++)
        {
            var drawn = plan.Units == TrialResampling.Pupils ? Pupils(stream) : Schools(stream);
            var seen = new bool[rows.Arm.Levels.Length];
            foreach (int row in drawn.Rows) seen[rows.Arm.Codes[row]] = true;
            if (Array.TrueForAll(seen, s => s)) return drawn;
        }
        throw new DataError("trial bootstrap", "draws without one of the arms", "arms of more schools", "Draw pupils, or take the permutation test.");
    }

    private Draw Pupils(RandomStream stream)
    {
        List<int> drawn = [], groups = [];
        for (int g = 0; g < members.Length; g++) Take(members[g], g, true);
        return new([.. drawn], [.. groups], members.Length);

        void Take(int[] from, int group, bool again)
        {
            for (int i = 0; i < from.Length; i++)
            {
                drawn.Add(again ? from[stream.Below(from.Length)] : from[i]);
                groups.Add(group);
            }
        }
    }

    private Draw Schools(RandomStream stream)
    {
        List<int> drawn = [], groups = [];
        for (int k = 0; k < members.Length; k++)
        {
            int g = stream.Below(members.Length);
            int[] from = members[g];
            for (int i = 0; i < from.Length; i++)
            {
                drawn.Add(plan.Units == TrialResampling.SchoolsAndPupils ? from[stream.Below(from.Length)] : from[i]);
                groups.Add(plan.MergeRepeatedSchools ? g : k);
            }
        }
        return new([.. drawn], [.. groups], members.Length);
    }

    private double[]? Effects(Draw draw, (double[] Model, double[] Alone)? outcomes)
    {
        if (refit is null) return Slopes(draw, outcomes?.Model);
        return refit.Fit(draw.Rows, draw.Groups, draw.Count, outcomes) is { } fit ? Standardised([.. trial.Arms.Select(a => fit.Coefficients[Array.IndexOf(refit.Names, a)])], fit.Variances) : null;
    }

    private double[] Slopes(Draw draw, double[]? outcome)
    {
        const string Drawn = "drawn";
        var names = Enumerable.Range(0, draw.Count).Select(g => g.ToString("D6", CultureInfo.InvariantCulture));
        var data = rows.Data.Take(draw.Rows).With(new FactorColumn(rows.Model.School!, draw.Groups, [.. names]));
        var model = rows.Model;
        if (outcome is not null)
        {
            // A name no column of the trial has: the outcome may be a transformation of one.
            string name = Drawn;
            while (data.Has(name)) name += "_";
            (data, model) = (data.With(new NumberColumn(name, outcome)), model with { Formula = name + model.Formula[model.Formula.IndexOf('~', StringComparison.Ordinal)..] });
        }
        // Coefficients alone: tests of them would cost more than the fits.
        var (mixed, variances) = MultisiteTrialAnalysis.Models(TrialRows.Of(model, data));
        return Standardised([.. trial.Arms.Select(a => mixed.Estimate.Solution.Coefficients[mixed.Estimate.Design.Fixed.Names.IndexOf(a)])], [.. variances]);
    }

    private static double[] Standardised(double[] betas, TrialVariances[] variances) =>
        [.. betas.SelectMany(b => TrialBootstrapPlan.Bases.SelectMany(basis => TrialBootstrapPlan.Scales.Select(s => b / Math.Sqrt(variances.First(v => v.Basis == basis).Of(s)))))];

    private sealed record Draw(int[] Rows, int[] Groups, int Count);
}
