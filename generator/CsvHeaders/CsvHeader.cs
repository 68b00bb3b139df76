using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.CsvHeaders;

/// <summary>What the pipeline keeps of a CSV file: its header, and nothing of its rows.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="Resource">The model that the project file names.</param>
/// <param name="Columns">The header's cells.</param>
/// <param name="Members">The columns that have a name in C#.</param>
/// <param name="Failure">Why there is no header; null when there is one.</param>
internal sealed record CsvHeader(
    string Path, string Resource, EquatableArray<string> Columns, EquatableArray<TextMember> Members, DiagnosticInfo? Failure)
{
    public static CsvHeader? TryCreate(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        if (CsvHeaderFile.TryCreate(text, options, cancellationToken) is not { } file)
            return null;
        CsvHeaderDocument header = CsvHeaderDocument.Of(file.Text);
        DiagnosticInfo? failure = header.Fatal is { } fatal
            ? DiagnosticInfo.Of(fatal, header.PlaceOf(file.Path, fatal.Span))
            : null;
        return new(file.Path, file.Resource, header.Columns, header.Members, failure);
    }

    /// <summary>A file that is named twice counts once.</summary>
    public static EquatableArray<CsvHeader> Order(ImmutableArray<CsvHeader> headers) =>
        headers.Distinct().OrderBy(header => header.Path, StringComparer.Ordinal).ToEquatableArray();
}
