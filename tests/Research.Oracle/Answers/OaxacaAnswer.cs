namespace Research.Oracle;

/// <summary>Oaxaca–Blinder decompositions.</summary>
internal sealed class OaxacaAnswer : IAnswer
{
    public IReadOnlyCollection<string> Kinds => ["oaxaca-blinder"];

    public void Answer(Block block, GivenFigures figures)
    {
        var parts = OaxacaBlinder.Of(block.Args.Need("formula"), block.Data, block.Args.Need("group"), (block.Args.Need("A"), block.Args.Need("B")));
        figures.Add("n", [parts.Counts.A, parts.Counts.B]);
        figures.Add("mean_A", parts.MeanA);
        figures.Add("mean_B", parts.MeanB);
        figures.Add("difference", parts.Difference);
        foreach (var (name, part) in new[] { ("endowments", parts.Endowments), ("coefficients", parts.Coefficients), ("interaction", parts.Interaction) }) Give($"threefold.{name}", part);
        foreach (var (name, reference) in new[] { ("A", OaxacaReference.GroupA), ("B", OaxacaReference.GroupB), ("half", OaxacaReference.Half), ("pooled", OaxacaReference.Pooled), ("pooled_with_group", OaxacaReference.PooledWithGroup) })
        {
            var explained = parts.Explained(reference);
            Give($"twofold.{name}.explained", explained);
            figures.Add($"twofold.{name}.unexplained", parts.Difference - explained.Total);
        }

        void Give(string name, OaxacaPart part)
        {
            figures.Add(name, part.Total);
            figures.Add($"{name}_detail", parts.Columns, part.Detail);
            figures.Add($"{name}_se", part.StandardError);
        }
    }
}
