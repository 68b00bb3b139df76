namespace Outreach.Bulk.Emulator.Faults;

/// <summary>A rule, how far it has counted, and the faults it chooses from.</summary>
internal sealed class ScriptedFault(FaultRule rule, EmulatorFault[] choices)
{
#pragma warning disable CA5394 // Random numbers that repeat are what is wanted.
    private readonly Random _random = new(rule.Seed);
    private long _seen;

    /// <summary>How many requests are left to strike; null without end.</summary>
    public int? Left { get; private set; } = rule.Times;

    /// <summary>Counts a request. Answers the fault that wants to strike it, or null.</summary>
    public EmulatorFault? Count(string method, string path)
    {
        if (rule.Method is not null && rule.Method.Method != method)
            return null;
        if (rule.Path is not null && !rule.Path(path))
            return null;
        _seen++;
        if (_seen <= rule.Skip || (_seen - rule.Skip) % rule.Every != 0)
            return null;
        // Drawn for every request that is due, so that what other rules do doesn't shift the sequence.
        bool hit = _random.NextDouble() < rule.Probability;
        EmulatorFault fault = choices.Length == 1 ? choices[0] : choices[_random.Next(choices.Length)];
        return hit ? fault : null;
    }
#pragma warning restore CA5394

    public void Use() => Left--;

    public override string ToString()
    {
        string what = string.Join(" or ", choices.Select(choice => choice.ToString()));
        string where = rule.Path is null ? "any path" : "chosen paths";
        return $"{what}: {rule.Method?.Method ?? "any method"}, {where}, {(Left is int left ? $"{left} left" : "without end")}";
    }
}
