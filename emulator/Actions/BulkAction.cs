using System.Text.RegularExpressions;

namespace Outreach.Bulk.Emulator.Actions;

/// <summary>
/// One published bulk action: its name in the path, whose records it acts on, and the body keys it takes.
/// <paramref name="Required"/> are those it means nothing without.
/// </summary>
internal sealed partial record BulkAction(string Name, string Model, string[] Required, string[] Optional)
{
    /// <summary>What is done, without the model: <c>BulkModify</c>, <c>AddTags</c>.</summary>
    public string Verb { get; } = Prefix.Replace(Name, "");

    /// <summary>What a batch shows as its <c>action</c>. Only <c>bulk_modify</c> is published; the others follow its pattern.</summary>
    public string BatchAction { get; } = CapitalLetter.Replace(Prefix.Replace(Name, ""), "_$0").TrimStart('_').ToLowerInvariant();

    public bool IsModify => Verb == "BulkModify";

    public static IReadOnlyDictionary<string, BulkAction> All { get; } = ((BulkAction[])
    [
        new("accountAddTags", "account", ["tags"], []),
        new("accountsAddAssignments", "account", ["userIds"], []),
        new("accountsAssignOwner", "account", ["ownerId"], []),
        new("accountsBulkModify", "account", [], []),
        new("accountsDestroyAll", "account", [], []),
        new("accountsRemoveAllAssignments", "account", [], []),
        new("accountsRemoveAssignments", "account", ["userIds"], []),
        new("accountsRemoveTags", "account", ["tags"], []),
        new("customObjectBulkDelete", "customObject", [], []),
        new("customObjectBulkModify", "customObject", [], []),
        new("prospectsAddAssignments", "prospect", ["userIds"], []),
        new("prospectsAddTags", "prospect", ["tags"], []),
        new("prospectsAddToSequence", "prospect", ["mailboxId", "sequenceId"], ["stepOverrides"]),
        new("prospectsAssignAccount", "prospect", ["accountId"], []),
        new("prospectsAssignOpportunity", "prospect", ["opportunityId"], []),
        new("prospectsAssignOwner", "prospect", ["ownerId"], []),
        new("prospectsBulkModify", "prospect", [], []),
        new("prospectsDestroyAll", "prospect", [], []),
        new("prospectsFinishAll", "prospect", [], []),
        new("prospectsPauseAll", "prospect", [], []),
        new("prospectsRemoveAllAssignments", "prospect", [], []),
        new("prospectsRemoveAssignments", "prospect", ["userIds"], []),
        new("prospectsRemoveTags", "prospect", ["tags"], []),
    ]).ToDictionary(action => action.Name, StringComparer.Ordinal);

    [GeneratedRegex("^(accounts?|prospects?|customObject)(?=[A-Z])")]
    private static partial Regex Prefix { get; }

    [GeneratedRegex("[A-Z]")]
    private static partial Regex CapitalLetter { get; }
}
