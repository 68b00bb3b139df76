using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Http;

/// <summary>Where a request may go, and how long its first line may be.</summary>
internal static partial class RequestLine
{
    private const int SmallestPage = 10;

    private static readonly SearchValues<char> s_ofSegments =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~");

    /// <summary>Refuses a path that could leave the API, or hide the filter from it.</summary>
    /// <param name="path">The path, relative to the base address.</param>
    /// <param name="of">What it is the path of.</param>
    /// <param name="parameter">Where it was given.</param>
    public static void ThrowIfNotBelowBase(ReadOnlySpan<char> path, string of, string parameter)
    {
        // Behind a question mark or a hash the server would not see the filter; a colon, nothing and dots lead elsewhere.
        foreach (Range range in path.Split('/'))
        {
            if (path[range] is "" or "." or ".." || path[range].ContainsAnyExcept(s_ofSegments))
            {
                throw new ArgumentException(
                    $"The path of {of} does not stay below {nameof(OutreachBulkOptions.BaseAddress)}. Give it without a leading slash, "
                        + "as segments of letters (a to z), digits, hyphens, underscores, dots and tildes.",
                    parameter);
            }
        }
    }

    /// <summary>How many bytes the line has.</summary>
    /// <param name="method">The method.</param>
    /// <param name="targetLength">The length of path and query, relative to the base address.</param>
    /// <param name="options">The options.</param>
    public static int Length(HttpMethod method, int targetLength, OutreachBulkOptions options) =>
        method.Method.Length + "  HTTP/1.1".Length + options.BaseAddress.AbsolutePath.Length + targetLength;

    /// <summary>Says that a line is too long.</summary>
    /// <param name="what">What makes it so, with its verb.</param>
    /// <param name="length">The line's length.</param>
    /// <param name="options">The options.</param>
    public static string TooLong(string what, int length, OutreachBulkOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"The {what} a request line of {length} bytes; the limit is {options.MaximumRequestLine} "
            + $"({nameof(OutreachBulkOptions)}.{nameof(OutreachBulkOptions.MaximumRequestLine)}).");

    /// <summary>Asks for a quarter of a page, where that leaves nothing out: one that is found by its number keeps its size.</summary>
    /// <param name="address">The address of a page.</param>
    public static Uri WithSmallerPage(Uri address)
    {
        string text = address.AbsoluteUri;
        if (PageOffset().IsMatch(text) || PageSize().Match(text) is not { Success: true } match)
            return address;
        int size = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 4;
        if (size < SmallestPage)
            return address;
        int at = match.Groups[1].Index;
        return new(string.Create(CultureInfo.InvariantCulture, $"{text[..at]}{size}{text[(at + match.Groups[1].Length)..]}"));
    }

    [GeneratedRegex("page(?:%5B|\\[)size(?:%5D|\\])=([0-9]{1,6})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageSize();

    [GeneratedRegex("page(?:%5B|\\[)(?:number|offset)(?:%5D|\\])=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PageOffset();
}
