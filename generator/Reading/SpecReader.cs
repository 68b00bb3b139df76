using Microsoft.CodeAnalysis.Text;

namespace Outreach.Bulk.Generator;

/// <summary>Reads a text, YAML or JSON, into positioned nodes.</summary>
internal static class SpecReader
{
    /// <exception cref="SpecReadException">The text is neither, or exceeds a limit.</exception>
    public static SpecNode Read(SourceText source, CancellationToken cancellationToken)
    {
        if (source.Length > ReadingLimits.Length)
            throw SpecReadException.TooMuch(default, FormattableString.Invariant($"it has {source.Length} characters, more than {ReadingLimits.Length}"));
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

    /// <summary>Reads what is most likely needed of a YAML text.</summary>
    /// <returns>Its nodes; null where reading the whole text is as well.</returns>
    /// <exception cref="SpecReadException">The outline is no YAML; the whole text may be.</exception>
    public static SpecNode? ReadOutline(SourceText source, ModelTable models, CancellationToken cancellationToken)
    {
        if (source.Length is < ReadingLimits.LengthWorthAnOutline or > ReadingLimits.Length)
            return null;
        string text = source.ToString();
        return !LooksLikeJson(text) && YamlOutline.TryCreate(text, models) is { } outline ? YamlSpecReader.Read(outline, cancellationToken) : null;
    }

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
