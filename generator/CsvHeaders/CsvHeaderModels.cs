using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>What will be emitted of the CSV files, and why something is not.</summary>
/// <param name="Scoped">What to emit, and where.</param>
/// <param name="Problems">What gives none.</param>
internal sealed record CsvHeaderModels(EquatableArray<ScopedCsvHeader> Scoped, EquatableArray<DiagnosticInfo> Problems);

/// <summary>What to emit of a CSV file into a namespace.</summary>
internal sealed record ScopedCsvHeader(EmissionScope Scope, CsvHeaderModel Header);
