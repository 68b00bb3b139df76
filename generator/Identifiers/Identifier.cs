using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>Makes C# names of API names.</summary>
internal static class Identifier
{
    /// <summary>
    /// The PascalCase form: the first letter of every word becomes a capital, and whatever C# has no place for in a name
    /// only separates words. A name that begins with a digit gets an underscore in front.
    /// </summary>
    /// <returns>The name, or null when nothing is left.</returns>
    public static string? Pascal(string name)
    {
        StringBuilder pascal = new(name.Length + 1);
        bool isWordStart = true;
        foreach (char letter in name)
        {
            if (!IsPart(letter))
            {
                isWordStart = true;
                continue;
            }

            pascal.Append(isWordStart ? char.ToUpperInvariant(letter) : letter);
            isWordStart = false;
        }

        if (pascal.Length == 0)
            return null;
        if (!SyntaxFacts.IsIdentifierStartCharacter(pascal[0]))
            pascal.Insert(0, '_');
        return pascal.ToString();
    }

    /// <summary>Whether a name in C# is that of the API with a capital in front, so that either tells the other.</summary>
    public static bool IsCapitalised(string name, string apiName) =>
        name.Length > 0
        && apiName.Length == name.Length
        && char.ToUpperInvariant(apiName[0]) == name[0]
        && string.CompareOrdinal(name, 1, apiName, 1, name.Length - 1) == 0;

    /// <summary>The private static field that goes with a PascalCase name: <c>s_addTags</c>.</summary>
    public static string StaticField(string pascal) => $"s_{char.ToLowerInvariant(pascal[0])}{pascal[1..]}";

    /// <summary>The words of a PascalCase name, in lower case: <c>CustomObjects</c> is "custom objects".</summary>
    public static string Words(string pascal)
    {
        StringBuilder words = new(pascal.Length + 4);
        for (int i = 0; i < pascal.Length; i++)
        {
            if (i > 0 && char.IsUpper(pascal[i]) && !char.IsUpper(pascal[i - 1]))
                words.Append(' ');
            words.Append(char.ToLowerInvariant(pascal[i]));
        }

        return words.ToString();
    }

    // The compiler drops format characters from names, so that two names that differ by one would be the same.
    private static bool IsPart(char letter) =>
        letter != '_'
        && SyntaxFacts.IsIdentifierPartCharacter(letter)
        && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.Format;
}
