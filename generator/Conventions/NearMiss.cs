using Outreach.Bulk.Generator.Diagnostics;
using Outreach.Bulk.Generator.Reading;

namespace Outreach.Bulk.Generator.Conventions;

/// <summary>
/// An operation that is most likely meant to be a bulk action or an import and is not, by its path or its method. It is reported
/// and not taken, since the path that is written is the path that is sent.
/// </summary>
/// <param name="Name">The path or method as it is written, with its place.</param>
/// <param name="Short">What it is, in a list of several.</param>
/// <param name="What">What was seen.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record NearMiss(SpecScalar Name, string Short, string What, string Remedy)
{
    private static readonly string[] s_writing = ["put", "patch", "delete"];
    private static readonly char[] s_ends = ['?', '#'];

    /// <summary>Finds out whether a path that is not read is nearly one.</summary>
    /// <param name="path">The path.</param>
    /// <param name="item">What it holds, with references followed.</param>
    public static NearMiss? OfPath(SpecScalar path, SpecNode? item)
    {
        if (item is SpecMapping map && map.Members.Count > 0 && !map.Members.Any(IsWriting))
            return null;
        string[] segments = Text(path.Text).Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i + 2 < segments.Length; i++)
        {
            string root = Root(segments[i].Trim()), actions = segments[i + 1].Trim();
            if (root.Length == 0 || !IsWord(actions, "action"))
                continue;
            string rest = string.Join("/", segments.Skip(i + 2)).Trim();
            return new(
                path,
                $"'{path.Text}'",
                $"The path '{path.Text}' is nearly that of a bulk action or an import",
                OperationPath.IsName(rest)
                    ? $"Write it as '/{root}/actions/{rest}', if it is one"
                    : $"If it is one, write it as '/{root}/actions/' and a name");
        }

        return null;
    }

    /// <summary>What a path that fits has instead of <c>post</c>, or beside it.</summary>
    public static NearMiss? OfMethod(SpecScalar path, SpecMapping item)
    {
        if (item.Members.FirstOrDefault(member => member.Key.Text != "post" && IsPost(member.Key.Text)) is { } nearly)
        {
            return new(
                nearly.Key,
                $"'{nearly.Key.Text}' of '{path.Text}'",
                $"The method '{nearly.Key.Text}' of '{path.Text}' is nearly 'post'",
                "Write it as 'post'");
        }

        if (item.Members.Any(member => member.Key.Text == "post"))
            return null;
        SpecScalar? other = item.Members.FirstOrDefault(IsWriting)?.Key;
        return new(
            other ?? path,
            other is null ? $"'{path.Text}' without 'post'" : $"'{other.Text}' of '{path.Text}'",
            other is null ? $"The path '{path.Text}' has no method 'post'" : $"The method of '{path.Text}' is '{other.Text}'",
            "Bulk actions and imports are started by 'post'");
    }

    // Without what stands around a path: a host, a query, blanks.
    private static string Text(string path)
    {
        int scheme = path.IndexOf("://", StringComparison.Ordinal);
        int start = scheme < 0 ? 0 : path.IndexOf('/', scheme + 3);
        int end = path.IndexOfAny(s_ends);
        return start < 0 || (end >= 0 && end < start) ? "" : path[start..(end < 0 ? path.Length : end)].Replace('\\', '/');
    }

    private static string Root(string segment) => IsWord(segment, "batch", "es") ? "batches" : IsWord(segment, "import") ? "imports" : "";

    private static bool IsWord(string segment, string singular, string plural = "s") =>
        string.Equals(segment, singular, StringComparison.OrdinalIgnoreCase)
        || string.Equals(segment, singular + plural, StringComparison.OrdinalIgnoreCase);

    private static bool IsWriting(SpecMember member) =>
        IsPost(member.Key.Text)
        || member.Key.Text == ReferenceResolver.Ref
        || s_writing.Contains(member.Key.Text.Trim().ToLowerInvariant(), StringComparer.Ordinal);

    private static bool IsPost(string method) =>
        method.Trim().ToLowerInvariant() is "post" or "x-post";
}
