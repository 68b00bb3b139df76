namespace Outreach.Bulk.Emulator.Imports;

/// <summary>What became of a row. <paramref name="Dupe"/> is true when it met a record that was there.</summary>
internal sealed record RowOutcome(string? Failure, long? RecordId = null, bool Dupe = false);
