using Outreach.Bulk.Emulator.Batches;
using Outreach.Bulk.Emulator.Recording;
using Outreach.Bulk.Emulator.Records;

namespace Outreach.Bulk.Emulator.Watching;

/// <summary>What the page looks at. All but faults, requests and clock is only touched within the gate.</summary>
internal sealed record WatchedEmulator(
    Lock Gate,
    BatchScheduler Scheduler,
    PostedActionLog PostedActions,
    RecordStores Stores,
    RequestLog Requests,
    EmulatorFaults Faults,
    EmulatorOptions Options,
    JumpingClock Clock,
    Uri BaseAddress);
