using System.Diagnostics;

namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>The server as a process of its own, so that bytes counted in this one are the client's alone.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri baseAddress)
    {
        _process = process;
        BaseAddress = baseAddress;
    }

    public Uri BaseAddress { get; }

    /// <param name="argument">The command-line argument that makes this program the server.</param>
    public static async Task<ServerProcess> StartAsync(string argument)
    {
        // By the assembly, not by this process: under BenchmarkDotNet that is another program.
        ProcessStartInfo start = new("dotnet", [typeof(ServerProcess).Assembly.Location, argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string address = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The server ended without printing its address.");
        return new(process, new(address));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
            _process.Kill();
        _process.Dispose();
    }
}
