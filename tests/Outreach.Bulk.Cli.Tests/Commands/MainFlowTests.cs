using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>From a plan to what failed, as words and as events.</summary>
public sealed class MainFlowTests : ToolTests
{
    protected override EmulatorOptions Options => MainFlow.Options;

    [Fact]
    public async Task What_is_said_in_words() => TextVerifier.Verify(await MainFlow.RunAsync(Emulator, RunAsync, json: false));

    [Fact]
    public async Task What_is_said_as_events() => TextVerifier.Verify(await MainFlow.RunAsync(Emulator, RunAsync, json: true));
}
