namespace Research.Oracle;

/// <summary>The two groups a block compares: two columns, or an outcome split by a group, with an optional filter such as <c>dose == 0.5</c>.</summary>
internal static class ComparedGroups
{
    public static (OutcomeGroup First, OutcomeGroup Second) Of(Block block)
    {
        var data = block.Data;
        if (block.Args.Text("group") is not { } group)
            return (OutcomeGroup.Of("x", data.Numbers(block.Args.Need("x")).ToArray()), OutcomeGroup.Of("y", data.Numbers(block.Args.Need("y")).ToArray()));
        var kept = RowFilter.Keep(data, block.Args.Text("filter"));
        double[] outcome = kept.Numbers(block.Args.Text("outcome") ?? block.Args.Need("y")).ToArray();
        return (Level(block.Args.Need("group1")), Level(block.Args.Need("group2")));

        OutcomeGroup Level(string level) => OutcomeGroup.Of(level, outcome.Where((_, i) => kept[group].TextAt(i) == level));
    }
}
