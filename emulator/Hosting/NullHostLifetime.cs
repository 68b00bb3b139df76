using Microsoft.Extensions.Hosting;

namespace Outreach.Bulk.Emulator.Hosting;

/// <summary>Leaves Ctrl+C and SIGTERM to the process the emulator is a guest in; the usual lifetime would swallow both.</summary>
internal sealed class NullHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
