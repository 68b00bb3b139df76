namespace Outreach.Bulk.Layers.Tests;

/// <summary>What the arrows of a part close: rooms that reach each other, directly or through others.</summary>
internal sealed class Circles
{
    public Circles(IReadOnlyList<Arrow> arrows)
    {
        ILookup<string, string> next = arrows.ToLookup(arrow => arrow.From, arrow => arrow.To);
        Dictionary<string, HashSet<string>> reached = next.ToDictionary(from => from.Key, from => Reach(from.Key, next));
        bool Reaches(string from, string to) => reached.TryGetValue(from, out HashSet<string>? rooms) && rooms.Contains(to);

        All =
        [
            .. reached.Keys.Where(room => Reaches(room, room))
                .GroupBy(room => string.Join(", ", reached.Keys.Where(other => Reaches(room, other) && Reaches(other, room)).Order()))
                .Select(circle => circle.Key),
        ];
        Rooms = reached.Keys.Count(room => Reaches(room, room));
        MutualPairs = arrows.Count(arrow => string.CompareOrdinal(arrow.From, arrow.To) < 0 && next[arrow.To].Contains(arrow.From));
    }

    /// <summary>Each circle by the names of its rooms.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>How many rooms are in one.</summary>
    public int Rooms { get; }

    /// <summary>How many pairs of rooms point at each other.</summary>
    public int MutualPairs { get; }

    private static HashSet<string> Reach(string from, ILookup<string, string> next)
    {
        HashSet<string> reached = [];
        Stack<string> todo = new([from]);
        while (todo.TryPop(out string? room))
        {
            foreach (string to in next[room].Where(reached.Add))
                todo.Push(to);
        }

        return reached;
    }
}
