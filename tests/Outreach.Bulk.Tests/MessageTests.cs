using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>A message names what was written and says what to write instead.</summary>
public class MessageTests
{
    [Fact]
    public void A_null_consent_is_refused_by_the_name_of_its_property() =>
        Says<ArgumentNullException>(
            "Consent", "ToDestroyExactly", () => new DestroyParams { Filter = AccountFilter.Everything, Consent = null! });

    [Fact]
    public void A_null_filter_clause_or_list_says_what_to_write_instead()
    {
        Says<ArgumentNullException>("Filter", "Everything", () => new ModifyParams { Filter = null! });
        Says<ArgumentNullException>("Name", "FilterValue.Null", () => new AccountFilter { Name = (string)null! });
        Says<ArgumentNullException>("Name", "FilterValue.Null", () => new AccountFilter { Name = (string[])null! });
        Says<ArgumentNullException>("Name", "FilterValue.Null", () => new AccountFilter { Name = new() { AtMost = null } });
        Says<ArgumentNullException>("Name", "holds null", () => new AccountFilter { Name = ["a", null!] });
        Says<ArgumentNullException>("Owner", "leave it out", () => new AccountFilter { Owner = null! });
        Says<ArgumentNullException>("UserIds", "at least one item", () => new AddAssignments { UserIds = null! });
        Says<ArgumentNullException>(
            "ObjectName", "Give it a value", () => new CustomObjectParams { Filter = new() { Id = [1] }, ObjectName = null! });
    }

    [Fact]
    public void A_relationship_without_a_clause_is_not_told_to_write_Everything() =>
        Assert.DoesNotContain("Everything", Says<ArgumentException>("Owner", "leave Owner out", () => new AccountFilter { Owner = new() }));

    [Fact]
    public void An_empty_list_in_a_filter_is_never_told_to_be_left_out() =>
        Assert.DoesNotContain("leave it out", Says<ArgumentException>("Id", "make no call", () => new AccountFilter { Id = [] }));

    [Fact]
    public void An_empty_list_of_a_modify_says_how_to_clear() =>
        Says<ArgumentException>("Tags", "Clear.Value", () => new AccountModify { Tags = [] });

    [Theory]
    [InlineData("exactly", "Batch 9 matched 1 record; the call allows exactly 3. It was cancelled.")]
    [InlineData("consent", "Batch 9 matched 1 record; the call consents to destroying exactly 3. It was cancelled.")]
    [InlineData("when", "Batch 9 matched 1 record; the call confirms only when its condition holds. It was cancelled.")]
    public async Task A_count_out_of_bounds_is_told_in_a_sentence(string bounds, string message)
    {
        await using ScriptedServer server = new(request =>
            Reply.Batch(9, request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? "canceled" : "confirming", 1));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => bounds switch
        {
            "consent" => accounts.DestroyAsync(new() { Filter = AccountFilter.Everything, Consent = Consent.ToDestroyExactly(3) }),
            "when" => accounts.ModifyAsync(
                new() { Filter = AccountFilter.Everything, Confirm = Confirm.When(_ => false) }, new() { Industry = "x" }),
            _ => accounts.ModifyAsync(new() { Filter = AccountFilter.Everything, Confirm = Confirm.Exactly(3) }, new() { Industry = "x" }),
        });
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public async Task What_the_server_says_ends_in_one_full_stop()
    {
        await using ScriptedServer server = new(_ =>
            Reply.Json("""{"errors":[{"id":"notAllowed","title":"Not Allowed.","detail":"You may not do this."}]}""", 403));
        using Accounts accounts = new(server.BaseAddress);
        OutreachApiException error = await Assert.ThrowsAsync<OutreachApiException>(() => accounts.Batches.Attach(9).RefreshAsync());
        Assert.DoesNotContain("..", error.Message);
        Assert.DoesNotContain(".:", error.Message);
        Assert.Contains("You may not do this. The token", error.Message);
    }

    [Fact]
    public async Task One_candidate_is_not_several()
    {
        await using ScriptedServer server = new(request => request.Method == "POST"
            ? Reply.Json("<html>", 502)
            : Reply.Json(
                """{"data":[{"type":"batch","id":"7","attributes":"""
                + $$$"""{"state":"pending","createdAt":"{{{TimeProvider.System.GetUtcNow():o}}}"}}]}"""));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutcomeUnknownException lost = await Assert.ThrowsAsync<BatchOutcomeUnknownException>(() =>
            accounts.ModifyAsync(new() { Filter = new() { Id = [1] } }, new() { Industry = "x" }));
        Assert.Equal("ambiguous, 1 candidate", (await lost.FindAsync()).ToString());
    }

    private static string Says<TException>(string property, string remedy, Func<object> assign)
        where TException : ArgumentException
    {
        TException error = Assert.Throws<TException>(property, assign);
        Assert.StartsWith(property, error.Message);
        Assert.Contains(remedy, error.Message);
        return error.Message;
    }
}
