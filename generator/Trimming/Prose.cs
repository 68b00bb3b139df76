using System.Net;
using System.Text;

namespace Outreach.Bulk.Generator.Trimming;

/// <summary>
/// A description's text in words. OpenAPI allows CommonMark, and with it HTML; the vendor says with pictures of badges
/// what the keywords <c>readOnly</c> and <c>x-outreach-filterable</c> are for.
/// </summary>
internal sealed record Prose(string Text, bool IsReadOnly, bool IsFilterable)
{
    private const int LongestTag = 4096;

    public static Prose Read(string text)
    {
        if (text.IndexOf('<') < 0 && text.IndexOf('&') < 0 && text.IndexOf('#') < 0)
            return new(text.Trim(), IsReadOnly: false, IsFilterable: false);
        StringBuilder words = new(text.Length);
        HashSet<string> badges = new(StringComparer.Ordinal);
        bool isLineStart = true;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '<' && TagEnd(text, i) is { } end)
            {
                badges.UnionWith(Badge(text, i, end));
                words.Append(IsBreak(text, i) ? "\n\n" : "");
                i = end;
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

        return new(WebUtility.HtmlDecode(words.ToString()).Trim(), badges.Contains("readonly"), badges.Contains("filterable"));
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

    private static IEnumerable<string> Badge(string text, int start, int end)
    {
        const string folder = "/badges/";
        int name = text.IndexOf(folder, start, end - start, StringComparison.Ordinal) + folder.Length;
        int dot = name < folder.Length ? -1 : text.IndexOf('.', name, end - name);
        return dot < 0 || string.CompareOrdinal(text, start, "<img", 0, 4) != 0 ? [] : [text[name..dot]];
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
