using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator.JsonApi;

namespace Outreach.Bulk.Emulator.Seeding;

/// <summary>Random choices that repeat for the same seed.</summary>
internal sealed class SeededRandom(int seed)
{
    // Seeded times lie before this moment, so that anything an action touches is newer than all of them.
    private static readonly DateTimeOffset s_latest = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public bool OneIn(int chances) => _random.Next(chances) == 0;

    public string OneOf(string[] words) => words[_random.Next(words.Length)];

    public string Time() => Timestamps.Write(s_latest.AddSeconds(-_random.Next(3 * 365 * 24 * 3600)));

    public JsonArray Subset(string[] words, int atMost)
    {
        HashSet<string> picked = [];
        for (int i = Next(atMost + 1); i > 0; i--)
            picked.Add(OneOf(words));
        return [.. picked.Select(word => JsonValue.Create(word))];
    }
}
