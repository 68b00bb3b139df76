using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Outreach.Bulk;

/// <summary>
/// A group that a service can take instead of the client. Clients of one namespace share the types of their groups, and all clients that
/// of their batches, so each registration says whose it is.
/// </summary>
internal sealed class RegisteredGroup
{
    private readonly Type _type;
    private readonly string? _key;
    private readonly Type _client;
    private readonly Func<IServiceProvider, object> _get;

    private RegisteredGroup(Type type, string? key, Type client, Func<IServiceProvider, object> get)
    {
        _type = type;
        _key = key;
        _client = client;
        _get = get;
    }

    /// <summary>Registers the groups of a client. What is registered under a group's type already, such as a test double, stays.</summary>
    public static void AddAll<TClient>(IServiceCollection services, string? key)
        where TClient : class, IOutreachBulkClient<TClient>
    {
        foreach ((Type type, Func<TClient, object> group) in TClient.Groups)
        {
            services.AddSingleton(new RegisteredGroup(
                type, key, typeof(TClient), provider => group(provider.GetRequiredKeyedService<TClient>(key))));
            if (key is null)
                services.TryAddSingleton(type, provider => Get(provider, type, key));
            else
                services.TryAddKeyedSingleton(type, key, (provider, _) => Get(provider, type, key));
        }
    }

    private static object Get(IServiceProvider provider, Type type, string? key)
    {
        RegisteredGroup[] groups =
        [
            .. provider.GetServices<RegisteredGroup>().Where(group => group._type == type && group._key == key).DistinctBy(group => group._client),
        ];
        return groups is [var only]
            ? only._get(provider)
            : throw new InvalidOperationException(
                $"{type.Name} is a group of {string.Join(" and of ", groups.Select(group => group._client.Name))}, so it does not say which "
                    + "account it acts on. Take the client instead, or register one of them under a key of its own.");
    }
}
