namespace Outreach.Bulk.Generator.Conventions;

/// <summary>The paths of operations that are read, told apart by what they are below.</summary>
internal static class OperationPath
{
    private const string BulkActions = "/batches/actions/";
    private const string Imports = "/imports/actions/";

    public static bool IsBulkAction(string path) => IsBelow(path, BulkActions);

    public static bool IsImport(string path) => IsBelow(path, Imports);

    /// <summary>The operation's name: the last part.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static bool IsBelow(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal)
        && path.Length > root.Length
        && path.IndexOf('/', root.Length) < 0
        && path.IndexOf('{') < 0
        && path.IndexOf('?') < 0;
}
