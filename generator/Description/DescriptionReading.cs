using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;
using Microsoft.OpenApi.Models;

namespace Outreach.Bulk.Generator;

/// <summary>
/// What one reading of a text came to: the description, without places, for the generator; the problems, with places, for
/// the analyzer. Each text is read once, whoever asks first.
/// </summary>
internal sealed class DescriptionReading
{
    // Keyed by the text object, which a host hands to generator and analyzer alike, and gone with it.
    private static readonly ConditionalWeakTable<SourceText, DescriptionReading> s_readings = new();

    private DescriptionReading(ApiDescription? description, SpecProblems problems)
    {
        Description = description;
        Problems = problems.ToEquatableArray();
    }

    /// <summary>What the text says; null when nothing can be made of it.</summary>
    public ApiDescription? Description { get; }

    /// <summary>What is wrong with it, in the order of the text.</summary>
    public EquatableArray<SpecProblem> Problems { get; }

    /// <summary>Why there is no description; null when there is one.</summary>
    public SpecProblem? Fatal => Description is null ? Problems.FirstOrDefault(problem => problem.IsFatal) : null;

    public static DescriptionReading Of(SourceText text, CancellationToken cancellationToken)
    {
        if (s_readings.TryGetValue(text, out DescriptionReading? known))
            return known;
        DescriptionReading reading = Read(text, cancellationToken);
        return s_readings.GetValue(text, _ => reading);
    }

    private static DescriptionReading Read(SourceText text, CancellationToken cancellationToken) =>
        OfOutline(text, cancellationToken) ?? OfWhole(text, cancellationToken);

    // What an outline gives counts only if there is nothing to say about it; otherwise the whole text has the word.
    private static DescriptionReading? OfOutline(SourceText text, CancellationToken cancellationToken)
    {
        SpecProblems problems = new();
        try
        {
            return SpecReader.ReadOutline(text, cancellationToken) is { } root
                && Describe(root, problems, cancellationToken) is { } description
                && problems.ToEquatableArray().Count == 0
                    ? new(description, problems)
                    : null;
        }
        catch (Exception exception) when (exception is SpecReadException or SpecOmittedException)
        {
            return null;
        }
    }

    private static DescriptionReading OfWhole(SourceText text, CancellationToken cancellationToken)
    {
        SpecProblems problems = new();
        ApiDescription? description = null;
        try
        {
            if (IsBlank(text))
                problems.Add(DescriptionRules.Empty, default);
            else
                description = Describe(SpecReader.Read(text, cancellationToken), problems, cancellationToken);
        }
        catch (SpecReadException exception)
        {
            problems.Add(exception.Rule, exception.Span, exception.Message);
        }

        return new(description, problems);
    }

    private static ApiDescription? Describe(SpecNode node, SpecProblems problems, CancellationToken cancellationToken)
    {
        if (node is not SpecMapping root)
            throw SpecReadException.Unreadable(default, "it is no map");
        if (SpecVersion.Problem(root) is { } problem)
        {
            problems.Add(problem);
            return null;
        }

        SpecPlaces places = new();
        if (DescriptionCut.Of(root, problems, places, cancellationToken) is not { } cut)
            return null;
        cancellationToken.ThrowIfCancellationRequested();
        (OpenApiDocument? document, string reason) = OpenApiText.Read(cut);
        if (document is null)
            throw SpecReadException.Unreadable(default, reason);

        cancellationToken.ThrowIfCancellationRequested();
        ApiDescription description = DescriptionReader.Read(document);
        foreach (ModelProblem named in ApiModelBuilder.Build(description, cancellationToken).Problems)
            problems.Add(named.At(places));
        return description;
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
