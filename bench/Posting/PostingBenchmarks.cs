using BenchmarkDotNet.Attributes;

namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>The same comparison under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class PostingBenchmarks
{
    private PostingComparison? _comparison;

    /// <summary>Starts the server and the clients.</summary>
    /// <returns>When they are ready.</returns>
    [GlobalSetup]
    public async Task StartAsync() => _comparison = await PostingComparison.StartAsync();

    /// <summary>Stops them.</summary>
    /// <returns>When they have stopped.</returns>
    [GlobalCleanup]
    public async Task StopAsync() => await _comparison!.DisposeAsync();

    /// <summary>The measure of the others.</summary>
    /// <returns>When the batch was read.</returns>
    [Benchmark(Baseline = true)]
    public Task HandWritten() => _comparison!.HandWritten.DoAsync();

    /// <summary>Ours.</summary>
    /// <returns>When the batch was read.</returns>
    [Benchmark]
    public Task OutreachBulk() => _comparison!.Subject.DoAsync();

    /// <summary>NSwag's.</summary>
    /// <returns>When the batch was read.</returns>
    [Benchmark]
    public Task NSwag() => _comparison!.NSwag.DoAsync();
}
