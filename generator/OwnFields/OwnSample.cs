using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Outreach.Bulk.Generator;

/// <summary>What the pipeline keeps of a saved answer.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Models">The fields it names.</param>
/// <param name="Failure">Why it names none; null when it could be read.</param>
internal sealed record OwnSample(string Path, OwnFileKind Kind, EquatableArray<OwnModel> Models, DiagnosticInfo? Failure)
{
    /// <summary>The custom objects it tells.</summary>
    public EquatableArray<OwnObject> Objects { get; init; }

    public static OwnSample? TryCreate(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        if (OwnFile.TryCreate(text, options, cancellationToken) is not { } file)
            return null;
        if (file.Kind == OwnFileKind.Schema)
        {
            SchemaReading schema = SchemaReading.Of(file.Text, file.Objects, cancellationToken);
            return new(file.Path, file.Kind, [], Repeat(file, schema.Fatal)) { Objects = schema.Objects };
        }

        TypesReading reading = TypesReading.Of(file.Text, cancellationToken);
        return new(file.Path, file.Kind, reading.Models, Repeat(file, reading.Fatal));
    }

    /// <summary>A file that is named twice counts once.</summary>
    public static EquatableArray<OwnSample> Order(ImmutableArray<OwnSample> samples) =>
        samples.Distinct().OrderBy(sample => sample.Path, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The description with the custom objects that the files tell.</summary>
    public static ApiDescription Extend(ApiDescription description, EquatableArray<OwnSample> samples, CancellationToken cancellationToken)
    {
        OwnSample[] schemas = [.. samples.Where(sample => sample.Kind == OwnFileKind.Schema)];
        return schemas is [{ Objects.Count: > 0 } only] ? OwnObjectsBuilder.Build(description, only.Objects, cancellationToken).Description : description;
    }

    /// <summary>The model with the fields that the files name. What is wrong with names is the analyzer's to say.</summary>
    public static Result<ApiModel> AddTo(ApiModel api, EquatableArray<OwnSample> samples)
    {
        List<DiagnosticInfo> problems = [.. samples.Select(sample => sample.Failure).OfType<DiagnosticInfo>()];
        EquatableArray<OwnModel> types = Only(OwnFileKind.Types);
        EquatableArray<OwnModel> former = Only(OwnFileKind.TypesLock);
        _ = Only(OwnFileKind.Schema);
        return new(OwnFieldsBuilder.Build(api, types, former).Model, problems.ToEquatableArray());

        EquatableArray<OwnModel> Only(OwnFileKind kind)
        {
            OwnSample[] all = [.. samples.Where(sample => sample.Kind == kind)];
            if (all.Length > 1)
                problems.Add(DiagnosticInfo.Create(OwnFieldRules.Several, FilePlace.StartOf(all[1].Path), OwnFile.ItemOf(kind), string.Join(", ", all.Select(sample => sample.Path))));
            return all.Length == 1 ? all[0].Models : [];
        }
    }

    // As with a description that gives nothing: without the names the compiler may run no analyzer.
    private static DiagnosticInfo? Repeat(OwnFile file, SpecProblem? fatal)
    {
        if (fatal is null)
            return null;
        string reason = string.Format(CultureInfo.InvariantCulture, fatal.Rule.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. fatal.Arguments]);
        FilePlace place = file.Text is null ? FilePlace.StartOf(file.Path) : FilePlace.Of(file.Path, file.Text, fatal.Span);
        return new(OwnFieldRules.NothingGenerated, place, [fatal.Rule.Id, reason]);
    }
}
