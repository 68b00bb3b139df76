using System.CommandLine;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Options;

/// <summary>The options that say which action is meant and which records.</summary>
internal sealed class CallOptions
{
    private const string ObjectName = "objectName=";

    private readonly Argument<string?> _action = new("action")
    {
        Description = "The action, such as accountsBulkModify: outreach-bulk actions lists them.",
        HelpName = "action",
    };

    private readonly Option<string[]> _where = new("--where")
    {
        Description = "A clause: name=value, name>=value, name<=value, \"name is null\". Several must all hold; of one name, any.",
        HelpName = "clause",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _idsFrom = new("--ids-from")
    {
        Description = "Ids from a file, one a line, or from a column of a CSV file; - for standard input.",
        HelpName = "file[:column]",
    };

    private readonly Option<bool> _everything = new("--everything") { Description = "All records that the token can reach." };

    private readonly Option<string[]> _parameter = new("--parameter")
    {
        Description = "A parameter of the action, such as objectName=car.",
        HelpName = "name=value",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <param name="command">The command that takes them.</param>
    /// <param name="isRequired">Whether the action is; not for a command with subcommands of its own.</param>
    public void AddTo(Command command, bool isRequired = true)
    {
        if (!isRequired)
            _action.Arity = ArgumentArity.ZeroOrOne;
        command.Arguments.Add(_action);
        command.Options.Add(_where);
        command.Options.Add(_idsFrom);
        command.Options.Add(_everything);
        command.Options.Add(_parameter);
        _action.CompletionSources.Add(
            _ => ActionCatalog.Own.Actions.Select(action => new System.CommandLine.Completions.CompletionItem(action.Name)));
    }

    public ActionInfo Action(CliSession session, ParseResult given)
    {
        ActionInfo action = given.GetValue(_action) is { } name
            ? Names.Find(session.Catalog.Actions, action => action.Name, name, "action", "outreach-bulk actions lists them.")
            : throw CliException.Usage("Name the action. outreach-bulk actions lists them.");
        string? objectName = Parameters(given).FirstOrDefault(text => text.StartsWith(ObjectName, StringComparison.Ordinal));
        return objectName is not null && action.Parameters.Any(each => $"{each.Name}=" == ObjectName)
            ? session.Catalog.Of(action, objectName[ObjectName.Length..])
            : action;
    }

    public async Task<RecordFilter> FilterAsync(CliSession session, ParseResult given, CancellationToken cancellationToken)
    {
        ClauseText[] clauses = [.. (given.GetValue(_where) ?? []).Select(ClauseText.Parse)];
        long[]? ids = given.GetValue(_idsFrom) is { } source
            ? await session.ReadAsync("--ids-from", input => IdList.ReadAsync(source, input, cancellationToken)).ConfigureAwait(false)
            : null;
        return FilterBuilder.Build(session.Catalog.FilterOf(Action(session, given)), clauses, ids, given.GetValue(_everything));
    }

    public IReadOnlyList<string> Parameters(ParseResult given) => given.GetValue(_parameter) ?? [];

    /// <summary>The call to count and sample by.</summary>
    public async Task<BulkCall> CallToCountAsync(CliSession session, ParseResult given, CancellationToken cancellationToken)
    {
        ActionInfo action = Action(session, given);
        if (action.Collection is null)
        {
            throw CliException.Usage(
                $"{action.Name} names no collection of its records, so they cannot be counted. The description may say it: "
                    + $"x-outreach-collection.");
        }

        return CallBuilder.ToCount(action, await FilterAsync(session, given, cancellationToken).ConfigureAwait(false), Parameters(given));
    }
}
