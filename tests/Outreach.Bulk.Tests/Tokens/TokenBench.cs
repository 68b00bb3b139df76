using Microsoft.Extensions.Time.Testing;
using Outreach.Bulk.Tests.Support;
using Outreach.Bulk.Tokens;

namespace Outreach.Bulk.Tests.Tokens;

/// <summary>A server that hands out tokens, a disk, and programs that use both.</summary>
internal sealed class TokenBench
{
    public const string Secret = "planted-7c31-client";

    public FakeTimeProvider Time { get; } = new(VirtualTime.Origin);

    public TokenServer Server { get; } = new();

    public MemoryStore.Disk Disk { get; } = new();

    public TokenEntry Stored => TokenText.Read(Disk.Text!);

    /// <summary>A program that begins with the first refresh token.</summary>
    public OutreachTokens Program(OutreachTokenStore? store = null, string? initial = "refresh-0") => new(Options(store, initial));

    public OutreachTokenOptions Options(OutreachTokenStore? store = null, string? initial = "refresh-0") => new()
    {
        ClientId = "app",
        ClientSecret = Secret,
        Store = store ?? new MemoryStore(Disk),
        RedirectUri = new("https://app.example/callback"),
        InitialRefreshToken = initial,
        TimeProvider = Time,
        Handler = () => Server,
        LoggerFactory = Telemetry.TelemetryWatch.LoggerFactory,
    };

    public void Pass(double minutes) => Time.Advance(TimeSpan.FromMinutes(minutes));
}

internal static class TokenCalls
{
    public static Task<string> GetAsync(
        this OutreachTokens tokens, string? rejected = null, CancellationToken cancellationToken = default) =>
        tokens.GetAsync(new AccessTokenContext(rejected), cancellationToken).AsTask();

    public static Task<OutreachTokenException> FailAsync(this OutreachTokens tokens, string? rejected = null) =>
        Assert.ThrowsAsync<OutreachTokenException>(() => tokens.GetAsync(rejected));
}
