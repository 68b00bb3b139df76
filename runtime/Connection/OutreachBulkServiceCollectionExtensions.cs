using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Outreach.Bulk;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generated clients.</summary>
public static class OutreachBulkServiceCollectionExtensions
{
    /// <summary>Registers a generated client as a singleton over one connection.</summary>
    /// <typeparam name="TClient">The client class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the options; <see cref="OutreachBulkOptions.AccessToken"/> at least.</param>
    /// <returns>
    /// The builder of the client's HTTP handlers. What is added to it sits above the guard that sends a bulk action once. A
    /// primary handler set on it is guarded too: redirects and server credentials are switched off in the
    /// <see cref="SocketsHttpHandler"/> or <see cref="HttpClientHandler"/> at its bottom. One of another kind must not
    /// send a request twice by itself. One in use that still follows redirects is an <see cref="InvalidOperationException"/>
    /// at the first request.
    /// </returns>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public static IHttpClientBuilder AddOutreachBulk<TClient>(this IServiceCollection services, Action<OutreachBulkOptions> configure)
        where TClient : class, IOutreachBulkClient<TClient>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        (string name, OutreachBulkOptions options, IHttpClientBuilder builder) = AddConnection<TClient>(services, "", configure);
        services.AddSingleton(provider => TClient.Create(Connect(provider, name, options)));
        return builder;
    }

    /// <summary>Registers a generated client under a key: one for each org, say.</summary>
    /// <typeparam name="TClient">The client class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key it is asked for by.</param>
    /// <param name="configure">Sets the options; <see cref="OutreachBulkOptions.AccessToken"/> at least.</param>
    /// <returns>
    /// The builder of the client's HTTP handlers. What is added to it sits above the guard that sends a bulk action once. A
    /// primary handler set on it is guarded too: redirects and server credentials are switched off in the
    /// <see cref="SocketsHttpHandler"/> or <see cref="HttpClientHandler"/> at its bottom. One of another kind must not
    /// send a request twice by itself. One in use that still follows redirects is an <see cref="InvalidOperationException"/>
    /// at the first request.
    /// </returns>
    /// <exception cref="ArgumentException">An option is missing or out of its range.</exception>
    public static IHttpClientBuilder AddKeyedOutreachBulk<TClient>(
        this IServiceCollection services, string serviceKey, Action<OutreachBulkOptions> configure)
        where TClient : class, IOutreachBulkClient<TClient>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        (string name, OutreachBulkOptions options, IHttpClientBuilder builder) = AddConnection<TClient>(services, serviceKey, configure);
        services.AddKeyedSingleton(serviceKey, (provider, _) => TClient.Create(Connect(provider, name, options)));
        return builder;
    }

    private static (string Name, OutreachBulkOptions Options, IHttpClientBuilder Builder) AddConnection<TClient>(
        IServiceCollection services, string key, Action<OutreachBulkOptions> configure)
    {
        OutreachBulkOptions options = new();
        configure(options);
        options = options.Checked();
        string name = key.Length == 0 ? typeof(TClient).FullName! : $"{typeof(TClient).FullName}/{key}";
        IHttpClientBuilder builder = services
            .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(PrimaryHandler.Create);

        // Filters nest: the first one registered acts last, and so guards the primary handler that others have chosen.
        services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter>(new SendOnceHandlerFilter(name, options)));
        return (name, options, builder);
    }

    private static OutreachBulkConnection Connect(IServiceProvider provider, string name, OutreachBulkOptions options)
    {
        IHttpClientFactory factory = provider.GetRequiredService<IHttpClientFactory>();
        return new(options, () => factory.CreateClient(name));
    }
}
