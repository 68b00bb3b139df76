using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Outreach.Bulk;
using Outreach.Bulk.Http;
using Outreach.Bulk.Uploads;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generated clients.</summary>
public static class OutreachBulkServiceCollectionExtensions
{
    /// <summary>Registers a generated client as a singleton over one connection, and its groups beside it.</summary>
    /// <remarks>
    /// A service may take a group, such as <c>AccountsActions</c>, instead of the client. What is registered under a group's type already
    /// stays. A group that two registered clients have is an <see cref="InvalidOperationException"/> when it is asked for.
    /// </remarks>
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
        OutreachBulkOptions options = Make(configure);
        return AddClient<TClient>(services, null, _ => options);
    }

    /// <summary>
    /// Registers a generated client as a singleton over one connection, and its groups beside it, with options that need other services:
    /// a token service, say.
    /// </summary>
    /// <typeparam name="TClient">The client class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="configure">
    /// Sets the options; <see cref="OutreachBulkOptions.AccessToken"/> at least. It is called once for each container, when the client
    /// is first made, with the container's root: it gets singletons and transient services, no scoped ones. An option that is missing or
    /// out of its range is an <see cref="ArgumentException"/> then.
    /// </param>
    /// <returns>
    /// The builder of the client's HTTP handlers. What is added to it sits above the guard that sends a bulk action once. A
    /// primary handler set on it is guarded too: redirects and server credentials are switched off in the
    /// <see cref="SocketsHttpHandler"/> or <see cref="HttpClientHandler"/> at its bottom. One of another kind must not
    /// send a request twice by itself. One in use that still follows redirects is an <see cref="InvalidOperationException"/>
    /// at the first request.
    /// </returns>
    public static IHttpClientBuilder AddOutreachBulk<TClient>(
        this IServiceCollection services, Action<IServiceProvider, OutreachBulkOptions> configure)
        where TClient : class, IOutreachBulkClient<TClient>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return AddClient<TClient>(services, null, provider => Make(options => configure(provider, options)));
    }

    /// <summary>Registers a generated client and its groups under a key: one for each org, say.</summary>
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
        OutreachBulkOptions options = Make(configure);
        return AddClient<TClient>(services, serviceKey, _ => options);
    }

    /// <summary>Registers a generated client and its groups under a key, with options that need other services: a token service, say.</summary>
    /// <typeparam name="TClient">The client class.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key it is asked for by.</param>
    /// <param name="configure">
    /// Sets the options; <see cref="OutreachBulkOptions.AccessToken"/> at least. It is called once for each container, when the client
    /// is first made, with the container's root: it gets singletons and transient services, no scoped ones. An option that is missing or
    /// out of its range is an <see cref="ArgumentException"/> then.
    /// </param>
    /// <returns>
    /// The builder of the client's HTTP handlers. What is added to it sits above the guard that sends a bulk action once. A
    /// primary handler set on it is guarded too: redirects and server credentials are switched off in the
    /// <see cref="SocketsHttpHandler"/> or <see cref="HttpClientHandler"/> at its bottom. One of another kind must not
    /// send a request twice by itself. One in use that still follows redirects is an <see cref="InvalidOperationException"/>
    /// at the first request.
    /// </returns>
    public static IHttpClientBuilder AddKeyedOutreachBulk<TClient>(
        this IServiceCollection services, string serviceKey, Action<IServiceProvider, OutreachBulkOptions> configure)
        where TClient : class, IOutreachBulkClient<TClient>
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(serviceKey);
        ArgumentNullException.ThrowIfNull(configure);
        return AddClient<TClient>(services, serviceKey, provider => Make(options => configure(provider, options)));
    }

    private static OutreachBulkOptions Make(Action<OutreachBulkOptions> configure)
    {
        OutreachBulkOptions options = new();
        configure(options);
        return options.Checked();
    }

    private static IHttpClientBuilder AddClient<TClient>(
        IServiceCollection services, string? key, Func<IServiceProvider, OutreachBulkOptions> make)
        where TClient : class, IOutreachBulkClient<TClient>
    {
        string name = key is null ? typeof(TClient).FullName! : $"{typeof(TClient).FullName}/{key}";
        IHttpClientBuilder builder = services
            .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(PrimaryHandler.Create);
        services.AddSingleton(provider => new RegisteredOptions(name, () => make(provider)));

        // Filters nest: the first one registered acts last, and so guards the primary handler that others have chosen.
        services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter>(
            provider => new SendOnceHandlerFilter(name, () => RegisteredOptions.Of(provider, name))));
        AddUploadClient(services);
        if (key is null)
            services.AddSingleton(Client);
        else
            services.AddKeyedSingleton(key, (provider, _) => Client(provider));
        RegisteredGroup.AddAll<TClient>(services, key);
        return builder;

        TClient Client(IServiceProvider provider)
        {
            OutreachBulkOptions options = RegisteredOptions.Of(provider, name);
            options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
            IHttpClientFactory factory = provider.GetRequiredService<IHttpClientFactory>();
            return TClient.Create(new(
                options, () => factory.CreateClient(name), () => factory.CreateClient(OutreachBulkConnection.UploadClientName)));
        }
    }

    private static void AddUploadClient(IServiceCollection services)
    {
        if (services.Any(service => !service.IsKeyedService && service.ImplementationInstance is StorageHandlerFilter))
            return;
        services.AddHttpClient(OutreachBulkConnection.UploadClientName, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.Insert(0, ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter>(
            new StorageHandlerFilter(OutreachBulkConnection.UploadClientName)));

        // What is added to every client stands first. None of its handlers is for files: a resilience handler, say, gives up after seconds.
        services.AddOptions<HttpClientFactoryOptions>(OutreachBulkConnection.UploadClientName)
            .PostConfigure<IServiceProvider>((options, provider) => options.HttpMessageHandlerBuilderActions.Insert(
                provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>()
                    .Get($"{OutreachBulkConnection.UploadClientName}/defaults").HttpMessageHandlerBuilderActions.Count,
                builder => builder.AdditionalHandlers.Clear()));
    }
}
