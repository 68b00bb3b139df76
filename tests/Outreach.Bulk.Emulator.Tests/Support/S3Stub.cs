using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Outreach.Bulk.Emulator.Storage;

namespace Outreach.Bulk.Emulator.Tests.Support;

/// <summary>A store in memory that takes and gives what a valid link allows.</summary>
internal sealed class S3Stub : IAsyncDisposable
{
    private static readonly AwsCredentials s_credentials = new("stub-key", "stub-secret", "eu-central-1");

    private readonly WebApplication _server;

    private S3Stub(WebApplication server) => _server = server;

    /// <summary>The files by path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    /// <summary>What it answers to a GET instead of a file; null for the file.</summary>
    public int? ReadStatus { get; set; }

    public S3Storage Storage => new()
    {
        Endpoint = new(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/s3/"),
        Bucket = "uploads",
        Region = s_credentials.Region,
        AccessKey = s_credentials.AccessKeyId,
        SecretKey = s_credentials.Secret,
    };

    public static async Task<S3Stub> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication server = builder.Build();
        S3Stub stub = new(server);
        server.Run(stub.HandleAsync);
        await server.StartAsync(TestContext.Current.CancellationToken);
        return stub;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        Dictionary<string, string> headers = context.Request.Headers
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        S3Request request = new(context.Request.Method, target, headers);
        try
        {
            new PresignedUrlValidator(s_credentials, TimeProvider.System).Validate(request);
        }
        catch (S3Exception error)
        {
            context.Response.StatusCode = error.Status;
            return;
        }

        if (request.Method == "PUT")
        {
            using MemoryStream file = new();
            await context.Request.Body.CopyToAsync(file);
            Files[request.Path] = file.ToArray();
        }
        else if (ReadStatus is int status)
        {
            context.Response.StatusCode = status;
        }
        else if (Files.TryGetValue(request.Path, out byte[]? file))
        {
            context.Response.Headers.ContentLength = file.Length;
            await context.Response.Body.WriteAsync(file);
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }
}
