namespace Outreach.Bulk.Emulator.Faults;

/// <summary>The faults of one request.</summary>
internal sealed record InjectedFaults(IReadOnlyList<EmulatorFault> Faults)
{
    public static InjectedFaults None { get; } = new([]);

    public EmulatorFault? OnResponse { get; } = Faults.FirstOrDefault(fault => fault.AffectsResponse);

    /// <summary>Their names; empty where there are none.</summary>
    public override string ToString() => string.Join(", ", Faults);

    /// <summary>The fault of a kind, or null.</summary>
    public EmulatorFault? Find(FaultKind kind) => Faults.FirstOrDefault(fault => fault.Kind == kind);
}
