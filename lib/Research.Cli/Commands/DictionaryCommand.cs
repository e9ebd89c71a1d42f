using System.CommandLine;

namespace Research.Cli;

/// <summary><c>research dictionary</c>: the data dictionary as a Markdown page.</summary>
internal static class DictionaryCommand
{
    public static Command Create()
    {
        var command = new Command("dictionary", "Write the data dictionary of a county extract as Markdown.");
        return command.Does(_ =>
        {
            Console.Out.Write(DataDictionary.ToMarkdown());
            return ExitCode.Success;
        });
    }
}
