using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Model;
using Outreach.Bulk.Generator.Naming;
using Outreach.Bulk.Generator.SavedAnswers;

namespace Outreach.Bulk.Generator.CustomFields;

/// <summary>What the pipeline keeps of a saved answer.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="Kind">What it says.</param>
/// <param name="Resources">The fields it names.</param>
/// <param name="Failure">Why it names none; null when it could be read.</param>
internal sealed record SavedAnswer(
    string Path, SavedAnswerKind Kind, EquatableArray<ResourceCustomFields> Resources, DiagnosticInfo? Failure)
{
    /// <summary>The custom objects it tells.</summary>
    public EquatableArray<CustomObject> Objects { get; init; } = [];

    public static SavedAnswer? TryCreate(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancellationToken)
    {
        if (SavedAnswerFile.TryCreate(text, options, cancellationToken) is not { } file)
            return null;
        if (file.Kind == SavedAnswerKind.Schema)
        {
            SchemaDocument schema = SchemaDocument.Of(file.Text, file.Objects, cancellationToken);
            return new(file.Path, file.Kind, [], FailureOf(file, schema.Fatal)) { Objects = schema.Objects };
        }

        TypesDocument types = TypesDocument.Of(file.Text, cancellationToken);
        return new(file.Path, file.Kind, types.Resources, FailureOf(file, types.Fatal));
    }

    /// <summary>A file that is named twice counts once.</summary>
    public static EquatableArray<SavedAnswer> Order(IEnumerable<SavedAnswer> answers) =>
        answers.Distinct().OrderBy(answer => answer.Path, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>The description with the custom objects that the files tell.</summary>
    public static Result<NamedDescription> AddObjects(
        Result<NamedDescription> named, EquatableArray<SavedAnswer> answers, CancellationToken cancellationToken)
    {
        SavedAnswer[] schemas = [.. answers.Where(answer => answer.Kind == SavedAnswerKind.Schema)];
        return named.Value is { } value && schemas is [{ Objects.Count: > 0 } only]
            ? named with { Value = CustomObjectsBuilder.Build(value, only.Objects, cancellationToken).Extended }
            : named;
    }

    /// <summary>The model with the fields that the files name. What is wrong with names is the analyzer's to report.</summary>
    public static Result<ApiModel> AddFields(Result<NamedDescription> named, EquatableArray<SavedAnswer> answers)
    {
        List<DiagnosticInfo> problems = [.. named.Diagnostics, .. answers.Select(answer => answer.Failure).OfType<DiagnosticInfo>()];
        if (named.Value is not { } value || (answers.Count == 0 && !value.HasOnlyLabelled))
            return new(named.Value?.Model, problems.ToEquatableArray());
        EquatableArray<ResourceCustomFields> types = Only(SavedAnswerKind.Types);
        EquatableArray<ResourceCustomFields> former = Only(SavedAnswerKind.TypesLock);
        _ = Only(SavedAnswerKind.Schema);
        return new(CustomFieldsBuilder.Build(value.Model, types, former, value.HasOnlyLabelled).Model, problems.ToEquatableArray());

        EquatableArray<ResourceCustomFields> Only(SavedAnswerKind kind)
        {
            SavedAnswer[] all = [.. answers.Where(answer => answer.Kind == kind)];
            if (all.Length > 1)
            {
                string paths = string.Join(", ", all.Select(answer => answer.Path));
                problems.Add(DiagnosticInfo.Create(
                    CustomFieldRules.Several, FilePlace.StartOf(all[1].Path), SavedAnswerFile.ItemOf(kind), paths));
            }

            return all.Length == 1 ? all[0].Resources : [];
        }
    }

    private static DiagnosticInfo? FailureOf(SavedAnswerFile file, PlacedProblem? fatal) =>
        fatal is null ? null : DiagnosticInfo.Of(fatal, file.PlaceOf(fatal.Span));
}
