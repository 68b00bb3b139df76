using System.Globalization;

namespace Outreach.Bulk.Operations;

/// <summary>The key of an operation in journal and ledger.</summary>
internal static class OperationKey
{
    private static long s_lastOfProcess;

    /// <summary>A key that no other operation has, in any process.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>A key that no other operation of this process has. Nor is it one that may be given.</summary>
    public static string NewOfProcess() =>
        string.Create(CultureInfo.InvariantCulture, $"\u0001{Interlocked.Increment(ref s_lastOfProcess)}");
}
