namespace Research;

/// <summary>A part of an evaluation's report.</summary>
/// <param name="Name">Name in files: effect, flow, balance.</param>
/// <param name="Planned">True when the plan asked for it, or every evaluation has it; false for what was looked at beyond the plan.</param>
/// <param name="Table">Its table.</param>
/// <param name="Chart">Its chart; null for none.</param>
public sealed record ReportSection(string Name, bool Planned, Table Table, Chart? Chart = null)
{
    internal Table Marked => Planned ? Table : new("Exploratory: " + Table.Title, Table.Columns, Table.Rows, Table.Notes);
}
