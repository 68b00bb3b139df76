namespace Outreach.Bulk.Layers.Tests;

/// <summary>A room is one idea, and a newcomer reads its list of files at a glance.</summary>
public class RoomSizeTests
{
    private const int MostFiles = 25;

    public static TheoryData<string> Parts => Part.Names;

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_room_holds_at_most_25_files(string part)
    {
        Dictionary<string, int> large = PartSource.Of(part).Files
            .Where(room => room.Count() > MostFiles)
            .ToDictionary(room => $"{part}: {room.Key}", room => room.Count());
        ShrinkingList accepted = new("LargeRooms.txt");
        string[] tooLarge = [.. large.Where(room => !accepted.Contains(room.Key)).Select(room => $"{room.Key} holds {room.Value} files")];
        Assert.True(
            tooLarge.Length == 0,
            $"A room holds more than {MostFiles} files, which is more than one idea:\n  {string.Join("\n  ", tooLarge)}\n"
                + "Find the second idea in it and give it a room of its own, listed in CONTRIBUTING.md, \"The rooms\".");
        accepted.AssertNotLongerThan(part, large.Keys);
    }
}
