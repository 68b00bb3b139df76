using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Documents;
using Outreach.Bulk.Generator.Model;
using Outreach.Bulk.Generator.Naming;

namespace Outreach.Bulk.Generator.CustomFields;

/// <summary>What the additional files of a project come to, for its analyzers.</summary>
internal static class ProjectModel
{
    /// <summary>The description; null when there is none to read.</summary>
    public static NamedDescription? Named(AnalyzerOptions options, CancellationToken cancellationToken) =>
        DescriptionSources.Of(options, cancellationToken) is { } sources
            ? DescriptionDocument.Of(sources, cancellationToken).NamedFor(sources)
            : null;

    /// <summary>What is emitted of it, with the organisation's custom fields; null when there is none to read.</summary>
    public static ApiModel? Of(AnalyzerOptions options, CancellationToken cancellationToken) =>
        Named(options, cancellationToken) is not { } named
            ? null
            : SavedAnswer.AddFields(new(named, []), SavedAnswer.Order(options.AdditionalFiles
                .Select(file => SavedAnswer.TryCreate(file, options.AnalyzerConfigOptionsProvider, cancellationToken))
                .OfType<SavedAnswer>())).Value;
}
