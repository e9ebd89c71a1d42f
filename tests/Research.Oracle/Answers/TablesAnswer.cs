namespace Research.Oracle;

/// <summary>Contingency tables, trend, paired shares, adjusted p-values.</summary>
internal sealed class TablesAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["contingency-table", "cochran-armitage", "mcnemar", "multiplicity"];

    public void Answer(Block block, GivenFigures figures)
    {
        var data = block.Data;
        double[] Column(int i) => data.Numbers(block.Args.Texts("columns")[i]).ToArray();
        switch (block.Kind)
        {
            case "contingency-table":
                Table(data, block, figures);
                break;
            case "cochran-armitage":
                var trend = TrendTest.Of(Column(0), Column(1), Column(2));
                figures.Add("chi2", trend.ChiSquared);
                figures.Add("p", trend.PValue);
                break;
            case "mcnemar":
                var paired = McNemarTest.Of(data.Numbers("yn")[0], data.Numbers("ny")[0]);
                figures.Add("chi2", paired.ChiSquared);
                figures.Add("p", paired.PValue);
                figures.Add("chi2_cc", paired.CorrectedChiSquared);
                figures.Add("p_cc", paired.CorrectedPValue);
                figures.Add("exact_p", paired.ExactPValue);
                break;
            default:
                double[] p = data.Numbers(block.Args.Need("column")).ToArray();
                foreach (var (name, method) in new[] { ("bonferroni", Adjustment.Bonferroni), ("holm", Adjustment.Holm), ("hochberg", Adjustment.Hochberg), ("hommel", Adjustment.Hommel), ("BH", Adjustment.BenjaminiHochberg), ("BY", Adjustment.BenjaminiYekutieli) })
                    figures.Add(name, MultipleTesting.Adjust(p, method).AsEnumerable());
                break;
        }
    }

    // The first column labels the rows; the others are counts.
    private static void Table(Dataset data, Block block, GivenFigures figures)
    {
        var columns = data.Columns.Skip(1).OfType<NumberColumn>().ToArray();
        var counts = new double[data.Count, columns.Length];
        for (int i = 0; i < data.Count; i++)
            for (int j = 0; j < columns.Length; j++)
                counts[i, j] = columns[j].Values[i];
        var table = ContingencyTable.FromCounts(counts);
        figures.Add("chisq", table.ChiSquared);
        figures.Add("df", table.DegreesOfFreedom);
        figures.Add("p", table.PValue);
        figures.Add("expected", table.Expected.AsEnumerable());
        figures.Add("residuals_pearson", table.PearsonResiduals.AsEnumerable());
        figures.Add("residuals_standardised", table.StandardisedResiduals.AsEnumerable());
        figures.Add("g", table.G);
        figures.Add("g_p", table.GPValue);
        figures.Add("cramers_v", table.CramersV);
        if (block.Asks("fisher_p")) figures.Add("fisher_p", table.FisherTest());
    }
}
