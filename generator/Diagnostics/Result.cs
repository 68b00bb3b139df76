using Outreach.Bulk.Generator.Common;

namespace Outreach.Bulk.Generator.Diagnostics;

/// <summary>What a stage made, and what it has to say about its input. Stages never throw and never report by themselves.</summary>
internal sealed record Result<T>(T? Value, EquatableArray<DiagnosticInfo> Diagnostics)
    where T : class, IEquatable<T>;
