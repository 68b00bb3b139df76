using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator;

/// <summary>What the additional files of a project come to, for its analyzers.</summary>
internal static class ProjectModel
{
    /// <summary>The description; null when there is none to read.</summary>
    public static ApiDescription? Description(AnalyzerOptions options, CancellationToken cancellationToken) =>
        DescriptionSources.Of(options, cancellationToken) is { } sources ? DescriptionReading.Of(sources, cancellationToken).Description : null;

    /// <summary>What the description gives; null when there is none to read.</summary>
    public static ApiModel? OfDescription(AnalyzerOptions options, CancellationToken cancellationToken) =>
        Description(options, cancellationToken) is { } description ? ApiModelBuilder.Build(description, cancellationToken).Model : null;

    /// <summary>The same, with the organisation's own fields.</summary>
    public static ApiModel? Of(AnalyzerOptions options, CancellationToken cancellationToken) =>
        OfDescription(options, cancellationToken) is not { } api
            ? null
            : OwnSample.AddTo(api, OwnSample.Order(
            [
                .. options.AdditionalFiles
                    .Select(file => OwnSample.TryCreate(file, options.AnalyzerConfigOptionsProvider, cancellationToken))
                    .OfType<OwnSample>(),
            ])).Value;
}
