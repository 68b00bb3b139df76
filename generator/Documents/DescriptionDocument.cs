using Microsoft.CodeAnalysis.Text;
using Microsoft.OpenApi.Models;
using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Naming;
using Outreach.Bulk.Generator.Overlays;
using Outreach.Bulk.Generator.Reading;
using Outreach.Bulk.Generator.Trimming;

namespace Outreach.Bulk.Generator.Documents;

/// <summary>
/// What a text under its overlays came to: the description, without places, for the generator; the problems, with
/// places, for the analyzer. Each text is read once, whoever asks first.
/// </summary>
internal sealed class DescriptionDocument
{
    private DescriptionDocument(NamedDescription? named, PlacedProblems problems, NamedPlaces places)
    {
        Named = named;
        Places = places;
        Problems = problems.ToEquatableArray();
    }

    /// <summary>What the text says, and what it is called in C#; null when nothing can be made of it.</summary>
    public NamedDescription? Named { get; }

    /// <summary>What the text says; null when nothing can be made of it.</summary>
    public ApiDescription? Description => Named?.Description;

    /// <summary>
    /// What is wrong with it and its overlays, in the order of the texts; places are as <see cref="TextSlots"/> has them.
    /// </summary>
    public EquatableArray<PlacedProblem> Problems { get; }

    /// <summary>Where what the description says stands.</summary>
    public NamedPlaces Places { get; }

    /// <summary>Why there is no description; empty when there is one.</summary>
    public IEnumerable<PlacedProblem> Fatal => Problems.Where(problem => problem.IsFatal);

    public static DescriptionDocument Of(DescriptionSources sources, CancellationToken cancellationToken)
    {
        DescriptionTree tree = DescriptionTree.Of(sources.Description);
        return tree.Recall(sources.Overlays)
            ?? tree.Remember(
                sources.Overlays, Read(tree, sources.Description.Text, sources.ReadOverlays(cancellationToken), cancellationToken));
    }

    /// <summary>What the generator gets of a description.</summary>
    // An analyzer reports what is wrong, at its place. But the compiler runs none on a project with declarations that don't compile,
    // and without the generated types many don't; so why a description gives nothing is reported here.
    public static Result<NamedDescription> NamedOf(Result<DescriptionSources> choice, CancellationToken cancellationToken)
    {
        if (choice.Value is not { } sources)
            return new(null, choice.Diagnostics);
        DescriptionDocument document = Of(sources, cancellationToken);
        return new(
            document.NamedFor(sources),
            [
                .. choice.Diagnostics,
                .. document.Fatal.Select(problem => DiagnosticInfo.Of(problem, sources.PlaceOf(problem.Span))),
            ]);
    }

    /// <summary>What a project gets of it, whose choice of custom fields the text says nothing about.</summary>
    public NamedDescription? NamedFor(DescriptionSources sources) =>
        Named is { } named ? named with { HasOnlyLabelled = sources.Description.HasOnlyLabelled } : null;

    private static DescriptionDocument Read(
        DescriptionTree tree, SourceText text, IReadOnlyList<AppliedOverlay> overlays, CancellationToken cancellationToken)
    {
        PlacedProblems problems = new();
        foreach (PlacedProblem problem in overlays.SelectMany(overlay => overlay.Problems))
            problems.Add(problem);
        if (problems.ToEquatableArray().Any(problem => problem.IsFatal))
            return new(null, problems, new());
        NamedPlaces places = new();
        NamedDescription? named = null;
        try
        {
            if (IsBlank(text))
                problems.Add(DescriptionRules.Empty, default);
            else
                named = Describe(tree.Root(cancellationToken), text, overlays, problems, places, cancellationToken);
        }
        catch (SpecReadException exception)
        {
            problems.Add(exception.Rule, exception.Span, exception.Message);
        }

        return new(named, problems, places);
    }

    private static NamedDescription? Describe(
        SpecNode node, SourceText text, IReadOnlyList<AppliedOverlay> overlays, PlacedProblems problems, NamedPlaces places,
        CancellationToken cancellationToken)
    {
        if (node is not SpecMapping root)
            throw SpecReadException.Unreadable(default, "it is no map");
        root = OverlayApplier.Apply(root, overlays, problems, cancellationToken);
        if (SpecVersion.Problem(root) is { } problem)
        {
            problems.Add(problem);
            return null;
        }

        ResourceTable resources = ResourceTable.Of(root, problems);
        bool hasUnknownWords = overlays.Any(overlay => !overlay.IsPacked && overlay.Document.HasUnknownWords)
            || ExtensionVocabulary.HasUnknownWord(text.ToString());
        if (DescriptionTrimmer.Of(root, resources, hasUnknownWords, problems, places, cancellationToken) is not { } trimmed)
            return null;
        cancellationToken.ThrowIfCancellationRequested();
        (OpenApiDocument? document, string reason) = OpenApiText.Read(trimmed.Json);
        if (document is null)
            throw SpecReadException.Unreadable(default, reason);

        cancellationToken.ThrowIfCancellationRequested();
        NamedDescription named = ApiModelBuilder.Build(DescriptionParser.Parse(document, trimmed, resources), cancellationToken);
        foreach (NamingProblem unnamed in named.Problems)
            problems.Add(unnamed.At(places));
        return named;
    }

    private static bool IsBlank(SourceText text)
    {
        if (text.Length > ReadingLimits.Length)
            return false;
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
                return false;
        }

        return true;
    }
}
