using Research.Oracle;

if (args.Contains("--help"))
{
    Console.WriteLine("usage: Research.Oracle [FOLDER] [PREFIX] [--verbose]   answers every case of FOLDER whose name starts with PREFIX");
    return 0;
}
bool verbose = args.Contains("--verbose");
string[] places = [.. args.Where(a => !a.StartsWith("--", StringComparison.Ordinal))];
string folder = places.Length > 0 ? places[0] : CaseFolder.Default();
if (!Directory.Exists(folder))
{
    Console.Error.WriteLine($"{folder}: no such folder. Give the folder of the cases as the first argument.");
    return 2;
}
var total = new Tally();
foreach (string file in CaseFolder.Files(folder, places.Length > 1 ? places[1] : "")) total += CaseReport.Print(OracleCase.Read(file), verbose);
Console.WriteLine($"figures: {total}");
return total.Differs > 0 ? 1 : 0;
