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
        return CallBuilder.ToAct(action, filter, [], AttributeBuilder.Build(action, [$"tags={UnusedTag}"], [], text => text), counts);
    }

    /// <summary>Sets or clears the field of the one account.</summary>
    public BulkCall Modify(string? value)
    {
        ActionInfo action = Find("accountsBulkModify");
        AttributeSet? attributes = value is null
            ? AttributeBuilder.Build(action, [], [Field], text => text)
            : AttributeBuilder.Build(action, [$"{Field}={value}"], [], text => text);
        return CallBuilder.ToAct(action, OneAccount(), [], attributes, new(1, 1));
    }

    public RecordFilter OneAccount() =>
        FilterBuilder.Build(ActionCatalog.Own.FilterOf(Find("accountsBulkModify")), [], [AccountId], isEverything: false);

    public static RecordFilter Where(params string[] clauses) => FilterBuilder.Build(
        ActionCatalog.Own.FilterOf(Find("accountsBulkModify")), [.. clauses.Select(ClauseText.Parse)], null, isEverything: false);

    public static RecordFilter Ids(long[] ids) =>
        FilterBuilder.Build(ActionCatalog.Own.FilterOf(Find("accountsBulkModify")), [], ids, isEverything: false);

    /// <summary>Reads the field of the one account.</summary>
    public async Task<string?> ReadFieldAsync(CancellationToken cancellationToken)
    {
        ProbeAnswer answer = await Client.GetAsync(FormattableString.Invariant($"accounts/{AccountId}"), cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess
            && answer.Body is { } body
            && body.TryGetProperty("data", out System.Text.Json.JsonElement data)
            && data.TryGetProperty("attributes", out System.Text.Json.JsonElement attributes)
            && attributes.TryGetProperty(Field, out System.Text.Json.JsonElement value)
            && value.ValueKind != System.Text.Json.JsonValueKind.Null
                ? value.ToString()
                : null;
    }

    private static ActionInfo Find(string name) =>
        ActionCatalog.Own.Actions.FirstOrDefault(action => action.Name == name)
            ?? throw new CliException(ExitCode.Error, $"The description has no {name}, which this probe needs.");
}
