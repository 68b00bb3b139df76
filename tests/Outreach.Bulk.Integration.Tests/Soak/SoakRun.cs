using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Soak;

/// <summary>Many callers at once, over an emulator where everything goes wrong that can.</summary>
internal sealed record SoakRun
{
    /// <summary>Of so many actions each tenth is asked for twice, by two callers, in the same words.</summary>
    private const int TwinEvery = 10;

    public int Actions { get; init; } = 10_000;

    public int Callers { get; init; } = 200;

    public double Faults { get; init; } = 0.2;

    public int Seed { get; init; } = 1;

    /// <summary>How many times as fast as the wall's the clock runs.</summary>
    public double Speed { get; init; } = 50;

    public async Task<SoakReport> RunAsync(
        Func<OutreachEmulator, TimeProvider, Func<SoakAction, CancellationToken, Task>> caller, CancellationToken cancellationToken)
    {
        FastTime time = new(Speed);
        EmulatorOptions options = new()
        {
            TimeProvider = time,
            Accounts = 1_000,
            Prospects = 0,
            ConfirmationThreshold = 2,
            PendingTime = TimeSpan.FromSeconds(1),
            ItemsPerSecond = 2,
            RequestsPerHour = int.MaxValue,
            ItemsPerDay = int.MaxValue,
            RecordedRequests = 0,
        };
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(options, cancellationToken);
        SoakFaults.Script(emulator.Faults, Faults, Seed, time);
        Func<SoakAction, CancellationToken, Task> call = caller(emulator, time);
        List<SoakAction> actions = [.. Enumerable.Range(0, Actions).Select(number =>
            number % TwinEvery == 1
                ? new SoakAction(number, $"tag-{number - 1}", false)
                : new(number, $"tag-{number}", number % TwinEvery != 0))];
        await Parallel.ForEachAsync(
            actions,
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken },
            async (action, stop) => await call(action, stop));
        return new(actions, emulator.PostedActions);
    }
}
