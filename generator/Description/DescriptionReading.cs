using Microsoft.CodeAnalysis.Text;
using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>
/// What one reading of a text under overlays came to: the description, without places, for the generator; the problems, with
/// places, for the analyzer. Each text is read once, whoever asks first.
/// </summary>
internal sealed class DescriptionReading
{
    private DescriptionReading(ApiDescription? description, SpecProblems problems, SpecPlaces places)
    {
        Description = description;
        Places = places;
        Problems = problems.ToEquatableArray();
    }

    /// <summary>What the text says; null when nothing can be made of it.</summary>
    public ApiDescription? Description { get; }

    /// <summary>What is wrong with it and its overlays, in the order of the texts; places are as <see cref="TextSlots"/> has them.</summary>
    public EquatableArray<SpecProblem> Problems { get; }

    /// <summary>Where what the description says stands.</summary>
    public SpecPlaces Places { get; }

    /// <summary>Why there is no description; null when there is one.</summary>
    public SpecProblem? Fatal => Description is null ? Problems.FirstOrDefault(problem => problem.IsFatal) : null;

    public static DescriptionReading Of(DescriptionSources sources, CancellationToken cancellationToken)
    {
        DescriptionTree tree = DescriptionTree.Of(sources.Description.Text);
        return tree.Recall(sources.Overlays)
            ?? tree.Remember(sources.Overlays, Read(tree, sources.Description.Text, sources.ReadOverlays(cancellationToken), cancellationToken));
    }

    private static DescriptionReading Read(
        DescriptionTree tree, SourceText text, IReadOnlyList<LaidOverlay> overlays, CancellationToken cancellationToken)
    {
        SpecProblem[] problems = [.. overlays.SelectMany(overlay => overlay.Problems)];
        return problems.Any(problem => problem.IsFatal)
            ? new(null, ToProblems(problems), new())
            : OfOutline(tree, overlays, problems, cancellationToken) ?? OfWhole(tree, text, overlays, problems, cancellationToken);
    }

    // What an outline gives counts only if there is nothing to say about it; otherwise the whole text has the word.
    private static DescriptionReading? OfOutline(
        DescriptionTree tree, IReadOnlyList<LaidOverlay> overlays, SpecProblem[] known, CancellationToken cancellationToken)
    {
        SpecProblems problems = new();
        SpecPlaces places = new();
        try
        {
            return tree.Outline(ModelsOf(overlays, cancellationToken), cancellationToken) is { } root
                && Describe(root, overlays, problems, places, cancellationToken) is { } description
                && problems.ToEquatableArray().Count == 0
                    ? new(description, ToProblems(known), places)
                    : null;
        }
        catch (Exception exception) when (exception is SpecReadException or SpecOmittedException)
        {
            return null;
        }
    }

    private static DescriptionReading OfWhole(
        DescriptionTree tree, SourceText text, IReadOnlyList<LaidOverlay> overlays, SpecProblem[] known, CancellationToken cancellationToken)
    {
        SpecProblems problems = ToProblems(known);
        SpecPlaces places = new();
        ApiDescription? description = null;
        try
        {
            if (IsBlank(text))
                problems.Add(DescriptionRules.Empty, default);
            else
                description = Describe(tree.Whole(cancellationToken), overlays, problems, places, cancellationToken);
        }
        catch (SpecReadException exception)
        {
            problems.Add(exception.Rule, exception.Span, exception.Message);
        }

        return new(description, problems, places);
    }

    private static ApiDescription? Describe(
        SpecNode node, IReadOnlyList<LaidOverlay> overlays, SpecProblems problems, SpecPlaces places, CancellationToken cancellationToken)
    {
        if (node is not SpecMapping root)
            throw SpecReadException.Unreadable(default, "it is no map");
        root = OverlayLayer.Lay(root, overlays, problems, cancellationToken);
        if (SpecVersion.Problem(root) is { } problem)
        {
            problems.Add(problem);
            return null;
        }

        ModelTable models = ModelTable.Of(root, problems);
        if (DescriptionCut.Of(root, models, problems, places, cancellationToken) is not { } cut)
            return null;
        cancellationToken.ThrowIfCancellationRequested();
        (OpenApiDocument? document, string reason) = OpenApiText.Read(cut);
        if (document is null)
            throw SpecReadException.Unreadable(default, reason);

        cancellationToken.ThrowIfCancellationRequested();
        ApiDescription description = DescriptionReader.Read(document, models);
        foreach (ModelProblem named in ApiModelBuilder.Build(description, cancellationToken).Problems)
            problems.Add(named.At(places));
        return description;
    }

    // The models that overlays name, for a first guess at what is needed of the text.
    private static ModelTable ModelsOf(IReadOnlyList<LaidOverlay> overlays, CancellationToken cancellationToken) =>
        ModelTable.Of(OverlayLayer.Lay(new(default, []), overlays, new(), cancellationToken), new());

    private static SpecProblems ToProblems(IEnumerable<SpecProblem> known)
    {
        SpecProblems problems = new();
        foreach (SpecProblem problem in known)
            problems.Add(problem);
        return problems;
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
