namespace Research;

/// <summary>Deals the arms of a trial anew as they were randomised and refits the model for each deal.</summary>
internal static class TrialPermutation
{
    public static PermutationTest Run((TrialAnalysis Trial, string Arm, EffectScale Scale) what, long seed, int draws)
    {
        var (rows, model) = (what.Trial.Rows, what.Trial.Rows.Model);
        return what.Trial switch
        {
            ClusterTrialAnalysis => PermutationTest.AmongClusters(rows.Data, (model.Arm, model.School!), Intercepts(true), seed, draws),
            MultisiteTrialAnalysis => PermutationTest.WithinBlocks(rows.Data, (model.Arm, model.School!), Slopes, seed, draws),
            _ => PermutationTest.Rows(rows.Data, model.Arm, Intercepts(false), seed, draws),
        };

        Func<Dataset, double> Intercepts(bool hasIntercepts) => data =>
        {
            var refit = RefitOf(rows, data, hasIntercepts);
            int[] group = hasIntercepts ? refit.Schools.Of : new int[data.Count], every = [.. Enumerable.Range(0, data.Count)];
            return refit.Fit(every, group, hasIntercepts ? refit.Schools.Count : 1) is { } fit
                ? fit.Coefficients[Array.IndexOf(refit.Names, what.Arm)] / Math.Sqrt(fit.Variances.First(v => v.Basis == EffectBasis.Conditional).Of(what.Scale))
                : double.NaN;
        };

        double Slopes(Dataset data)
        {
            var fit = MixedModel.Fit(model.WithSchools($"1 + {model.ArmName}"), data);
            return fit[what.Arm].Estimate / Math.Sqrt(TrialVariances.OfSlopes(fit, rows).Of(what.Scale));
        }
    }

    /// <summary>The trial's model ready to be refitted to a data set's rows.</summary>
    public static InterceptRefit RefitOf(TrialRows rows, Dataset data, bool hasIntercepts)
    {
        var model = rows.Model;
        int arm = Formula.Parse(model.Formula).Fixed.Labels.ToList().IndexOf(model.ArmName) + 1;
        return new(model.Formula, data, hasIntercepts ? model.SchoolName : model.ArmName, (arm, hasIntercepts));
    }
}
