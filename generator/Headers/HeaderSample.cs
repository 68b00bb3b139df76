using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator;

/// <summary>What the pipeline keeps of a CSV file: its header, and nothing of its rows.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="Model">The model that the project file names.</param>
/// <param name="Columns">The header's cells.</param>
/// <param name="Members">The columns that have a name in C#.</param>
/// <param name="Failure">Why there is no header; null when there is one.</param>
internal sealed record HeaderSample(
    string Path, string Model, EquatableArray<string> Columns, EquatableArray<TextMember> Members, DiagnosticInfo? Failure)
{
    public static HeaderSample? TryCreate(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        if (HeaderFile.TryCreate(text, options, cancellationToken) is not { } file)
            return null;
        HeaderReading reading = HeaderReading.Of(file.Text);
        return new(file.Path, file.Model, reading.Columns, reading.Members, Repeat(file, reading));
    }

    /// <summary>A file that is named twice counts once.</summary>
    public static EquatableArray<HeaderSample> Order(ImmutableArray<HeaderSample> samples) =>
        samples.Distinct().OrderBy(sample => sample.Path, StringComparer.Ordinal).ToEquatableArray();

    // As with a description that gives nothing: without the types the compiler may run no analyzer.
    private static DiagnosticInfo? Repeat(HeaderFile file, HeaderReading reading)
    {
        if (reading.Fatal is not { } fatal)
            return null;
        string reason = string.Format(CultureInfo.InvariantCulture, fatal.Rule.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. fatal.Arguments]);
        return new(CsvRules.NothingGenerated, reading.PlaceOf(file.Path, fatal.Span), [fatal.Rule.Id, reason]);
    }
}
