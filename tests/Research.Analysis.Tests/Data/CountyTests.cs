namespace Research.Tests;

public sealed class CountyTests
{
    [Fact]
    public void A_cohort_is_the_pupils_of_one_phase_in_one_year()
    {
        using var extract = new SmallExtract();
        using var county = County.Open(extract.Folder);
        var ks2 = county.Cohort(Phase.KeyStage2, 2014);

        Assert.Equal((6, 3), (ks2.Pupils, ks2.Schools));
        Assert.Equal(6, ks2.Missing("sen_need"));
        Assert.StartsWith("Key Stage 2, 2013/14: 6 pupils in 3 schools", ks2.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cohort_gives_the_columns_a_model_needs()
    {
        using var extract = new SmallExtract();
        using var county = County.Open(extract.Folder);
        var pupils = county.Cohort(Phase.KeyStage2, 2016).ToDataset("gender", "fsm", "ks2_reading_score");

        Assert.Equal(["gender", "fsm", "ks2_reading_score"], pupils.Columns.Select(c => c.Name));
        Assert.Equal([1, 0, 0, 1, 0, 0], pupils.Numbers("fsm").ToArray());
        Assert.Equal("F", pupils["gender"].TextAt(0));
        Assert.Equal(80, pupils.Numbers("ks2_reading_score")[0]);
    }

    [Fact]
    public void Years_are_those_of_the_file()
    {
        using var extract = new SmallExtract();
        using var county = County.Open(extract.Folder);

        Assert.Equal([2014, 2016], county.Years(Phase.KeyStage4));
    }

    [Fact]
    public void Parquet_gives_what_csv_gives()
    {
        using var extract = new SmallExtract();
        using var asCsv = County.Open(extract.Folder);
        string csv = asCsv.Cohort(Phase.KeyStage4, 2016).ToString();
        extract.WriteParquet("ks4");
        using var asParquet = County.Open(extract.Folder);

        Assert.Equal(csv, asParquet.Cohort(Phase.KeyStage4, 2016).ToString());
    }

    [Fact]
    public void A_phase_that_is_not_there_says_so_when_it_is_needed()
    {
        using var extract = new SmallExtract("ks2", "schools");
        using var county = County.Open(extract.Folder);

        Assert.False(county.Has(Phase.KeyStage1));
        Assert.True(county.Has(Phase.KeyStage2));
        var error = Assert.Throws<DataError>(() => county.Cohort(Phase.KeyStage1, 2014));
        Assert.Equal("ks1: found no such file in the extract; expected ks1.parquet, .csv or .xlsx. Add the Key Stage 1 file to the folder.", error.Message);
    }

    [Fact]
    public void A_year_that_is_not_there_is_answered_with_those_that_are()
    {
        using var extract = new SmallExtract("ks2", "schools");
        using var county = County.Open(extract.Folder);
        var error = Assert.Throws<DataError>(() => county.Cohort(Phase.KeyStage2, 2013));

        Assert.Equal("ks2, column year: found no pupils of 2013; expected a year in the file: 2014, 2016. Ask for one of these years, or add the year to the file.", error.Message);
    }

    [Fact]
    public void Comparators_are_found_by_measure_group_place_and_year()
    {
        using var extract = new SmallExtract("comparators");
        extract["comparators"][1, "value"] = "";
        extract["comparators"][1, "symbol"] = "c";
        extract.WriteCsv("comparators");
        using var county = County.Open(extract.Folder);

        Assert.Equal(75, county.Comparators.Find("ks2_rwm_4plus", "all", Place.England, 2013)?.Value.Number);
        Assert.Equal(Symbol.Suppressed, county.Comparators.Find("ks2_rwm_4plus", "all", Place.StatisticalNeighbours, 2013)?.Value.Symbol);
        Assert.Null(county.Comparators.Find("ks2_rwm_4plus", "all", Place.Cambridgeshire, 2013));
    }

    [Fact]
    public void An_empty_folder_is_no_extract()
    {
        string folder = Directory.CreateTempSubdirectory("nothing").FullName;
        try
        {
            var error = Assert.Throws<DataError>(() => County.Open(folder));
            Assert.Equal("no file of a county extract", error.Found);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }
}
