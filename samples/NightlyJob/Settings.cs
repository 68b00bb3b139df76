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

    /// <summary>A token that is not renewed; null for tokens of an application.</summary>
    public required string? Token { get; init; }

    /// <summary>The application that renews its tokens.</summary>
    public required (string Id, string Secret) Application { get; init; }

    /// <summary>The first refresh token; the store has the later ones.</summary>
    public required string? RefreshToken { get; init; }

    /// <summary>The file of the tokens.</summary>
    public required string TokenStore { get; init; }

    /// <exception cref="ArgumentException">A setting cannot be used.</exception>
    /// <exception cref="FormatException">The arguments cannot be read.</exception>
    public static Settings Read(string[] arguments, bool now)
    {
        IConfiguration given = new ConfigurationBuilder()
            .AddEnvironmentVariables("NIGHTLY_")
            .AddCommandLine(arguments)
            .Build();
        string? url = Outreach("URL");
        string? token = Outreach("TOKEN");
        (string Id, string Secret)? application =
            Outreach("CLIENT_ID") is { } id && Outreach("CLIENT_SECRET") is { } secret ? (id, secret) : null;
        if (url is null != (token is null && application is null))
        {
            throw new ArgumentException(
                "Set OUTREACH_URL (such as https://api.outreach.io/api/v2/) with OUTREACH_CLIENT_ID and OUTREACH_CLIENT_SECRET, or with "
                    + "OUTREACH_TOKEN; or none of them.");
        }

        return new()
        {
            Now = now,
            EmulatorPort = given["emulator"] is { } port ? Port(port) : null,
            Schedule = new(Time(given["at"] ?? "02:30"), Zone(given["timezone"] ?? "Europe/Berlin")),
            Store = given["store"],
            PostgreSql = given["postgresql"],
            Api = url is null ? null : Address(url),
            Token = application is null ? token : null,
            Application = application ?? ("emulator-client", "emulator-client-secret"),
            RefreshToken = url is null ? "emulator-refresh-token" : Outreach("REFRESH_TOKEN"),
            TokenStore = Outreach("TOKEN_STORE") ?? "outreach-tokens",
        };
    }

    private static string? Outreach(string name) =>
        Environment.GetEnvironmentVariable($"OUTREACH_{name}") is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;

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
