using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.SavedAnswers;

/// <summary>The JSON of an answer that was saved to a file.</summary>
internal static class SavedAnswerJson
{
    /// <exception cref="SpecReadException">It is no JSON, exceeds a limit, or is the answer to a request that failed.</exception>
    public static SpecMapping Read(SourceText? text, CancellationToken cancellationToken)
    {
        if (text is null)
            throw SpecReadException.Unreadable(default, "the file cannot be read");
        if (text.Length > ReadingLimits.Length)
        {
            throw SpecReadException.TooMuch(
                default, FormattableString.Invariant($"it has {text.Length} characters, more than {ReadingLimits.Length}"));
        }

        string json = text.ToString();
        if (string.IsNullOrWhiteSpace(json))
            throw SpecReadException.Unreadable(default, "it is empty");
        SpecNode root = JsonSpecReader.Read(json, cancellationToken);
        if (root is not SpecMapping answer)
            throw SpecReadException.Unreadable(root.Span, $"it is {root.Kind}, not a map");
        if (answer.TryFind("errors", out SpecMember? errors) || answer.TryFind("error", out errors))
        {
            throw SpecReadException.Unreadable(
                errors.Key.Span, "it is the answer to a request that was refused; save it again, with a valid token");
        }

        return answer;
    }
}
