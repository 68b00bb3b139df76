using System.Text.RegularExpressions;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>The order of a part's rooms, bottom to top, as CONTRIBUTING.md gives it.</summary>
internal sealed partial class RoomList
{
    private readonly string[] _rooms;

    private RoomList(string[] rooms) => _rooms = rooms;

    /// <summary>The listed rooms, bottom to top, without the root.</summary>
    public IReadOnlyList<string> Rooms => _rooms;

    /// <summary>Reads the list below the part's heading in the section "The rooms".</summary>
    public static RoomList Read(string contributing, string part)
    {
        string[] lines = contributing.Split('\n');
        int rooms = Array.IndexOf(lines, "## The rooms");
        Assert.True(
            rooms >= 0,
            "CONTRIBUTING.md has no section \"## The rooms\". The order of the rooms is read there: put it back.");

        string[] section = [.. lines[(rooms + 1)..].TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))];
        int heading = Array.IndexOf(section, $"### `{part}/`");
        Assert.True(
            heading >= 0,
            $"CONTRIBUTING.md lists no rooms of {part}. Add \"### `{part}/`\" to \"## The rooms\", with the list below it.");

        Match[] entries =
        [
            .. section.Skip(heading + 1)
                .TakeWhile(line => !line.StartsWith("### ", StringComparison.Ordinal))
                .Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]))
                .Select(line => Entry(line, part)),
        ];
        IEnumerable<string> numbers = Enumerable.Range(1, entries.Length).Select(number => $"{number}");
        Assert.True(
            numbers.SequenceEqual(entries.Select(entry => entry.Groups["number"].Value)),
            $"CONTRIBUTING.md, rooms of {part}: the numbers do not run from 1 to {entries.Length}. "
                + "Number the rooms from the bottom to the top.");
        return new([.. entries.Select(entry => entry.Groups["room"].Value)]);
    }

    /// <summary>How far up a room is. The root is above all others, and so is a room that is not listed.</summary>
    public int HeightOf(string room) => Array.IndexOf(_rooms, room) is int height and >= 0 ? height : _rooms.Length;

    private static Match Entry(string line, string part)
    {
        Match entry = EntryPattern().Match(line);
        Assert.True(entry.Success, $"CONTRIBUTING.md, rooms of {part}: \"{line}\" is not read. Write \"1. `Folder`: what lives there\".");
        return entry;
    }

    [GeneratedRegex(@"^(?<number>\d+)\. `(?<room>[^`]+)`: \S")]
    private static partial Regex EntryPattern();
}
