using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Bulk.Tests.Support;

/// <summary>Imports over a connection that comes from dependency injection.</summary>
internal sealed class RegisteredImports : IOutreachBulkClient<RegisteredImports>
{
    private RegisteredImports(OutreachBulkConnection connection) => Accounts = new(connection);

    public ImportingAccounts Accounts { get; }

    public static RegisteredImports Create(OutreachBulkConnection connection) => new(connection);

    public static IHttpClientBuilder AddTo(IServiceCollection services, Uri baseAddress) =>
        services.AddOutreachBulk<RegisteredImports>(options =>
        {
            options.BaseAddress = baseAddress;
            options.AccessToken = (_, _) => new(Support.Accounts.Token);
            options.TimeProvider = new VirtualTime();
        });

    public static ImportingAccounts Of(ServiceProvider services) => services.GetRequiredService<RegisteredImports>().Accounts;
}
