using System.Diagnostics.CodeAnalysis;

namespace Outreach.Bulk;

/// <summary>One entry of a JSON:API <c>errors</c> list, as the server wrote it.</summary>
/// <param name="Id">The kind of error, such as <c>validationError</c>.</param>
/// <param name="Title">A short text for people.</param>
/// <param name="Detail">What is wrong with this request.</param>
/// <param name="Pointer">The part of the body that is wrong, as a JSON pointer; <c>/data</c> means the envelope.</param>
[SuppressMessage("Naming", "CA1720:Identifiers should not contain type names", Justification = "JSON pointer is the standard's word.")]
public sealed record JsonApiError(string? Id, string? Title, string? Detail, string? Pointer)
{
    private const int LongestPart = 200;
    private const int MostErrors = 3;

    /// <summary>Says what is wrong. The server may quote what was sent, so each part is cut after 200 characters.</summary>
    /// <returns>A short text.</returns>
    public override string ToString()
    {
        string text = string.Join(": ", new[] { Id, Title, Detail }.Where(part => !string.IsNullOrWhiteSpace(part)).Select(Part));
        return Pointer is null ? text : $"{text} (at {Cut(Pointer)})";
    }

    internal static string Describe(IReadOnlyList<JsonApiError> errors) =>
        string.Join("; ", errors.Take(MostErrors))
        + (errors.Count > MostErrors ? FormattableString.Invariant($"; and {errors.Count - MostErrors} more") : "");

    // What follows a part is a colon, a semicolon or our own full stop.
    private static string Part(string? part) => Cut(part).TrimEnd('.');

    private static string Cut(string? part) => part!.Length <= LongestPart ? part : part[..LongestPart] + "…";
}
