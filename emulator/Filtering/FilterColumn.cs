using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Filtering;

/// <summary>
/// What a filter path compares in SQL. <paramref name="Rows"/> is set where a record has many values: the clause
/// then asks whether any of those rows meets it, and clauses over the same rows ask it of one and the same row.
/// </summary>
internal sealed record FilterColumn(string Expression, AttributeKind Kind, string? Rows = null);
