using System.Globalization;

namespace Outreach.Bulk.Generator.Conventions;

/// <summary>The paths of operations that are read, by what they are below.</summary>
internal static class OperationPath
{
    private const string BulkActions = "/batches/actions/";
    private const string Imports = "/imports/actions/";

    public static bool IsBulkAction(string path) => IsBelow(path, BulkActions);

    public static bool IsImport(string path) => IsBelow(path, Imports);

    /// <summary>The operation's name: the last part.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Whether a text can be an operation's name, which is sent as it is written.</summary>
    public static bool IsName(string text) => text.Length > 0 && text == text.Trim() && !text.Any(IsOdd);

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal)
        && IsName(path[root.Length..]);

    // What is no part of a path, is sent as something else than is written, or cannot be seen.
    private static bool IsOdd(char letter) =>
        letter is '/' or '{' or '?' or '#' or '%' || char.GetUnicodeCategory(letter) == UnicodeCategory.Format;
}
