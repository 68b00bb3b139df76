using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>Reads a text, YAML or JSON, into positioned nodes.</summary>
internal static class SpecReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="isJson">Whether it must be JSON. YAML takes most of what JSON forbids, and then no other tool reads the file.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SpecReadException">The text is neither, or exceeds a limit.</exception>
    public static SpecNode Read(SourceText source, bool isJson, CancellationToken cancellationToken)
    {
        if (source.Length > ReadingLimits.Length)
        {
            throw SpecReadException.TooMuch(
                default, FormattableString.Invariant($"it has {source.Length} characters, more than {ReadingLimits.Length}"));
        }

        string text = source.ToString();
        if (!isJson && !LooksLikeJson(text))
            return YamlSpecReader.Read(text, cancellationToken);
        try
        {
            return JsonSpecReader.Read(text, cancellationToken);
        }
        catch (SpecReadException notJson) when (notJson.Rule == DescriptionRules.Unreadable)
        {
            // YAML may begin with a brace too. If it is neither, it was more likely meant to be JSON.
            try
            {
                SpecNode root = YamlSpecReader.Read(text, cancellationToken);
                if (!isJson)
                    return root;
            }
            catch (SpecReadException notYaml) when (notYaml.Rule == DescriptionRules.Unreadable)
            {
                throw notJson;
            }

            throw SpecReadException.Unreadable(notJson.Span, $"{notJson.Message}; as YAML it could be read, but the file is named .json");
        }
    }

    /// <summary>Whether a text is read as JSON first: it begins with a brace, or with a remark as those of JavaScript.</summary>
    private static bool LooksLikeJson(string text)
    {
        int start = 0;
        while (start < text.Length && (char.IsWhiteSpace(text[start]) || text[start] == '\uFEFF'))
            start++;
        return start < text.Length
            && (text[start] == '{' || (text[start] == '/' && start + 1 < text.Length && text[start + 1] is '/' or '*'));
    }
}
