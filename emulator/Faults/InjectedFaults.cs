namespace Outreach.Bulk.Emulator.Faults;

/// <summary>The faults of one request.</summary>
internal sealed record InjectedFaults(IReadOnlyList<EmulatorFault> Faults)
{
    public static InjectedFaults None { get; } = new([]);

    public EmulatorFault? OnResponse { get; } = Faults.FirstOrDefault(fault => fault.AffectsResponse);

    /// <summary>The fault of a kind, or null.</summary>
    public EmulatorFault? Find(FaultKind kind) => Faults.FirstOrDefault(fault => fault.Kind == kind);
}
