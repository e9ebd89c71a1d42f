namespace Research;

/// <summary>A part of an evaluation's report.</summary>
public sealed record ReportSection : Result
{
    private readonly Table table;
    private readonly Chart? chart;

    internal ReportSection(string name, bool planned, Table table, Chart? chart = null) => (Name, Planned, this.table, this.chart) = (name, planned, table, chart);

    internal ReportSection(string name, bool planned, Result result) : this(name, planned, result.ToTable(), result.ToChart())
    {
    }

    /// <summary>Name in files: effect, flow, balance.</summary>
    public string Name { get; }

    /// <summary>True when the plan asked for it, or every evaluation by its design has it; false for what was looked at beyond the plan.</summary>
    public bool Planned { get; }

    /// <summary>Its table; what lies beyond the plan is called exploratory in the title.</summary>
    public override Table ToTable() => Planned ? table : new("Exploratory: " + table.Title, table.Columns, table.Rows, table.Notes);

    /// <inheritdoc/>
    public override Chart? ToChart() => chart;
}
