namespace Research.Tests;

public sealed class PublishedNamesTests
{
    [Fact]
    public void Column_names_have_their_meanings_whatever_their_capitals()
    {
        var meanings = With("Column,FieldName,Label/Description\n1,RECTYPE,Record type\n2,PTRWM_EXP,\"Percentage, expected standard\"\n", ColumnMeanings.Open);
        Assert.Equal("Percentage, expected standard", meanings["ptrwm_exp"]);
        Assert.Contains("Did you mean 'RECTYPE'?", Assert.Throws<DataError>(() => meanings["RECTYP"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_is_found_by_number_or_name()
    {
        var codes = With("LEA,LA Name,REGION,REGION NAME\n841,Darlington,1,North East A\n873,Cambridgeshire,6,East of England\n", AuthorityCodes.Open);
        Assert.Equal("East of England", codes["873"].Region);
        Assert.Equal("841", codes["darlington"].Code);
    }

    [Fact]
    public void A_trend_of_the_nation_leaves_out_what_is_not_given()
    {
        var nation = With("""
            "measure_title","area_type","primary_split_value","secondary_split_type","time_period","value","sample_size","unit"
            "Attainment at age 11","Country","Disadvantaged","time_period","2016",39,"186503","Percentage"
            "Attainment at age 11","Country","Disadvantaged","time_period","2017",47,"190000","Percentage"
            "Attainment at age 11","Country","Disadvantaged","time_period","2020",NA,NA,"Percentage"
            "Attainment at age 11","Country","2011","NA","2011",3.34,NA,"Disadvantage index"
            "Attainment at age 11","Country","2012","NA","2012",3.23,NA,"Disadvantage index"
            """, StateOfTheNation.Open);
        Assert.Equal([2016, 2017], nation["Disadvantaged"].Figures.Keys);
        Assert.Equal(186503, nation["disadvantaged"].Pupils[2016]);
        Assert.Equal(3.23, nation["Disadvantage index"].Figures[2012]);
        Assert.Equal("4 used, 1 dropped (1 marked NA)", nation.Coverage.ToString());
        Assert.Equal("%", nation["Disadvantaged"].ToTrajectory().Unit);
    }

    private static T With<T>(string text, Func<string, T> open)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        try
        {
            File.WriteAllText(path, text);
            return open(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
