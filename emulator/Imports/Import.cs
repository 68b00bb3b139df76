using Outreach.Bulk.Emulator.Batches;

namespace Outreach.Bulk.Emulator.Imports;

/// <summary>One import. How far it has come is what its batches say.</summary>
internal sealed class Import(long id, ImportKind kind, ImportRequest request, IImportRows rows, DateTimeOffset createdAt)
{
    public const string Progressing = "progressing";

    public long Id => id;

    public ImportKind Kind => kind;

    public ImportRequest Request => request;

    public IImportRows Rows => rows;

    public DateTimeOffset CreatedAt => createdAt;

    public long? FileSize { get; init; }

    /// <summary>Why nothing was started, or null.</summary>
    public string? Refusal { get; init; }

    public List<Batch> Batches { get; } = [];

    /// <summary>How many rows met a record that was there, whatever was done to it.</summary>
    public int Dupes { get; set; }

    public int Failures => Batches.Sum(batch => batch.Failures.Count);

    public string? ErrorReason => Refusal
        ?? (Batches.Find(batch => batch.State is BatchStates.Canceled) is Batch stopped ? $"Batch {stopped.Id} was canceled." : null);

    public string State =>
        Refusal is not null ? BatchStates.Failed
        : Batches.Exists(batch => !batch.IsOver) ? Progressing
        : ErrorReason is not null ? BatchStates.Failed
        : BatchStates.Finished;

    public DateTimeOffset UpdatedAt => Batches.Select(batch => batch.UpdatedAt).Append(createdAt).Max();

    public DateTimeOffset StateChangedAt => State == Progressing ? createdAt : UpdatedAt;
}
