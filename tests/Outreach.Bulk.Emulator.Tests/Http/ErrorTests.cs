using System.Net.Http.Headers;
using Outreach.Bulk.Emulator.Tests.Support;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task Without_the_token_nothing_is_done(string? token)
    {
        await using Local local = await Local.StartAsync();
        HttpRequestMessage request = local.Request(HttpMethod.Post, "batches/actions/accountsDestroyAll");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        Reply reply = await local.SendAsync(request);
        Assert.Equal(401, reply.Status);
        Assert.Equal(["error", "description"], reply.Body!.AsObject().Select(member => member.Key));
        Assert.Equal(30, local.Emulator.CountRecords("account"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    public async Task Without_the_media_type_nothing_is_done(string? mediaType)
    {
        await using Local local = await Local.StartAsync();
        HttpRequestMessage request = local.Request(HttpMethod.Get, "accounts");
        request.Content!.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        Reply reply = await local.SendAsync(request);
        Assert.Equal((415, "unsupportedMediaType"), (reply.Status, reply.ErrorId));
    }

    [Theory]
    [InlineData("accounts?filter[industry]=x", "filterParameter.invalid")]
    [InlineData("accounts?filter[custom1]=x", "filterParameter.invalid")]
    [InlineData("accounts?filter[owner]=1", "filterParameter.invalid")]
    [InlineData("accounts?filter[owner][name]=x", "filterParameter.invalid")]
    [InlineData("accounts?filter[id]=abc", "filterParameter.invalid")]
    [InlineData("accounts?filter[id][]=1", "filterParameter.invalid")]
    [InlineData("accounts?newFilterSyntax=true&filter[id]=1,2", "filterParameter.invalid")]
    [InlineData("accounts?newFilterSyntax=true&filter[updatedAt]=2020-01-01..inf", "filterParameter.invalidDatetimeFormat")]
    [InlineData("accounts?newFilterSyntax=true&filter[id][gt]=1", "filterParameter.invalid")]
    [InlineData("accounts?filter[id]=1&filter[id][]=2", "queryParameter.invalid")]
    [InlineData("accounts?filter[id=1", "queryParameter.invalid")]
    [InlineData("accounts?fields[account]=nmae", "fieldsParameter.unknownResourceField")]
    [InlineData("batches?fields[batch]=stat", null)]
    [InlineData("accounts?nonsense=1", "queryParameter.invalid")]
    public async Task Bad_queries_are_refused_by_name(string path, string? error)
    {
        await using Local local = await Local.StartAsync();
        await local.ActAsync("accountAddTags", Local.Ids(1), "\"tags\":[\"x\"]");
        Reply reply = await local.GetAsync(path);
        Assert.Equal((400, error ?? "fieldsParameter.unknownResourceField"), (reply.Status, reply.ErrorId));
    }

    [Theory]
    [InlineData("accountsDestroyAll", "actionParams[fliter][id]=1", 400)]
    [InlineData("accountsDestroyAll", "actionParams[skipConfirmation]=yes", 400)]
    [InlineData("accountsDestroyAll", "actionParams[filter]=everything", 400)]
    [InlineData("accountsDestroyAll", "actionParams[filter][industry]=x", 400)]
    [InlineData("accountsDestroyAll", "actionParams[filter][id]=1,2", 400)]
    [InlineData("accountsAddTags", "", 404)]
    [InlineData("accountAddTags", "", 422)]
    [InlineData("accountsAssignOwner", "", 422)]
    public async Task Bad_actions_are_refused_and_make_no_batch(string action, string query, int status)
    {
        await using Local local = await Local.StartAsync();
        Assert.Equal(status, (await local.ActAsync(action, query)).Status);
        Assert.Empty((await local.GetAsync("batches")).List);
    }

    [Fact]
    public async Task An_id_filter_with_commas_can_be_switched_on()
    {
        await using Local local = await Local.StartAsync(options => options.CommaListsInIdFilters = true);
        Assert.Equal("1,2", (await local.GetAsync("accounts?newFilterSyntax=true&filter[id]=1,2")).IdText);
    }

    [Theory]
    [InlineData("""{"attributes":{}}""", 422)]
    [InlineData("""{"data":[]}""", 422)]
    [InlineData("[]", 422)]
    [InlineData("{", 400)]
    [InlineData("""{"data":{"attributes":{"ids":5}}}""", 422)]
    [InlineData("""{"data":{"attributes":{"extra":5}}}""", 400)]
    [InlineData("""{"data":{}}""", 200)]
    [InlineData("", 200)]
    public async Task The_envelope_is_checked(string body, int status)
    {
        await using Local local = await Local.StartAsync();
        Reply reply = await local.PostAsync("batches/actions/accountsDestroyAll", body);
        Assert.Equal(status, reply.Status);
        Assert.Equal(status == 200 ? 0 : 30, local.Emulator.CountRecords("account"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/accounts")]
    [InlineData("/api")]
    public async Task A_path_outside_the_API_is_named_with_the_address_where_the_API_begins(string path)
    {
        await using Local local = await Local.StartAsync();
        HttpRequestMessage request = local.Request(HttpMethod.Get, path);
        request.RequestUri = new Uri(local.Emulator.BaseAddress, path);
        Reply reply = await local.SendAsync(request);
        Assert.Equal(404, reply.Status);
        string said = reply.Body!.ToJsonString();
        Assert.Contains($"GET {path}, ", said, StringComparison.Ordinal);
        Assert.Contains(local.Emulator.BaseAddress.ToString(), said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accounts/99")]
    [InlineData("accounts/x")]
    [InlineData("batches/1")]
    [InlineData("nothing")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        await using Local local = await Local.StartAsync();
        Reply reply = await local.GetAsync(path);
        Assert.Equal((404, "resourceNotFound"), (reply.Status, reply.ErrorId));
    }
}
