using System.Net;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>The root of the API says who a token is, in a form that nobody has published. What it does not say is unknown.</summary>
public class IdentityTests
{
    [Theory]
    [InlineData(
        """
        {"data":{"type":"user","id":7,"attributes":{"email":"e@x.example","firstName":"Eve","lastName":"Ott"},
        "relationships":{"org":{"data":{"type":"org","id":3}}}},"included":[{"type":"org","id":3,"attributes":{"name":"X"}}]}
        """)]
    [InlineData("""{"meta":{"user":{"id":"7","email":"e@x.example","name":"Eve Ott"},"org":{"id":3,"name":"X"}}}""")]
    [InlineData(
        """
        {"current_user":{"id":7,"email":"e@x.example","full_name":"?","first_name":"Eve","last_name":"Ott"},
        "organization":{"guid":"3","shortname":"X"}}
        """)]
    [InlineData(
        """
        {"data":{"type":"identity","id":99,"attributes":{"userId":7,"userEmail":"e@x.example",
        "userName":"Eve Ott","orgId":3,"orgName":"X"}}}
        """)]
    [InlineData(
        """
        {"data":[{"type":"users","id":7,"attributes":{"email":"e@x.example","name":"Eve Ott"}},
        {"type":"orgs","id":"3","attributes":{"name":"X"}}]}
        """)]
    public async Task Whoever_it_names_is_found(string document)
    {
        OutreachIdentity identity = await AskAsync(Reply.Json(document));
        Assert.Equal(
            (7, "Eve Ott", "e@x.example", "3", "X"),
            (identity.UserId, identity.UserName, identity.UserEmail, identity.OrgId, identity.OrgName));
        Assert.Equal("user 7 of org 3", identity.ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"meta":{"user":null,"org":"X"},"data":{"id":7}}""")]
    [InlineData("""{"data":{"type":"account","id":7,"attributes":{"name":"Acme","email":"a@x.example"}}}""")]
    public async Task What_names_nobody_is_unknown(string document)
    {
        OutreachIdentity identity = await AskAsync(Reply.Json(document));
        Assert.Equal(new OutreachIdentity(), identity with { Document = null });
        Assert.Equal("user unknown of org unknown", identity.ToString());
        Assert.NotNull(identity.Document);
    }

    [Fact]
    public async Task Another_user_in_the_document_lends_no_name()
    {
        OutreachIdentity identity = await AskAsync(Reply.Json(
            """
            {"data":{"type":"user","id":7,"attributes":{"email":"e@x.example"}},
            "included":[{"type":"user","id":8,"attributes":{"name":"Somebody else","email":"s@x.example"}}]}
            """));
        Assert.Equal((7, null, "e@x.example"), (identity.UserId, identity.UserName, identity.UserEmail));
    }

    [Fact]
    public async Task A_root_that_is_not_there_leaves_all_unknown() => Assert.Equal(
        new OutreachIdentity(),
        await AskAsync(Reply.Json("""{"errors":[{"id":"resourceNotFound"}]}""", 404)));

    [Fact]
    public async Task A_token_that_is_refused_and_a_page_are_errors()
    {
        OutreachApiException refusal =
            await Assert.ThrowsAsync<OutreachApiException>(() => AskAsync(Reply.Json("""{"error":"expired"}""", 401)));
        Assert.Equal(HttpStatusCode.Unauthorized, refusal.Status);
        await Assert.ThrowsAsync<OutreachConnectionException>(() => AskAsync(Reply.Html(200)));
        await Assert.ThrowsAsync<OutreachApiException>(() => AskAsync(Reply.Html(404)));
    }

    [Fact]
    public async Task The_root_is_asked_without_a_slash_at_its_end()
    {
        await using ScriptedServer server = new(_ => Reply.Json("{}"));
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(server.BaseAddress));
        await connection.GetIdentityAsync(TestContext.Current.CancellationToken);
        Assert.Equal("/api/v2", Assert.Single(server.Received).Target);
    }

    private static async Task<OutreachIdentity> AskAsync(Reply reply)
    {
        await using ScriptedServer server = new(_ => reply);
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(Accounts.Options(server.BaseAddress, new VirtualTime()));
        return await connection.GetIdentityAsync(TestContext.Current.CancellationToken);
    }
}
