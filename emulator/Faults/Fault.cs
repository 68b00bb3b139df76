namespace Outreach.Bulk.Emulator.Faults;

internal enum FaultKind
{
    LoseAnswer,
    Reset,
    Answer,
    CutAnswer,
    Hold,
    CutUpload,
}

internal sealed record Fault(FaultKind Kind, HttpMethod Method, Predicate<string> Path)
{
    public int Status { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Body { get; init; } = "";

    public long After { get; init; }

    public Task Release { get; init; } = Task.CompletedTask;
}
