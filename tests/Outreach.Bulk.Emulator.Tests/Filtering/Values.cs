using System.Globalization;
using CsCheck;
using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Tests.Filtering;

/// <summary>Values to filter by: what is stored, what just misses it, and what only a broken escape would survive.</summary>
internal static class Values
{
    private static readonly string[] s_odd = ["Ünï,cödé..x", "a&b=c", "[id][]=1", "100%", "__nul__", "' OR 1=1 --", "a b+c", "$p0"];

    public static Gen<string> Near(AttributeKind kind, string[] stored)
    {
        Gen<string> exact = Gen.OneOf(stored.Length > 0 ? stored : [Fallback(kind)]);
        return kind == AttributeKind.Boolean
            ? Gen.OneOf("true", "false")
            : Gen.Frequency(
                (3, exact),
                (2, Gen.Select(exact, Gen.Int[-1, 1], (value, by) => Miss(kind, value, by))),
                (1, Odd(kind, exact)));
    }

    public static int Compare(AttributeKind kind, string left, string right) => kind switch
    {
        AttributeKind.Integer or AttributeKind.Number => double.Parse(left, CultureInfo.InvariantCulture)
            .CompareTo(double.Parse(right, CultureInfo.InvariantCulture)),
        _ => string.CompareOrdinal(left, right),
    };

    private static string Fallback(AttributeKind kind) => kind switch
    {
        AttributeKind.Integer or AttributeKind.Number => "1",
        AttributeKind.Time => "2024-02-29T12:00:00.000Z",
        _ => "nothing",
    };

    private static Gen<string> Odd(AttributeKind kind, Gen<string> exact) => kind switch
    {
        AttributeKind.Text => Gen.OneOf(s_odd),
        AttributeKind.Integer => Gen.OneOf("0", "-7", "9007199254740993"),
        AttributeKind.Number => Gen.OneOf("0", "-1.5", "1e3", "49.99"),
        _ => exact.Select(value => value[..10]),
    };

    private static string Miss(AttributeKind kind, string value, int by) => kind switch
    {
        AttributeKind.Integer => (long.Parse(value, CultureInfo.InvariantCulture) + by).ToString(CultureInfo.InvariantCulture),
        AttributeKind.Number => (double.Parse(value, CultureInfo.InvariantCulture) + (by * 0.05)).ToString(CultureInfo.InvariantCulture),
        AttributeKind.Time => DateTimeOffset.Parse(value, CultureInfo.InvariantCulture).AddMilliseconds(by)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
        _ => by switch { < 0 => value[..^1], 0 => value.ToUpperInvariant(), _ => value + "x" },
    };
}
