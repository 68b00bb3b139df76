using Outreach.Bulk.Emulator;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>An emulator where nothing comes to its end before the test says so, however slow the machine is.</summary>
public abstract class SlowTests : ToolTests
{
    private readonly ShiftedTime _clock = new(TimeProvider.System);

    protected override EmulatorOptions Options => new() { Accounts = 200, Prospects = 10, ItemsPerSecond = 0.01, TimeProvider = _clock };

    /// <summary>Everything that runs has ended by now.</summary>
    protected void EndAll() => _clock.Ahead += TimeSpan.FromHours(12);
}
