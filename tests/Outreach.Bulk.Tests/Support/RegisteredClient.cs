using Microsoft.Extensions.DependencyInjection;

namespace Outreach.Bulk.Tests.Support;

/// <summary>Actions over a connection that comes from dependency injection, with the application's own handlers on it.</summary>
internal sealed class RegisteredClient : IOutreachBulkClient<RegisteredClient>
{
    private RegisteredClient(OutreachBulkConnection connection) => Accounts = new(connection);

    public Accounts Accounts { get; }

    public static RegisteredClient Create(OutreachBulkConnection connection) => new(connection);

    public static ServiceProvider Services(ScriptedServer server, Action<IHttpClientBuilder> configure)
    {
        ServiceCollection services = new();
        configure(services.AddOutreachBulk<RegisteredClient>(options => Set(options, server)));
        return services.BuildServiceProvider();
    }

    public static void Set(OutreachBulkOptions options, ScriptedServer server)
    {
        options.BaseAddress = server.BaseAddress;
        options.AccessToken = (_, _) => new(Accounts.Token);
    }

    public static Accounts Of(ServiceProvider services) => services.GetRequiredService<RegisteredClient>().Accounts;
}
