namespace Outreach.Bulk.Jobs.Tests.Stores;

/// <summary>The choices of one run of something that is run until each way through it was taken.</summary>
internal sealed class Choices
{
    private readonly int[] _planned;
    private readonly List<(int Taken, int Options)> _made = [];

    private Choices(int[] planned) => _planned = planned;

    /// <summary>One for each way. A run ends before the next begins, and makes the same choices after the same ones.</summary>
    public static IEnumerable<Choices> All()
    {
        for (int[]? planned = []; planned is not null;)
        {
            Choices choices = new(planned);
            yield return choices;
            int last = choices._made.FindLastIndex(made => made.Taken + 1 < made.Options);
            planned = last < 0 ? null : [.. choices._made[..last].Select(made => made.Taken), choices._made[last].Taken + 1];
        }
    }

    /// <summary>Chooses one of so many.</summary>
    public int Next(int options)
    {
        int taken = _made.Count < _planned.Length ? _planned[_made.Count] : 0;
        Assert.InRange(taken, 0, options - 1);
        _made.Add((taken, options));
        return taken;
    }

    public override string ToString() => string.Concat(_made.Select(made => made.Options > 1 ? $"{made.Taken}" : "."));
}
