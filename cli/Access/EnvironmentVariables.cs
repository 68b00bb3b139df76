namespace Outreach.Bulk.Cli.Access;

/// <summary>The variables that the tool reads, for help and documentation. An option goes before its variable.</summary>
internal static class EnvironmentVariables
{
    public static IReadOnlyList<(string Name, string Meaning)> All { get; } =
    [
        ("OUTREACH_TOKEN", "The access token. --token-file and a profile go before it. It is never an option's value, which others on the "
            + "machine can see."),
        ("OUTREACH_PROFILE", "The profile, where there are several orgs. --profile goes before it."),
        ("OUTREACH_BASE_ADDRESS", "The API's address. --base-address goes before it. Default: the public API's."),
        ("OUTREACH_STORE", "The store of jobs, journal and budget: a file, or a PostgreSQL database as \"Host=…;Database=…;Username=…\". "
            + "--store goes before it. Default: a file for each account, in the folder of states."),
        ("OUTREACH_TYPES", "The organisation's saved types and schema, or a folder of them. --types goes before it. Default: none."),
        ("OUTREACH_CLIENT_ID", "The OAuth client's id, for what acts as the app."),
        ("OUTREACH_CLIENT_SECRET", "The OAuth client's secret, for what acts as the app."),
        ("XDG_CONFIG_HOME", "Where the folder of profiles is, on Unix. Default: ~/.config. A relative path is ignored."),
        ("XDG_STATE_HOME", "Where the folder of states is, on Unix: stores, and marks of plans. Default: ~/.local/state. A relative path "
            + "is ignored."),
        ("APPDATA", "The same as XDG_CONFIG_HOME, on Windows."),
        ("LOCALAPPDATA", "The same as XDG_STATE_HOME, on Windows."),
        ("NO_COLOR", "With any value: no colours and no moving bars, but one line per change."),
        ("TERM", "With the value dumb: the same as NO_COLOR."),
    ];
}
