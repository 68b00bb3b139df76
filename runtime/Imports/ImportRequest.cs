namespace Outreach.Bulk.Imports;

/// <summary>What starts an import.</summary>
/// <param name="Action">The action.</param>
/// <param name="FileName">The unique name in the body.</param>
/// <param name="Body">The body.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="OnUnknownOutcome">What to do when the answer is lost.</param>
/// <param name="Key">The operation's key; null for one of its own.</param>
/// <param name="Label">What the journal shows it as; null for nothing.</param>
/// <param name="Upload">The file, whose secrets a refusal must not quote; null when there is none.</param>
internal sealed record ImportRequest(
    BulkAction Action, string FileName, byte[] Body, long Rows, OnUnknownOutcome OnUnknownOutcome, string? Key, string? Label, UploadedFile? Upload);
