namespace Research.Tests;

public sealed class ClaimsFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("claims").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private DataError Read(string text)
    {
        string path = Path.Combine(folder, "claims.csv");
        File.WriteAllText(path, text);
        return Assert.Throws<DataError>(() => ClaimsFile.Read(path));
    }

    [Theory]
    [InlineData("id,statement,kind,measure\nF1,x,rate,ks2_rwm_4plu", 2, "measure", "Did you mean 'ks2_rwm_4plus'?")]
    [InlineData("id,statement,kind,group\nF1,x,rate,fms", 2, "group", "Did you mean 'fsm'?")]
    [InlineData("id,statement,kind\nF1,x,rat", 2, "kind", "Did you mean 'rate'?")]
    [InlineData("id,statement,kind,percent\nF1,x,rate,52%", 2, "percent", "without units")]
    [InlineData("id,statement,kind,year\nF1,x,rate,2012/13", 2, "year", "without units")]
    [InlineData("id,statement,kind,outcome\nF1,x,rate,failed", 2, "outcome", "any, achieved, not_achieved")]
    [InlineData("id,statement,kind,floor\nF1,x,schools,below 60%", 2, "floor", "Write it in that form")]
    [InlineData("id,statement,kind,setting\nF1,x,rate,private", 2, "setting", "special")]
    [InlineData("id,statement,kind,group\nF1,x,rate,where fms = 1", 2, "group", "Did you mean 'fsm'?")]
    [InlineData("id,statement,kind\nF1,x,rate\nF1,y,rate", 3, "reading", "a letter of its own")]
    [InlineData("id,statement,kind\n,x,rate", 2, "id", "Fill it in")]
    [InlineData("id,statement,kind,colour\nF1,x,rate,red", 1, "colour", "Remove or rename")]
    [InlineData("id,statement\nF1,x", 1, "kind", "Add the column")]
    [InlineData("id,statement,kind\nF1,x,rate,more", 2, "", "the comma too many")]
    [InlineData("id,statement,kind", 0, "", "Add the claims")]
    public void A_wrong_line_is_answered_with_place_and_mend(string text, long line, string column, string mend)
    {
        var error = Read(text);
        Assert.Equal("claims.csv", error.Where);
        Assert.Equal(line, error.Line);
        Assert.Equal(column, error.Column);
        Assert.Contains(mend, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decimals_are_kept_as_printed()
    {
        string path = Path.Combine(folder, "claims.csv");
        File.WriteAllText(path, "id,statement,kind,percent\nF1,x,rate,31.5\nF2,x,rate,31\n");
        var claims = ClaimsFile.Read(path);
        Assert.Equal([1, 0], claims.Select(c => c.Percent!.Value.Decimals));
        Assert.True(claims[1].Percent!.Value.Matches(31.49));
        Assert.False(claims[0].Percent!.Value.Matches(31.56));
    }
}
