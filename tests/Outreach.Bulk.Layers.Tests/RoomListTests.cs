namespace Outreach.Bulk.Layers.Tests;

/// <summary>How CONTRIBUTING.md is read.</summary>
public class RoomListTests
{
    private const string Text = """
        # Contributing

        ## The rooms

        | Folder | What lives there |

        ### `one/`

        Some words.

        1. `Low`: helpers, in a sentence
           that goes on here.
        2. `Low/Nested`: more of it.

        ### `two/`

        1. `Other`: something.

        ## How to

        1. `NoRoom`: not this.
        """;

    [Fact]
    public void Rooms_are_read_bottom_to_top_below_the_heading_of_their_part()
    {
        Assert.Equal(["Low", "Low/Nested"], RoomList.Read(Text, "one").Rooms);
        Assert.Equal(["Other"], RoomList.Read(Text, "two").Rooms);
    }

    [Fact]
    public void The_root_is_above_all_rooms()
    {
        RoomList order = RoomList.Read(Text, "one");
        Assert.Equal([0, 1, 2], new[] { "Low", "Low/Nested", Room.Root }.Select(order.HeightOf));
    }

    [Theory]
    [InlineData("three", "lists no rooms of three")]
    [InlineData("one", "is not read", "2. `Low/Nested`", "2. Low/Nested")]
    [InlineData("one", "numbers do not run from 1 to 2", "2. `Low/Nested`", "3. `Low/Nested`")]
    [InlineData("one", "no section", "## The rooms", "## Rooms")]
    public void A_list_that_cannot_be_read_says_so(string part, string message, string from = " ", string to = " ") => Assert.Contains(
        message,
        Assert.ThrowsAny<Exception>(() => RoomList.Read(Text.Replace(from, to, StringComparison.Ordinal), part)).Message);
}
