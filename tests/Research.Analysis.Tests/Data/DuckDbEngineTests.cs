namespace Research.Tests;

public sealed class DuckDbEngineTests
{
    [Fact]
    public void Whole_numbers_huge_numbers_and_decimals_come_as_numbers()
    {
        using var engine = new DuckDbEngine();
        var row = engine.Query("SELECT 1::TINYINT AS a, 2::BIGINT AS b, sum(x) AS c, 4.25::DECIMAL(18, 2) AS d, true AS e, 5::UBIGINT AS f FROM (VALUES (1), (2)) t(x)");

        Assert.Equal([1, 2, 3, 4.25, 1, 5], row.Columns.Select(c => ((NumberColumn)c).Values[0]));
    }

    [Fact]
    public void Words_come_as_a_factor_in_ordinal_order_and_null_is_missing()
    {
        using var engine = new DuckDbEngine();
        var words = (FactorColumn)engine.Query("SELECT x FROM (VALUES ('b'), (NULL), ('a'), ('b')) t(x)")["x"];

        Assert.Equal(["a", "b"], words.Levels);
        Assert.Equal([1, -1, 0, 1], words.Codes.ToArray());
    }

    [Fact]
    public void A_missing_number_is_not_a_number()
    {
        using var engine = new DuckDbEngine();
        Assert.True(double.IsNaN(engine.Query("SELECT NULL::INTEGER AS x").Numbers("x")[0]));
    }

    [Fact]
    public void A_whole_number_that_a_double_cannot_hold_is_refused()
    {
        using var engine = new DuckDbEngine();
        var error = Assert.Throws<DataError>(() => engine.Query("SELECT 9007199254740993::BIGINT AS id"));

        Assert.Equal("query, column id: found a whole number above 2^53; expected numbers a double holds exactly. "
            + "Cast the column to VARCHAR, or the sum to DOUBLE if near enough is enough.", error.Message);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Groups_come_in_the_same_order_on_any_number_of_threads(int threads)
    {
        using var engine = new DuckDbEngine(threads);
        var groups = engine.Query("SELECT hash(i) % 5000 AS g, sum(i / 7.0::DECIMAL(18, 6))::DECIMAL(38, 6) AS s FROM range(300000) t(i) GROUP BY g");

        Assert.Equal(Enumerable.Range(0, 5000).Select(i => (double)i), groups.Numbers("g").ToArray());
        using var single = new DuckDbEngine(1);
        Assert.Equal(single.Query("SELECT hash(i) % 5000 AS g, sum(i / 7.0::DECIMAL(18, 6))::DECIMAL(38, 6) AS s FROM range(300000) t(i) GROUP BY g").Numbers("s").ToArray(),
            groups.Numbers("s").ToArray());
    }

    [Fact]
    public void A_mistake_in_a_query_is_named()
    {
        using var engine = new DuckDbEngine();
        var error = Assert.Throws<DataError>(() => engine.Query("SELECT nothing FROM range(3) t(i)"));

        Assert.Contains("nothing", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_cannot_be_converted_is_not_quoted()
    {
        using var engine = new DuckDbEngine();
        var error = Assert.Throws<DataError>(() => engine.Query("SELECT x::INTEGER FROM (VALUES ('pupil-77')) t(x)"));

        Assert.DoesNotContain("pupil-77", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Extensions_are_neither_loaded_nor_installed_by_themselves()
    {
        using var engine = new DuckDbEngine();
        var settings = engine.Query("SELECT name, value FROM duckdb_settings() WHERE name IN ('autoinstall_known_extensions', 'autoload_known_extensions') ORDER BY name");

        Assert.Equal(["false", "false"], [settings["value"].TextAt(0), settings["value"].TextAt(1)]);
    }
}
