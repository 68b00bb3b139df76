using System.Net;
using System.Text;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>
/// A description's text in words. OpenAPI allows CommonMark, and with it HTML; the vendor says with pictures of badges
/// what the keywords <c>readOnly</c> and <c>x-outreach-filterable</c> are for. Tools escape the HTML or make Markdown of it.
/// </summary>
internal sealed record Prose(string Text, bool IsReadOnly, bool IsFilterable, bool HasBadge)
{
    private const int LongestTag = 4096;
    private const int LongestBadge = 400;
    private const string Badges = "/badges/";

    public static Prose Read(string text)
    {
        bool mayHaveBadges = text.IndexOf(Badges, StringComparison.OrdinalIgnoreCase) >= 0;
        if (!mayHaveBadges && text.IndexOf('<') < 0 && text.IndexOf('&') < 0 && text.IndexOf('#') < 0)
            return new(text.Trim(), IsReadOnly: false, IsFilterable: false, HasBadge: false);
        StringBuilder words = new(text.Length);
        HashSet<string> badges = new(StringComparer.Ordinal);
        bool isLineStart = true;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '<' && TagEnd(text, i) is { } end)
            {
                if (mayHaveBadges && IsImage(text, i) && BadgeIn(text, i, end) is { } shown)
                    badges.Add(shown);
                words.Append(IsBreak(text, i) ? "\n\n" : "");
                i = end;
                continue;
            }

            if (mayHaveBadges && (EscapedEnd(text, i) ?? MarkdownEnd(text, i)) is { } imageEnd && BadgeIn(text, i, imageEnd) is { } badge)
            {
                badges.Add(badge);
                i = imageEnd;
                continue;
            }

            // A heading names a section, which XML docs don't have.
            if (text[i] == '#' && isLineStart && HeadingEnd(text, i) is { } lineEnd)
            {
                i = lineEnd - 1;
                continue;
            }

            isLineStart = text[i] == '\n' || (isLineStart && text[i] is ' ' or '\r');
            words.Append(text[i]);
        }

        return new(
            WebUtility.HtmlDecode(words.ToString()).Trim(),
            badges.Contains("readonly"),
            badges.Contains("filterable"),
            badges.Count > 0);
    }

    // "<br>" and "</p>" are tags; "a < b", "<someone@example.com>" and "<a_placeholder>" are not.
    private static int? TagEnd(string text, int start)
    {
        int i = start + 1;
        if (string.CompareOrdinal(text, start, "<!--", 0, 4) == 0)
            return text.IndexOf("-->", start, StringComparison.Ordinal) is >= 0 and int comment ? comment + 2 : null;
        if (i < text.Length && text[i] == '/')
            i++;
        int name = i;
        while (i < text.Length && (text[i] is '-' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            i++;
        if (i == name || i == text.Length || !char.IsLetter(text[name]) || !(text[i] is '>' or '/' || char.IsWhiteSpace(text[i])))
            return null;
        int end = text.IndexOf('>', i, Math.Min(text.Length - i, LongestTag));
        return end < 0 ? null : end;
    }

    private static bool IsImage(string text, int start) =>
        string.Compare(text, start, "<img", 0, 4, StringComparison.OrdinalIgnoreCase) == 0;

    // The last character of "&lt;img …&gt;", however often it was escaped; null for anything else.
    private static int? EscapedEnd(string text, int start)
    {
        if (text[start] != '&' || Bracket(text, start, '<') is not { } inner)
            return null;
        if (string.Compare(text, inner + 1, "img", 0, 3, StringComparison.OrdinalIgnoreCase) != 0)
            return null;
        int last = Math.Min(text.Length, inner + LongestBadge);
        for (int i = inner + 1; i < last; i++)
        {
            if (text[i] == '>')
                return i;
            if (text[i] == '&' && Bracket(text, i, '>') is { } end)
                return end;
        }

        return null;
    }

    // The last character of an entity that stands for a bracket.
    private static int? Bracket(string text, int start, char bracket)
    {
        const int longest = 24;
        int at = start + 1;
        while (at - start < longest && string.CompareOrdinal(text, at, "amp;", 0, 4) == 0)
            at += 4;
        int end = at < text.Length ? text.IndexOf(';', at, Math.Min(text.Length - at, longest)) : -1;
        return end >= 0 && WebUtility.HtmlDecode($"&{text[at..end].ToLowerInvariant()};") == bracket.ToString() ? end : null;
    }

    // The last character of "![words](address)"; null for anything else.
    private static int? MarkdownEnd(string text, int start)
    {
        if (string.CompareOrdinal(text, start, "![", 0, 2) != 0)
            return null;
        int words = text.IndexOf("](", start, Math.Min(text.Length - start, LongestBadge), StringComparison.Ordinal);
        int end = words < 0 ? -1 : text.IndexOf(')', words, Math.Min(text.Length - words, LongestBadge));
        return end < 0 ? null : end;
    }

    // The name of the picture: "readonly" of "…/badges/readonly.svg".
    private static string? BadgeIn(string text, int start, int end)
    {
        int folder = text.IndexOf(Badges, start, end - start, StringComparison.OrdinalIgnoreCase);
        if (folder < 0)
            return null;
        int name = folder + Badges.Length;
        int dot = text.IndexOf('.', name, end - name);
        return dot < 0 ? null : text[name..dot].Replace("-", "").Replace("_", "").ToLowerInvariant();
    }

    private static bool IsBreak(string text, int start) =>
        string.CompareOrdinal(text, start, "<br", 0, 3) == 0
        || string.CompareOrdinal(text, start, "<p", 0, 2) == 0
        || string.CompareOrdinal(text, start, "</p", 0, 3) == 0;

    private static int? HeadingEnd(string text, int start)
    {
        int i = start;
        while (i < text.Length && text[i] == '#')
            i++;
        if (i - start > 6 || (i < text.Length && text[i] is not (' ' or '\n')))
            return null;
        int end = text.IndexOf('\n', i);
        return end < 0 ? text.Length : end;
    }
}
