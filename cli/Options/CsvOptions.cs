using System.CommandLine;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Calls;

namespace Outreach.Bulk.Cli.Options;

/// <summary>The options that say how a CSV file is read, and which column goes into which field.</summary>
internal sealed class CsvOptions
{
    private readonly Option<string[]> _map = Pairs("--map", "A column and the field it goes into.");

    private readonly Option<string[]> _unchecked = Pairs(
        "--map-unchecked", "The same for an attribute that the description does not have, sent as it is.");

    private readonly Option<bool> _byName = new("--map-by-name")
    {
        Description = "Map columns with the name of a field, whatever the case: \"First name\" goes into firstName.",
    };

    private readonly Option<string?> _separator = new("--separator")
    {
        Description = "The separator: a character, or comma, semicolon, tab or pipe. Default: a comma.",
        HelpName = "character",
    };

    private readonly Option<string?> _encoding = new("--encoding")
    {
        Description = "The file's encoding, such as windows-1252. Default: utf-8.",
        HelpName = "name",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_map);
        command.Options.Add(_unchecked);
        command.Options.Add(_byName);
        command.Options.Add(_separator);
        command.Options.Add(_encoding);
    }

    public MappingText Mapping(ParseResult given) =>
        new(given.GetValue(_map) ?? [], given.GetValue(_unchecked) ?? [], given.GetValue(_byName));

    public Task<CsvFile> OpenAsync(CliSession session, ParseResult given, string path, CancellationToken cancellationToken) =>
        session.ReadAsync("The file", input => CsvSource.OpenAsync(
            path, input, given.GetValue(_separator), given.GetValue(_encoding), cancellationToken));

    /// <summary>The options of reading again, for a command that goes on.</summary>
    public string Reading(ParseResult given) => string.Concat(
        given.GetValue(_separator) is { } separator ? $" --separator \"{separator}\"" : "",
        given.GetValue(_encoding) is { } encoding ? $" --encoding {encoding}" : "");

    private static Option<string[]> Pairs(string name, string description) =>
        new(name) { Description = description, HelpName = "header=field", Arity = ArgumentArity.OneOrMore };
}
