using System.Text;
using CsCheck;
using Outreach.Bulk.Csv;
using Outreach.Bulk.Jobs.Files;
using Outreach.Bulk.Keys;

namespace Outreach.Bulk.Jobs.Tests.Files;

/// <summary>Keys of any number are compared in a fixed room, and none is taken for another.</summary>
public class KeyFingerprintTests
{
    [Fact]
    public void Fingerprints_that_came_up_again_are_found_whatever_partition_they_are_in() =>
        Gen.Int[0, 30].Array[0, 60].Sample(values =>
        {
            ulong[] fingerprints = [.. values.Select(value => (ulong)value << 55)];
            using KeyFingerprints keys = new(0);
            for (int at = 0; at < fingerprints.Length; at++)
                keys.Add(fingerprints[at], at);
            HashSet<ulong> seen = [];
            ulong[] repeated = [.. fingerprints.Where(fingerprint => !seen.Add(fingerprint)).Distinct()];
            Assert.Equal(repeated.Order(), keys.FindRepeated(-1, 100).Fingerprints.Order());

            // In pieces, the earliest repetitions first.
            List<ulong> found = [];
            for (long? after = -1; after is { } place;)
            {
                (HashSet<ulong> some, after) = keys.FindRepeated(place, 2);
                Assert.InRange(some.Count, 0, 2);
                Assert.Equal(repeated.Skip(found.Count).Take(2).Order(), some.Order());
                found.AddRange(some);
            }

            Assert.Equal(repeated.Length, found.Count);
        }, iter: 2_000);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1 << 19, true)]
    [InlineData(1 << 22, false)]
    public void What_memory_has_no_room_for_is_found_on_the_disk(int mostInMemory, bool isOnDisk)
    {
        const int Count = 700_000;
        using KeyFingerprints keys = new(mostInMemory);
        for (int at = 0; at < Count; at++)
            keys.Add(Scattered(at), at);
        for (int at = 0; at < Count; at += 100_000)
            keys.Add(Scattered(at), Count + at);
        Assert.Equal(isOnDisk, keys.IsOnDisk);
        Assert.Equal(
            Enumerable.Range(0, 7).Select(at => Scattered(at * 100_000)).Order(), keys.FindRepeated(-1, 100).Fingerprints.Order());

        static ulong Scattered(int at) => (ulong)(at + 1) * 0x9E3779B97F4A7C15;
    }

    [Fact]
    public void No_short_keys_share_a_hash()
    {
        const string Letters = "0123AB";
        string[] keys = [""];
        HashSet<string> all = [];
        for (int length = 1; length <= 6; length++)
        {
            keys = [.. keys.SelectMany(key => Letters.Select(letter => key + letter))];
            all.UnionWith(keys);
            all.UnionWith(keys.Select(key => "12345678" + key));
        }

        for (int seed = 0; seed < 8; seed++)
        {
            KeyHash hash = new();
            Assert.Equal(all.Count, all.Select(key => (ulong)hash.Of(Encoding.UTF8.GetBytes(key))).Distinct().Count());
            Assert.Equal(all.Count, all.Select(key => (ulong)(hash.Of(Encoding.UTF8.GetBytes(key)) >> 64)).Distinct().Count());
        }
    }

    [Fact]
    public void Keys_that_share_a_fingerprint_are_told_apart_by_reading_them_again()
    {
        CheckedColumn column = new("a", 0, IsNumber: false, IsUnique: true, KeyDifferences.None);
        KeyHash hash = new();
        HashSet<ulong> suspects = [.. new[] { "x", "y" }.Select(key => KeyHash.Fingerprint(hash.Of(Encoding.UTF8.GetBytes(key)), column))];
        KeyCheck check = new([column], CsvLines.OfWholeFile, hash, suspects);
        check.Push("a\nx\ny\nz\nz\ny\n"u8);
        check.Complete();

        // x is suspect and alone, z repeated and of no interest.
        Assert.Equal("line 6, column 1: 'a' is the same as in line 3.", Assert.Single(check.Problems).ToString());
    }
}
