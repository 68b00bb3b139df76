using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Collections;

/// <summary>Something a collection kept in memory can be filtered or sorted by: times as ticks, flags as 0 and 1.</summary>
internal sealed record InMemoryField<T>(
    string Path, AttributeKind Kind, Func<T, InMemoryValue> Read, bool Filterable = true, bool Sortable = false);
