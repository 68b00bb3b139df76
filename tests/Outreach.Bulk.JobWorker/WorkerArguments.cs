using System.Globalization;

namespace Outreach.Bulk.JobWorker;

/// <summary>What the worker is told, as <c>name=value</c>.</summary>
public sealed record WorkerArguments
{
    /// <summary>The emulator's address.</summary>
    public required string Url { get; init; }

    public required string Token { get; init; }

    /// <summary>The store's file, or its connection string and schema: <c>postgresql:SCHEMA:STRING</c>.</summary>
    public required string Store { get; init; }

    /// <summary>The job to wait for; null to work on all until SIGTERM.</summary>
    public string? Job { get; init; }

    /// <summary>Where to stop or to be killed: null for nowhere.</summary>
    public string? At { get; init; }

    /// <summary>Whether to be paused there (SIGSTOP) rather than killed.</summary>
    public bool Pause { get; init; }

    /// <summary>After how many milliseconds to be killed; 0 for never.</summary>
    public int KillAfter { get; init; }

    /// <summary>How far its clock is ahead, in seconds.</summary>
    public int Ahead { get; init; }

    /// <summary>How much faster than the machine's the store's clock runs.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The request timeout, in seconds.</summary>
    public double Timeout { get; init; } = 20;

    public string[] ToArguments() =>
    [
        $"url={Url}", $"token={Token}", $"store={Store}", $"job={Job}", $"at={At}", $"pause={Pause}",
        string.Create(CultureInfo.InvariantCulture, $"killafter={KillAfter}"),
        string.Create(CultureInfo.InvariantCulture, $"ahead={Ahead}"),
        string.Create(CultureInfo.InvariantCulture, $"speed={Speed}"),
        string.Create(CultureInfo.InvariantCulture, $"timeout={Timeout}"),
    ];

    public static WorkerArguments Parse(string[] args)
    {
        Dictionary<string, string> values = args.Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        return new()
        {
            Url = values["url"],
            Token = values["token"],
            Store = values["store"],
            Job = values["job"] is { Length: > 0 } job ? job : null,
            At = values["at"] is { Length: > 0 } at ? at : null,
            Pause = bool.Parse(values["pause"]),
            KillAfter = int.Parse(values["killafter"], CultureInfo.InvariantCulture),
            Ahead = int.Parse(values["ahead"], CultureInfo.InvariantCulture),
            Speed = double.Parse(values["speed"], CultureInfo.InvariantCulture),
            Timeout = double.Parse(values["timeout"], CultureInfo.InvariantCulture),
        };
    }
}
