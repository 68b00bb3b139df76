using System.Text.Json;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Calls;
using Outreach.Bulk.Cli.Catalog;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>What probes work with.</summary>
/// <param name="Session">The session.</param>
/// <param name="Client">Requests in a form of their own.</param>
/// <param name="Findings">What was found.</param>
/// <param name="AccountId">The account of the test org that may be changed.</param>
/// <param name="Field">The field of it that may be changed.</param>
internal sealed record ProbeContext(CliSession Session, ProbeClient Client, ProbeFindings Findings, long AccountId, string Field)
{
    /// <summary>A tag that no record has: to remove it changes nothing, however many records it is removed from.</summary>
    public string UnusedTag { get; } = $"outreach-bulk-probe-{Guid.NewGuid():N}";

    /// <summary>Removes the unused tag from the accounts of a filter. Never without a filter.</summary>
    public BulkCall Harmless(RecordFilter filter, CountRange counts)
    {
        ActionInfo action = Find("accountsRemoveTags");
        return CallBuilder.ToAct(action, filter, [], AttributeBuilder.Build(action, [$"tags={UnusedTag}"], [], (_, text) => text), counts);
    }

    /// <summary>Sets or clears the field of the one account.</summary>
    public BulkCall Modify(string? value)
    {
        ActionInfo action = Find("accountsBulkModify");
        AttributeSet? attributes = value is null
            ? AttributeBuilder.Build(action, [], [Field], (_, text) => text)
            : AttributeBuilder.Build(action, [$"{Field}={value}"], [], (_, text) => text);
        return CallBuilder.ToAct(action, OneAccount(), [], attributes, new(1, 1));
    }

    public RecordFilter OneAccount() =>
        FilterBuilder.Build(ActionCatalog.Own.FilterOf(Find("accountsBulkModify")), [], [AccountId], isEverything: false);

    public static RecordFilter Where(params string[] clauses) => FilterBuilder.Build(
        ActionCatalog.Own.FilterOf(Find("accountsBulkModify")), [.. clauses.Select(ClauseText.Parse)], null, isEverything: false);

    public static RecordFilter Ids(long[] ids) =>
        FilterBuilder.Build(ActionCatalog.Own.FilterOf(Find("accountsBulkModify")), [], ids, isEverything: false);

    /// <summary>Reads the field of the one account. A request that fails is repeated.</summary>
    /// <returns>Its text; null when it is clear.</returns>
    /// <exception cref="CliException">The account has no such field, or it holds no text.</exception>
    /// <exception cref="OutreachBulkException">It could not be read.</exception>
    public async Task<string?> ReadFieldAsync(CancellationToken cancellationToken)
    {
        byte[] answer = await Session.PlainConnection
            .ReadAsync(FormattableString.Invariant($"accounts/{AccountId}"), cancellationToken).ConfigureAwait(false);
        using JsonDocument document = JsonDocument.Parse(answer);
        return JsonText.Find(JsonText.Find(JsonText.Find(document.RootElement, "data"), "attributes"), Field) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Null } => null,
            null => throw new CliException(ExitCode.Error, $"Account {AccountId} shows no field {Field}. Name another one: --field."),
            _ => throw new CliException(ExitCode.Error, $"{Field} of account {AccountId} is no text. Name another one: --field."),
        };
    }

    private static ActionInfo Find(string name) =>
        ActionCatalog.Own.Actions.FirstOrDefault(action => action.Name == name)
            ?? throw new CliException(ExitCode.Error, $"The description has no {name}, which this probe needs.");
}
