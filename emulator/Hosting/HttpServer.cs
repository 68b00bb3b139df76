using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>Kestrel on a loopback port.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    // The address is part of every answer and known only once the server listens; a quick client waits that long.
    private readonly TaskCompletionSource<RequestDelegate> _handler = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HttpServer(WebApplication application) => _application = application;

    /// <summary>Where the API begins.</summary>
    public Uri BaseAddress => new($"{Addresses.Single()}{RequestPipeline.Root}/");

    private ICollection<string> Addresses =>
        _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    /// <summary>Listens; requests wait until there is somebody to serve them.</summary>
    public static async Task<HttpServer> StartAsync(int port, CancellationToken cancellationToken)
    {
        HttpServer server = new(Build(port));
        try
        {
            server._application.Run(server.HandleAsync);
            await server._application.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public void Serve(RequestDelegate handler) => _handler.SetResult(handler);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static WebApplication Build(int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, NullHostLifetime>();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            // How slow an upload may be is the storage's affair, and unpublished.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MaxRequestLineSize = 1024 * 1024;
            kestrel.Limits.MaxRequestBufferSize = 4 * 1024 * 1024;
        });
        return builder.Build();
    }

    private async Task HandleAsync(HttpContext context)
    {
        RequestDelegate handler = await _handler.Task;
        await handler(context);
    }
}
