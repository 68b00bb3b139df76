namespace Outreach.Bulk.Emulator.Faults;

/// <summary>What strikes one request.</summary>
internal sealed record Strikes(IReadOnlyList<EmulatorFault> Faults)
{
    public static Strikes None { get; } = new([]);

    public EmulatorFault? OnAnswer { get; } = Faults.FirstOrDefault(fault => fault.StrikesAnswer);

    /// <summary>The fault of a kind, or null.</summary>
    public EmulatorFault? Find(FaultKind kind) => Faults.FirstOrDefault(fault => fault.Kind == kind);
}
