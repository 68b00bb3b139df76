using System.Text.Json;

namespace Outreach.Bulk.Emulator;

/// <summary>A POST that was worked off, and what has become of the batch or import it made.</summary>
/// <param name="Action">The action as in the path: <c>accountAddTags</c>, <c>accountsImport</c>.</param>
/// <param name="BatchId">The batch it made; null for an import, whose batches have no entry of their own.</param>
/// <param name="ImportId">The import it made; null for a bulk action.</param>
/// <param name="Attributes">The attributes of its body; without <c>ids</c>, <c>storageKey</c> and <c>records</c>.</param>
/// <param name="Filter">Its filter, empty where there was none; null for an import.</param>
/// <param name="State">The present state of the batch or import.</param>
/// <param name="Count">How many records it selected, or rows it has.</param>
/// <param name="Processed">How many of them are worked off, failures included. Above 0 it has been applied.</param>
/// <param name="Failures">How many of these failed.</param>
public sealed record PostedAction(
    string Action,
    long? BatchId,
    long? ImportId,
    JsonElement Attributes,
    JsonElement? Filter,
    string State,
    int Count,
    int Processed,
    int Failures);
