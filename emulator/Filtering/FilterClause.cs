namespace Outreach.Bulk.Emulator.Filtering;

/// <summary>
/// One clause of a filter, syntax gone: <paramref name="Values"/> holds the alternatives of
/// <see cref="FilterOperator.AnyOf"/>, or lower and upper bound of <see cref="FilterOperator.Range"/>, null where open.
/// </summary>
internal sealed record FilterClause(string Path, FilterOperator Operator, params IReadOnlyList<string?> Values);
