namespace Outreach.Bulk.Resources;

/// <summary>What runs on the server.</summary>
internal enum OperationKind
{
    Batch = 0,
    Import = 1,
}

internal static class OperationKindExtensions
{
    /// <summary>The word for it in messages.</summary>
    public static string ToWord(this OperationKind kind) => kind == OperationKind.Batch ? "batch" : "import";
}
