using System.Globalization;

namespace NightlyJob;

/// <summary>What is set on the command line (<c>--at 03:00</c>) or in the environment (<c>NIGHTLY_AT</c>).</summary>
internal sealed record Settings
{
    /// <summary>Run the latest night at once, and end.</summary>
    public required bool Now { get; init; }

    /// <summary>Be the emulator for workers in other processes, on this port, and nothing else.</summary>
    public required int? EmulatorPort { get; init; }

    public required NightlySchedule Schedule { get; init; }

    /// <summary>The file of the store.</summary>
    public required string? Store { get; init; }

    /// <summary>The database of the store; it takes the file's place.</summary>
    public required string? PostgreSql { get; init; }

    /// <summary>The API; null for an emulator in this process.</summary>
    public required Uri? Api { get; init; }

    public required string Token { get; init; }

    /// <exception cref="ArgumentException">A setting cannot be used.</exception>
    /// <exception cref="FormatException">The arguments cannot be read.</exception>
    public static Settings Read(string[] arguments, bool now)
    {
        IConfiguration given = new ConfigurationBuilder()
            .AddEnvironmentVariables("NIGHTLY_")
            .AddCommandLine(arguments)
            .Build();
        string? url = Environment.GetEnvironmentVariable("OUTREACH_URL");
        string? token = Environment.GetEnvironmentVariable("OUTREACH_TOKEN");
        if (string.IsNullOrWhiteSpace(url) != string.IsNullOrWhiteSpace(token))
            throw new ArgumentException("Set both OUTREACH_URL (such as https://api.outreach.io/api/v2/) and OUTREACH_TOKEN, or neither.");
        return new()
        {
            Now = now,
            EmulatorPort = given["emulator"] is { } port ? Port(port) : null,
            Schedule = new(Time(given["at"] ?? "02:30"), Zone(given["timezone"] ?? "Europe/Berlin")),
            Store = given["store"],
            PostgreSql = given["postgresql"],
            Api = string.IsNullOrWhiteSpace(url) ? null : Address(url),
            Token = token ?? "",
        };
    }

    private static TimeOnly Time(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)
            ? time
            : throw new ArgumentException($"--at {text} is no time of day. Write it as 02:30.");

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone)
        ? zone
        : throw new ArgumentException($"--timezone {id} is not known here. Write it as Europe/Berlin; where none is known, install tzdata.");

    private static int Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65_535
            ? port
            : throw new ArgumentException($"--emulator {text} is no port. Write one from 1 to 65535.");

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url is { Scheme: "http" or "https" }
        ? url
        : throw new ArgumentException("OUTREACH_URL must be an absolute http or https address, such as https://api.outreach.io/api/v2/.");
}
