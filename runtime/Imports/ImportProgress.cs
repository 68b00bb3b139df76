namespace Outreach.Bulk;

/// <summary>What an import is at.</summary>
public enum ImportPhase
{
    /// <summary>Rows are written to a temporary file; the file's header is compared with the mapping, and a link requested.</summary>
    Preparing = 0,

    /// <summary>The file is read, counted, hashed and sent.</summary>
    Uploading = 1,

    /// <summary>The server compares what it got.</summary>
    Validating = 2,

    /// <summary>The import is being started.</summary>
    Starting = 3,

    /// <summary>The server imports the rows.</summary>
    Importing = 4,
}

/// <summary>How far an import has come. Each phase has its own measure.</summary>
/// <param name="Phase">What the import is at.</param>
/// <param name="BytesSent">How many bytes of the file were handed to the network.</param>
/// <param name="BytesTotal">The file's length in bytes; 0 while rows are written to it, and while importing.</param>
/// <param name="Records">
/// How many records were counted so far, the header not among them; while importing, the rows the server tells.
/// </param>
/// <param name="Import">The snapshot, while importing; otherwise <see langword="null"/>.</param>
public readonly record struct ImportProgress(ImportPhase Phase, long BytesSent, long BytesTotal, long Records, Import? Import)
{
    /// <summary>Where the import is in its life; without a word before it has started.</summary>
    public OperationState State => Import?.State ?? default;

    /// <summary>The share of the upload that was sent, from 0 to 1. Of the import itself the server tells no share.</summary>
    public double UploadFraction => Phase > ImportPhase.Uploading ? 1
        : BytesTotal > 0 ? Math.Clamp((double)BytesSent / BytesTotal, 0, 1)
        : 0;

    internal static ImportProgress Of(Import import) => new(ImportPhase.Importing, 0, 0, import.Total ?? 0, import);

    /// <inheritdoc/>
    public override string ToString() => Phase == ImportPhase.Importing
        ? $"{Phase}: {Import}"
        : FormattableString.Invariant($"{Phase}: {BytesSent} of {BytesTotal} bytes, {Records} records");
}
