namespace Research.Tests;

/// <summary>Targets files as they come when something went wrong: each is answered with where, what was found and what was expected.</summary>
public sealed class WrongTargetsFileTests : IDisposable
{
    private const string Header = "id,reading,meaning,phase,page,statement,kind,measure,group,against,amount,level,baseline_year,baseline,due,due_stated,bridge,needs\n";
    private readonly string file = Path.Combine(Directory.CreateTempSubdirectory("targets-").FullName, "targets.csv");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    [Theory]
    [InlineData("", "targets.csv: found nothing; expected")]
    [InlineData("\n\n\n", "targets.csv: found nothing; expected")]
    [InlineData(Header + "", "targets.csv: found no targets; expected")]
    [InlineData("id;reading;meaning;phase;page;statement;kind;measure;group;against;amount;level;baseline_year;baseline;due;due_stated;bridge;needs\nX1;;;KS2;1;More;gap_down_ppt;ks2_rwm_4plus;fsm;;2;;2013;;2015;;;\n", "targets.csv, line 1: found columns separated by semicolons; expected")]
    [InlineData("id\treading\tmeaning\tphase\tpage\tstatement\tkind\tmeasure\tgroup\tagainst\tamount\tlevel\tbaseline_year\tbaseline\tdue\tdue_stated\tbridge\tneeds\nX1\t\t\tKS2\t1\tMore\tgap_down_ppt\tks2_rwm_4plus\tfsm\t\t2\t\t2013\t\t2015\t\t\t\n", "targets.csv, line 1: found columns separated by tabs; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\"x\n", "targets.csv, line 2, column needs: found a quote that is never closed; expected")]
    [InlineData(Header + "\"X1,a\n", "targets.csv, line 2, column id: found a quote that is never closed; expected")]
    [InlineData("ident,reading,meaning,phase,page,statement,kind,measure,group,against,amount,level,baseline_year,baseline,due,due_stated,bridge,needs\nX1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 1, column ident: found column 'ident'; expected")]
    [InlineData("id,statement,due\nX,More,2015\n", "targets.csv, line 1, column kind: found no such column; expected")]
    [InlineData("id,reading,meaning,phase,page,statement,kind,measure,group,against,amount,level,baseline_year,baseline,due,due_stated,bridge,needs,id\nX1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,,x\n", "targets.csv, line 1, column id: found column 'id' twice; expected")]
    [InlineData("id,reading,meaning,phase,page,statement,kind,measure,group,against,amount,level,baseline_year,baseline,due,due_stated,bridge,needs,note\nX1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,,x\n", "targets.csv, line 1, column note: found column 'note'; expected")]
    [InlineData("id,reading,meaning,phase,page,statement,Kind,measure,group,against,amount,level,baseline_year,baseline,due,due_stated,bridge,needs\nX1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 1, column Kind: found column 'Kind'; expected")]
    [InlineData(Header + "X1,a,,\n", "targets.csv, line 2: found 4 fields; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,,,,\n", "targets.csv, line 2: found 21 fields; expected")]
    [InlineData(Header + ",,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column id: found nothing; expected")]
    [InlineData(Header + "T 1<b>,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column id: found 'T 1<b>'; expected")]
    [InlineData(Header + "TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column id: found 50 characters; expected")]
    [InlineData(Header + "X1,a/b,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column reading: found 'a/b'; expected")]
    [InlineData(Header + "X1,,,KS2,1,\"a\nb\",gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column statement: found a line break or another control character; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rmw_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks2_rmw_4plus'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,Level 4 or above,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column measure: found 'Level 4 or above'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsn,,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'fsn'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,,,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column measure: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_up_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column kind: found 'gap_up_ppt'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,Gap_Down_Ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column kind: found 'Gap_Down_Ppt'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,5,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column kind: found '5'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column kind: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2%,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found '2%'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,\"2,5\",,2013,,2015,,,\n", "targets.csv, line 2, column amount: found '2,5'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,two,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found 'two'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,NaN,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found 'NaN'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,Infinity,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found 'Infinity'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,1e3,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found '1e3'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,-2,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found '-2'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,300,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found '300'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_percent,ks2_rwm_4plus,fsm,,120,,2013,,2015,,,\n", "targets.csv, line 2, column amount: found '120'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to,ks2_rwm_4plus,fsm,,,NaN,,,2015,,,\n", "targets.csv, line 2, column level: found 'NaN'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to,ks2_rwm_4plus,fsm,,,∞,,,2015,,,\n", "targets.csv, line 2, column level: found '∞'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,value_to,ks2_rwm_4plus,fsm,,,140,,,2015,,,\n", "targets.csv, line 2, column level: found '140'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,value_to,ks2_rwm_4plus,fsm,,,-3,,,2015,,,\n", "targets.csv, line 2, column level: found '-3'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to,ks2_rwm_4plus,fsm,,,150,,,2015,,,\n", "targets.csv, line 2, column level: found '150'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to,gap_index_ks2,fsm,,,30,,,2015,,,\n", "targets.csv, line 2, column level: found '30'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,250,2015,,,\n", "targets.csv, line 2, column baseline: found '250'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,28.5%,2015,,,\n", "targets.csv, line 2, column baseline: found '28.5%'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,13,,2015,,,\n", "targets.csv, line 2, column baseline_year: found '13'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2016,,2015,,,\n", "targets.csv, line 2, column due: found '2015', not later than the baseline of 2016; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2015,,2015,,,\n", "targets.csv, line 2, column due: found '2015', not later than the baseline of 2015; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,,,2015,,,\n", "targets.csv, line 2, column baseline_year: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,,,,\n", "targets.csv, line 2, column due: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015/16,,,\n", "targets.csv, line 2, column due: found '2015/16'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015;2016,,,\n", "targets.csv, line 2, column due: found '2015;2016'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,\"2015,2016\",,,\n", "targets.csv, line 2, column due: found '2015,2016'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,summer,,,\n", "targets.csv, line 2, column due: found 'summer'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,1900,,,\n", "targets.csv, line 2, column due: found '1900'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,20155,,,\n", "targets.csv, line 2, column due: found '20155'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015 2015,,,\n", "targets.csv, line 2, column kind: found a condition that reading 'a' of X1 has already; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,-2015,,,\n", "targets.csv, line 2, column due: found '-2015'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\nX1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 3, column kind: found a condition that reading 'a' of X1 has already; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\nX1,,,KS2,1,Less,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2014,,,\n", "targets.csv, line 3, column statement: found another statement for X1 than on line 2; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\nX2,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\nX1,,,KS2,1,,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2014,,,\n", "targets.csv, line 4, column id: found the target 'X1' again, after lines of another; expected")]
    [InlineData(Header + "X1,a,m,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\nX1,b,,KS2,1,,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2014,,,\n", "targets.csv, line 3, column meaning: found nothing; expected")]
    [InlineData(Header + "X1,a,m,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\nX1,a,n,KS2,1,,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2014,,,\n", "targets.csv, line 3, column meaning: found another meaning for reading 'a' of X1 than on line 2; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\nX1,,,KS2,3,,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2014,,,\n", "targets.csv, line 3, column page: found another page for X1 than on line 2; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,all,2,,2013,,2015,,,\n", "targets.csv, line 2, column against: found 'all'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to_national,ks2_rwm_4plus,fsm,al,,,,,2015,,,\n", "targets.csv, line 2, column against: found 'al'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to_national,ks2_rwm_4plus,fsm,all,,,,,2015,,,\n", "targets.csv, line 2, column against: found 'all', which has no peers; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,all,,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'all', which has no peers; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to_national,ks2_rwm_4plus,fsm,,,3,,,2015,,,\n", "targets.csv, line 2, column level: found '3'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to,ks2_rwm_4plus,fsm,,,3,2013,20,2015,,,\n", "targets.csv, line 2, column baseline: found '20'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,value_to,ks2_rwm_4plus,fsm,,2,50,,,2015,,,\n", "targets.csv, line 2, column amount: found '2'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks1_reading_2plus,ks1_level1_or_below,,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'ks1_level1_or_below'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,where fms = 1,,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'fms' at character 6; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,where sen_provision = 'Z',,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'Z' at character 22; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,where ,,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'where'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,where fsm = 1; drop table ks2,,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found ';' at character 13; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,where fsm = (select 1),,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'select' at character 13; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,where elg_reading = '2',,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'where elg_reading = '2''; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,where exists(select * from read_csv('/etc/passwd')),,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'exists' at character 6; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,where fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column group: found 'fsm', which gives TINYINT; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,schools_below,ks2_rwm_4plus < 60,fsm,,0,,,,2015,,,\n", "targets.csv, line 2, column group: found 'fsm'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,schools_below,ks2_rwm_4plus > 60,all,,0,,,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks2_rwm_4plus > 60'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,schools_below,ks2_rwm < 60,all,,0,,,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks2_rwm'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,schools_below,ks2_rwm_4plus < 60 and ks4_5ac_em < 40,all,,0,,,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks2_rwm_4plus < 60 and ks4_5ac_em < 40', measures of two phases; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,schools_below,ks2_rwm_4plus < 60 and ks2_maths_4plus < 60 or ks2_reading_4plus < 3,all,,0,,,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks2_rwm_4plus < 60 and ks2_maths_4plus < 60 or ks2_reading_4plus < 3'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,schools_below,ks2_rwm_4plus < 600,all,,0,,,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks2_rwm_4plus < 600'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,schools_below,ks2_rwm_4plus < 60,all,,0.5,,,,2015,,,\n", "targets.csv, line 2, column amount: found '0.5'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,schools_below,ks4_attainment8 < 40,all,,0,,,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks4_attainment8' in a floor; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,yes,\n", "targets.csv, line 2, column bridge: found 'yes'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,1,\n", "targets.csv, line 2, column bridge: found '1' beside 'ks2_rwm_4plus'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,done,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,x\n", "targets.csv, line 2, column measure: found 'ks2_rwm_4plus'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,done,,,,,,,,2015,,,\n", "targets.csv, line 2, column needs: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,undefined,,,,,,,,2015,,,\n", "targets.csv, line 2, column needs: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,count,,,,,,,,2015,,,x\n", "targets.csv, line 2, column amount: found nothing; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,count,,,,2.5,,,,2015,,,x\n", "targets.csv, line 2, column amount: found '2.5'; expected")]
    [InlineData(Header + "X1,,,KS2,thirteen,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column page: found 'thirteen'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,value_to,ks4_attainment8,fsm,,,50,,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks4_attainment8', which is no rate; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,value_to,gap_index_ks2,fsm,,,3,,,2015,,,\n", "targets.csv, line 2, column kind: found 'value_to' of a gap index; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_to,gap_index_phonics,fsm,,,3,,,2015,,,\n", "targets.csv, line 2, column measure: found 'gap_index_phonics'; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,attainment_up_ppt,neet,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column measure: found 'neet', of which less is better; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,faster_than_peers,neet,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column measure: found 'neet', of which less is better; expected")]
    [InlineData(Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4рlus,fsm,,2,,2013,,2015,,,\n", "targets.csv, line 2, column measure: found 'ks2_rwm_4рlus'; expected")]
    public void Each_slip_is_answered(string text, string message)
    {
        File.WriteAllText(file, text);
        var error = Assert.Throws<DataError>(() => Research.Targets.Read(file));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.NotEqual("", error.Mend);
    }

    [Fact]
    public void A_very_long_cell_is_told_by_how_it_begins()
    {
        File.WriteAllText(file, Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,," + new string('9', 400) + ",,2013,,2015,,,\n");
        Assert.InRange(Assert.Throws<DataError>(() => Research.Targets.Read(file)).Message.Length, 100, 400);
        File.WriteAllText(file, Header + "X1,,,KS2,1," + new string('x', 5000) + ",gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n");
        Assert.StartsWith("targets.csv, line 2, column statement: found 5000 characters; expected at most 400", Assert.Throws<DataError>(() => Research.Targets.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_told()
    {
        File.WriteAllBytes(file, System.Text.Encoding.Latin1.GetBytes(Header + "X1,,,KS2,1,Café,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n"));
        Assert.StartsWith("targets.csv: found bytes that are not UTF-8; expected", Assert.Throws<DataError>(() => Research.Targets.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("", "\r")]
    [InlineData("\n", "\n\n")]
    public void Marks_and_line_ends_of_other_programs_are_read(string before, string end)
    {
        File.WriteAllText(file, before + (Header + "X1,,,KS2,1,More,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2015,,,\n").Replace("\n", end, StringComparison.Ordinal));
        Assert.Equal("X1", Assert.Single(Research.Targets.Read(file).All).Id);
    }

    [Fact]
    public void Words_of_a_file_stay_words_on_the_page()
    {
        File.WriteAllText(file, Header + "X1,,,KS2,1,<script>alert(1)</script> & more,gap_down_ppt,ks2_rwm_4plus,fsm,,2,,2013,,2017,,,\nX2,,,KS2,1,Far ahead,gap_down_ppt,ks2_rwm_expected,fsm,,2,,2016,,2090,,,\n");
        using var county = County.Open(Path.Combine(AssessedCounty.Samples, "county"));
        var assessment = Research.Targets.Assess(county, 2016, Research.Targets.Read(file));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more", assessment.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", assessment.ToHtml(), StringComparison.Ordinal);
        Assert.Equal("2090 is more than 10 years ahead: no forecast reaches so far.", assessment["X2"].Sentence);
    }
}
