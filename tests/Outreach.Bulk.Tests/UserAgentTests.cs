using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Tests.CsvImports;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

public class UserAgentTests
{
    private const string Library = "^Outreach\\.Bulk/[0-9]+\\.[0-9]+\\.[0-9A-Za-z.-]+$";

    [Fact]
    public async Task Every_request_says_who_sends_it_to_the_API_as_to_the_storage()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        await (await accounts.ImportAsync(ImportTests.File, ImportTests.Mapping)).WaitForCompletionAsync();
        Assert.Equal(["GET", "POST", "PUT"], server.Http.Received.Select(request => request.Method).Distinct().Order());
        Assert.All(server.Http.Received, request => Assert.Matches(Library, request.Headers["User-Agent"]));
    }

    [Theory]
    [InlineData("Acme.Nightly")]
    [InlineData("Acme.Nightly/2.1 (eu-west)")]
    public async Task The_applications_name_stands_before_the_librarys(string application)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.ApplicationId = application);
        await accounts.ImportAsync(ImportTests.File, ImportTests.Mapping);
        Assert.All(server.Http.Received, request => Assert.StartsWith($"{application} Outreach.Bulk/", request.Headers["User-Agent"]));
    }

    [Fact]
    public async Task What_an_application_sets_on_the_client_itself_stands_alone()
    {
        await using ImportServer server = new();
        ServiceCollection services = new();
        RegisteredImports.AddTo(services, server.BaseAddress)
            .ConfigureHttpClient(client => client.DefaultRequestHeaders.Add("User-Agent", "Theirs/1"));
        services.AddHttpClient(
            OutreachBulkConnection.UploadClientName, client => client.DefaultRequestHeaders.Add("User-Agent", "Theirs/2"));
        await using ServiceProvider provider = services.BuildServiceProvider();
        await RegisteredImports.Of(provider).ImportAsync(ImportTests.File, ImportTests.Mapping);
        Assert.Equal("Theirs/2", Assert.Single(server.Puts).Headers["User-Agent"]);
        Assert.All(server.Http.Posts, request => Assert.Equal("Theirs/1", request.Headers["User-Agent"]));
    }
}
