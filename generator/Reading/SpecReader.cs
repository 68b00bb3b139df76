using Microsoft.CodeAnalysis.Text;
using Outreach.Bulk.Generator.Diagnostics;

namespace Outreach.Bulk.Generator.Reading;

/// <summary>Reads a text, YAML or JSON, into positioned nodes.</summary>
internal static class SpecReader
{
    /// <exception cref="SpecReadException">The text is neither, or exceeds a limit.</exception>
    public static SpecNode Read(SourceText source, CancellationToken cancellationToken)
    {
        if (source.Length > ReadingLimits.Length)
        {
            throw SpecReadException.TooMuch(
                default, FormattableString.Invariant($"it has {source.Length} characters, more than {ReadingLimits.Length}"));
        }

        string text = source.ToString();
        if (!LooksLikeJson(text))
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
                return YamlSpecReader.Read(text, cancellationToken);
            }
            catch (SpecReadException notYaml) when (notYaml.Rule == DescriptionRules.Unreadable)
            {
                throw notJson;
            }
        }
    }

    /// <summary>Whether a text is read as JSON first.</summary>
    private static bool LooksLikeJson(string text)
    {
        foreach (char letter in text)
        {
            if (!char.IsWhiteSpace(letter) && letter != '\uFEFF')
                return letter == '{';
        }

        return false;
    }
}
