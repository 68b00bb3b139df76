using System.Text;

namespace Outreach.Bulk.Tests.Fuzz;

/// <summary>Bytes damaged at random: flipped, cut, doubled, and with words spliced in that readers trip over.</summary>
internal static class Damage
{
    private static readonly byte[][] s_words =
    [.. new[]
    {
        "null", "true", "-1", "0", "9223372036854775808", "1e400", "1.5", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[[[[[[",
        "{\"data\":", "\"id\":", "\"errors\":[", "\"1701880061\"", "1701880061", "99999999999999", "\"2026-13-45\"",
        "\"2026-01-05T08:00:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"state\":\"finished\"",
        "\"links\":{\"next\":\"//x\"}", ",", ":", "}", "]", "\uFEFF", "9999, 19988", "Mon, 05 Jan 2026 08:00:00 GMT", "-", "+", "e", ".",
        "\u0661\u0662",
    }.Select(Encoding.UTF8.GetBytes)];

    public static byte[] Of(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int damages = random.Next(1, 6); damages > 0; damages--)
        {
            int at = random.Next(bytes.Count + 1);
            int length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, s_words[random.Next(s_words.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Any text, odd characters and halves of pairs among it.</summary>
    public static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(4) switch
        {
            0 => "&=[]%+#? ,.;\"'\\/\r\n\t"[random.Next(19)],
            1 => (char)random.Next(0x20, 0x7F),
            _ => (char)random.Next(0x10000),
        }));
}
