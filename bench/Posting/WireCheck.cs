using System.Text;

namespace Outreach.Bulk.Benchmarks.Posting;

/// <summary>Proves before anything is measured that two clients send the same bytes, the order of headers aside.</summary>
internal static class WireCheck
{
    public static async Task ThrowIfDifferentAsync(Func<Uri, IPoster> left, Func<Uri, IPoster> right)
    {
        string[] a = await RequestAsync(left);
        string[] b = await RequestAsync(right);
        if (!a.SequenceEqual(b))
            throw new InvalidOperationException($"The clients send different requests:\n{string.Join('\n', a)}\n\n{string.Join('\n', b)}");
    }

    private static async Task<string[]> RequestAsync(Func<Uri, IPoster> create)
    {
        byte[] request = [];
        using LoopbackServer server = new(seen => request = seen);
        using IPoster poster = create(server.BaseAddress);
        await poster.PostAsync();

        string[] lines = Encoding.UTF8.GetString(request).Split("\r\n");
        return
        [
            lines[0],
            .. lines[1..^2].Where(line => !line.StartsWith("Host:", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            lines[^1],
        ];
    }
}
