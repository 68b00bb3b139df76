using Outreach.Bulk.Jobs.Planning;

namespace Outreach.Bulk.Jobs.Tests.Planning;

/// <summary>A call is taken for stable only where acting cannot change what its filter asks for.</summary>
public class StabilityTests
{
    private static readonly DateTimeOffset s_then = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, bool> Calls { get; } = new()
    {
        { "everything, tags", true },
        { "ids, tags", true },
        { "created, tags", true },
        { "owner, tags", true },
        { "name, tags", true },
        { "name, modify custom1", true },
        { "created, sequence", true },
        { "name, modify name", false },
        { "owner, assign owner", false },
        { "account, assign account", false },
        { "updated, tags", false },
        { "touched, modify custom1", false },
        { "q, modify custom1", false },
        { "name, sequence", false },
        { "name, pause", false },
        { "everything, destroy", false },
        { "ids, remove all assignments", false },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_call_is_stable_only_where_nothing_speaks_against_it(string which, bool isStable)
    {
        BulkCall call = Call(which);
        Assert.Equal(isStable, Stability.IsStable(call));
        Assert.Equal(isStable, Stability.IsStable(BulkCall.FromJson(call.ToJson())));
    }

    private static BulkCall Call(string which)
    {
        string[] parts = which.Split(", ");
        AccountFilter accounts = parts[0] switch
        {
            "everything" => AccountFilter.Everything,
            "ids" => new() { Id = [1, 2] },
            "created" => new() { CreatedAt = new() { AtLeast = s_then } },
            "updated" => new() { UpdatedAt = new() { AtMost = s_then } },
            "touched" => new() { TouchedAt = FilterValue.NotNull },
            "owner" => new() { Owner = new() { Id = 1 } },
            "q" => new() { Q = "a" },
            _ => new() { Name = "x" },
        };
        ProspectFilter prospects = parts[0] switch
        {
            "account" => new() { Account = new() { Id = 1 } },
            "created" => new() { CreatedAt = new() { AtLeast = s_then } },
            _ => new() { FirstName = "x" },
        };
        return parts[1] switch
        {
            "tags" => BulkCall.Of(new AccountAddTagsParams { Filter = accounts }, new AccountAddTagsAttributes { Tags = ["t"] }),
            "modify name" => BulkCall.Of(
                new AccountsBulkModifyParams { Filter = accounts }, new AccountsBulkModifyAttributes { Name = "y" }),
            "modify custom1" => BulkCall.Of(
                new AccountsBulkModifyParams { Filter = accounts }, new AccountsBulkModifyAttributes { Custom1 = "y" }),
            "assign owner" => BulkCall.Of(
                new AccountsAssignOwnerParams { Filter = accounts }, new AccountsAssignOwnerAttributes { OwnerId = 2 }),
#pragma warning disable OB303 // Nothing is sent.
            "destroy" => BulkCall.Of(new AccountsDestroyAllParams { Filter = accounts, Consent = Consent.ToDestroyAtMost(9) }),
            "remove all assignments" => BulkCall.Of(
                new AccountsRemoveAllAssignmentsParams { Filter = accounts, Consent = Consent.ToDestroyAtMost(9) }),
#pragma warning restore OB303
            "assign account" => BulkCall.Of(
                new ProspectsAssignAccountParams { Filter = prospects }, new ProspectsAssignAccountAttributes { AccountId = "2" }),
            "sequence" => BulkCall.Of(
                new ProspectsAddToSequenceParams { Filter = prospects },
                new ProspectsAddToSequenceAttributes { SequenceId = 1, MailboxId = 2 }),
            _ => BulkCall.Of(new ProspectsPauseAllParams { Filter = prospects }),
        };
    }
}
