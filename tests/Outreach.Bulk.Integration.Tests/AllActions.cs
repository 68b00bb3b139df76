using System.Text.Json.Nodes;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>One call of each of the 23 actions, on records 1 and 2. That this compiles is a test of its own.</summary>
internal static class AllActions
{
    public static IReadOnlyDictionary<string, Func<OutreachClient, Task<BatchOperation>>> Calls { get; } =
        new Dictionary<string, Func<OutreachClient, Task<BatchOperation>>>
        {
            ["accountAddTags"] = client => client.Accounts.AddTagsAsync(new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["a"] }),
            ["accountsAddAssignments"] = client => client.Accounts.AddAssignmentsAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { UserIds = ["3"] }),
            ["accountsAssignOwner"] = client => client.Accounts.AssignOwnerAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { OwnerId = 3 }),
            ["accountsBulkModify"] = client => client.Accounts.BulkModifyAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { Custom1 = "x", NumberOfEmployees = 250, Industry = Clear.Value }),
            ["accountsDestroyAll"] = client => client.Accounts.DestroyAllAsync(
                new() { Filter = new() { Id = [1, 2] }, Consent = Consent.ToDestroyAtMost(2) }),
            ["accountsRemoveAllAssignments"] = client => client.Accounts.RemoveAllAssignmentsAsync(
                new() { Filter = new() { Id = [1, 2] }, Consent = Consent.ToDestroyAtMost(2) }),
            ["accountsRemoveAssignments"] = client => client.Accounts.RemoveAssignmentsAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { UserIds = ["3"] }),
            ["accountsRemoveTags"] = client => client.Accounts.RemoveTagsAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["a"] }),
            ["customObjectBulkDelete"] = client => client.CustomObjects.BulkDeleteAsync(
                new() { Filter = new() { Id = [1, 2] }, ObjectName = "vehicle", Consent = Consent.ToDestroyAtMost(2) }),
            ["customObjectBulkModify"] = client => client.CustomObjects.BulkModifyAsync(
                new() { Filter = new() { Id = [1, 2] }, ObjectName = "vehicle" }, new() { ["seats"] = 3 }),
            ["prospectsAddAssignments"] = client => client.Prospects.AddAssignmentsAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { UserIds = ["3"] }),
            ["prospectsAddTags"] = client => client.Prospects.AddTagsAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["a"] }),
            ["prospectsAddToSequence"] = client => client.Prospects.AddToSequenceAsync(
                new() { Filter = new() { Id = [1, 2] } },
                new() { SequenceId = 5, MailboxId = 6, StepOverrides = [new JsonObject { ["step"] = 1 }] }),
            ["prospectsAssignAccount"] = client => client.Prospects.AssignAccountAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { AccountId = "7" }),
            ["prospectsAssignOpportunity"] = client => client.Prospects.AssignOpportunityAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { OpportunityId = "8" }),
            ["prospectsAssignOwner"] = client => client.Prospects.AssignOwnerAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { OwnerId = 3 }),
            ["prospectsBulkModify"] = client => client.Prospects.BulkModifyAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { Title = "Boss", Tags = ["a", "b"] }),
            ["prospectsDestroyAll"] = client => client.Prospects.DestroyAllAsync(
                new() { Filter = new() { Id = [1, 2] }, Consent = Consent.ToDestroyAtMost(2) }),
            ["prospectsFinishAll"] = client => client.Prospects.FinishAllAsync(new() { Filter = new() { Id = [1, 2] } }),
            ["prospectsPauseAll"] = client => client.Prospects.PauseAllAsync(new() { Filter = new() { Id = [1, 2] } }),
            ["prospectsRemoveAllAssignments"] = client => client.Prospects.RemoveAllAssignmentsAsync(
                new() { Filter = new() { Id = [1, 2] }, Consent = Consent.ToDestroyAtMost(2) }),
            ["prospectsRemoveAssignments"] = client => client.Prospects.RemoveAssignmentsAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { UserIds = ["3"] }),
            ["prospectsRemoveTags"] = client => client.Prospects.RemoveTagsAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["a"] }),
        };

    public static TheoryData<string> Names => [.. Calls.Keys];
}
