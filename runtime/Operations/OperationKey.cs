using System.Globalization;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Operations;

/// <summary>The key of an operation in journal and ledger.</summary>
internal static class OperationKey
{
    private const int Longest = 200;

    private static long s_lastOfProcess;

    /// <summary>A key that no other operation has, in any process.</summary>
    public static string New() => Guid.NewGuid().ToString("N");

    /// <summary>A key that no other operation of this process has. Nor is it one that may be given.</summary>
    public static string NewOfProcess() =>
        string.Create(CultureInfo.InvariantCulture, $"\u0001{Interlocked.Increment(ref s_lastOfProcess)}");

    /// <summary>Refuses a key that was given and cannot be used.</summary>
    public static void ThrowIfNotUsable(string? key, string parameter)
    {
        if (key is null)
            return;
        ArgumentException.ThrowIfNullOrWhiteSpace(key, parameter);
        if (key.Length > Longest || key.Any(char.IsControl))
        {
            throw new ArgumentException(
                $"An operation's key has at most {Longest} characters, none of them a control character.", parameter);
        }

        // A journal would write another key than the ledger was told.
        WireText.ThrowIfNotEncodable(key, parameter);
    }
}
