using System.Globalization;

namespace Outreach.Bulk.Cli.Output;

/// <summary>How many there are of what, as a person reads it.</summary>
internal static class Counted
{
    public static string Records(long count) => Of(count, "record");

    public static string Range(long least, long most) => least == most ? $"exactly {Of(least)}" : $"{Of(least)} to {Of(most)}";

    public static string Of(long? count, string noun) => $"{Of(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string Of(long? count) => count is { } known ? known.ToString("N0", CultureInfo.InvariantCulture) : "unknown";
}
