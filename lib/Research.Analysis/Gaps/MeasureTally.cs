namespace Research;

/// <summary>Reads a measure's sums from cells, for any set of pupils.</summary>
internal sealed class MeasureTally
{
    private readonly Cells cells;
    private readonly MeasureSql sql;
    private readonly Bitmap asked, used, succeeded, everyone;

    public MeasureTally(Measure measure, Cells cells)
    {
        (this.cells, sql, everyone) = (cells, new(measure), cells.Everyone);
        (asked, used) = (cells[sql.Asked], cells[sql.Used]);
        succeeded = measure.Kind == MeasureKind.Rate ? cells[sql.Succeeded] : used;
    }

    /// <summary>The measure.</summary>
    public Measure Measure => sql.Measure;

    /// <summary>Its sums over all pupils of a year and place.</summary>
    public Tally Everyone(CellRange range) => Of(range, everyone);

    /// <summary>Its sums over some of them.</summary>
    public Tally Of(CellRange range, Bitmap whom)
    {
        long all = cells.Pupils(range, whom, asked), counted = cells.Pupils(range, whom, used);
        long Sum(string value) => cells.Sum(range, whom, value);
        switch (Measure.Kind)
        {
            case MeasureKind.Rate:
                return new(all, counted, cells.Pupils(range, whom, succeeded), counted);
            case MeasureKind.Mean:
                long sum = Sum(sql.Parts);
                return new(all, counted, sum, counted, new(Sum(sql.PartSquares), sum, counted));
            default:
                return new(all, counted, Sum(sql.Parts), Sum(sql.Wholes), new(Sum(sql.PartSquares), Sum(sql.Products), Sum(sql.WholeSquares)));
        }
    }
}
