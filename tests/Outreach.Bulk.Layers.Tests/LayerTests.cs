using Microsoft.CodeAnalysis;

namespace Outreach.Bulk.Layers.Tests;

/// <summary>Within a part, rooms look only downwards, in the order that CONTRIBUTING.md gives under "The rooms".</summary>
public class LayerTests(ITestOutputHelper output)
{
    private const int MostPlaces = 20;

    public static TheoryData<string> Parts => Part.Names;

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_symbol_of_a_part_is_resolved(string part)
    {
        Diagnostic[] errors =
        [
            .. PartSource.Of(part).Compilation.GetDiagnostics(TestContext.Current.CancellationToken)
                .Where(each => each.Severity == DiagnosticSeverity.Error),
        ];
        Assert.True(
            errors.Length == 0,
            $"{part} does not compile here (errors: {errors.Length}; the first ones are below). An unresolved symbol hides an arrow. "
                + "If the build itself succeeds, GetCompilerArguments in Directory.Build.targets lacks an argument.\n  "
                + string.Join("\n  ", errors.Take(MostPlaces)));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Every_room_is_listed_and_every_listed_room_exists(string part)
    {
        IReadOnlyList<string> listed = RoomList.Read(Repository.Contributing, part).Rooms;
        string[] rooms = [.. PartSource.Of(part).Files.Select(room => room.Key).Where(room => room != Room.Root)];
        string[] missing = [.. rooms.Except(listed).Order(StringComparer.Ordinal)];
        string[] gone = [.. listed.Except(rooms)];
        string[] twice = [.. listed.GroupBy(room => room).Where(room => room.Count() > 1).Select(room => room.Key)];
        Assert.True(
            missing.Length + gone.Length + twice.Length == 0,
            $"CONTRIBUTING.md, \"The rooms\", `{part}/`, does not list the folders that hold C# files.\n"
                + Say("These are not listed; put each above all rooms that it uses", missing)
                + Say("These hold no C# file, or do not exist; remove them, and do not list the root", gone)
                + Say("These are listed twice", twice));
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void Rooms_look_only_downwards(string part)
    {
        PartSource source = PartSource.Of(part);
        RoomList order = RoomList.Read(Repository.Contributing, part);
        IReadOnlyList<Arrow> arrows = new ArrowReader(source.Compilation, source.Part.Folder).Read(TestContext.Current.CancellationToken);
        Circles circles = new(arrows);
        Dictionary<string, Arrow> up = arrows
            .Where(arrow => order.HeightOf(arrow.To) >= order.HeightOf(arrow.From))
            .ToDictionary(arrow => $"{part}: {arrow.From} -> {arrow.To}");
        output.WriteLine(
            $"{part}: {source.Files.Count} rooms, {circles.Rooms} of them in circles ({circles.All.Count}), "
                + $"{circles.MutualPairs} pairs that point at each other, {up.Count} arrows up");

        ShrinkingList accepted = new("ArrowsUp.txt");
        string[] violations = [.. up.Where(arrow => !accepted.Contains(arrow.Key)).Select(arrow => Describe(arrow.Key, arrow.Value))];
        Assert.True(
            violations.Length == 0,
            "A room uses a room above it, by the order in CONTRIBUTING.md, \"The rooms\":\n"
                + $"{string.Join('\n', violations)}\n"
                + "Move the type to a room at or below the one that needs it, or let the caller above hand in what is needed, through a "
                + "constructor. An interface, a delegate, object or a service lookup that only hides the arrow does not remove it.");
        accepted.AssertNotLongerThan(part, up.Keys);
        if (accepted.Of(part).Count == 0)
            Assert.Empty(circles.All);
    }

    private static string Describe(string arrow, Arrow found)
    {
        IEnumerable<string> places = found.Places
            .Take(MostPlaces)
            .Select(place => $"    {place with { File = Repository.Relative(place.File) }}");
        string more = found.Places.Count > MostPlaces ? $"\n    and {found.Places.Count - MostPlaces} more places" : "";
        return $"  {arrow}\n{string.Join('\n', places)}{more}";
    }

    private static string Say(string what, string[] rooms) => rooms.Length == 0 ? "" : $"{what}: {string.Join(", ", rooms)}.\n";
}
