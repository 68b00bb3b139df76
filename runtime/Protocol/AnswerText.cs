using System.Text;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Protocol;

/// <summary>Puts into words what an answer holds that is not of the API.</summary>
internal static partial class AnswerText
{
    private const int MostCharacters = 200;
    private const int MostBytes = 4_096;

    /// <summary>The beginning of an answer, as text.</summary>
    public static string Start(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, MostBytes)]);

    /// <summary>Whether it may be a document of the API. What is not came from something in between: a proxy or a firewall.</summary>
    public static bool IsJson(ReadOnlySpan<byte> body)
    {
        if (body.StartsWith(Encoding.UTF8.Preamble))
            body = body[Encoding.UTF8.Preamble.Length..];
        int start = body.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && body[start] is (byte)'{' or (byte)'[';
    }

    /// <summary>A part of a sentence: of a page its title, of anything else its beginning.</summary>
    public static string Describe(string text) => Describe(text, static _ => true);

    private static string Describe(string text, Func<string, bool> mayTellTitle)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "the answer is empty";
        if (!HtmlTag().IsMatch(text))
            return $"the answer is \"{Line(text)}\"";
        return HtmlTitle().Match(text) is { Success: true } title && Line(title.Groups[1].Value) is { Length: > 0 } words && mayTellTitle(words)
            ? $"the answer is an HTML page, \"{words}\""
            : "the answer is an HTML page";
    }

    /// <summary>A part of a sentence that says of an answer with secrets in it no more than a page's title; null when it is no page.</summary>
    /// <param name="body">The answer.</param>
    /// <param name="mayTell">Whether a title holds no secret.</param>
    public static string? DescribePage(ReadOnlySpan<byte> body, Func<string, bool> mayTell) =>
        Start(body) is var text && HtmlTag().IsMatch(text) ? Describe(text, mayTell) : null;

    private static string Line(string text)
    {
        string line = WhiteSpace().Replace(text, " ").Trim();
        return line.Length <= MostCharacters ? line : $"{line.AsSpan(0, MostCharacters)}…";
    }

    [GeneratedRegex("<(?:!doctype html|html|head|body|title|h1)\\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlTag();

    [GeneratedRegex("<(?:title|h1)[^<>]*>([^<]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlTitle();

    [GeneratedRegex("[\\s\\p{C}]+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpace();
}
