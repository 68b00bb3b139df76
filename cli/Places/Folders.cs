namespace Outreach.Bulk.Cli.Places;

/// <summary>Where the tool keeps what it keeps, by the custom of each system.</summary>
/// <param name="Configuration">Profiles and tokens.</param>
/// <param name="State">The store of jobs, the journal and the marks of plans.</param>
internal sealed record Folders(string Configuration, string State)
{
    private const string Name = "outreach-bulk";

    /// <param name="system">Which system's custom.</param>
    /// <param name="home">The user's folder.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public static Folders Of(SystemKind system, string home, Func<string, string?> variable) => system switch
    {
        SystemKind.Windows => new(
            Path.Combine(Variable(variable, "APPDATA") ?? Path.Combine(home, "AppData", "Roaming"), Name),
            Path.Combine(Variable(variable, "LOCALAPPDATA") ?? Path.Combine(home, "AppData", "Local"), Name)),
        SystemKind.MacOS => new(
            Path.Combine(home, "Library", "Application Support", Name),
            Path.Combine(home, "Library", "Application Support", Name, "state")),
        _ => new(
            Path.Combine(Absolute(variable, "XDG_CONFIG_HOME") ?? Path.Combine(home, ".config"), Name),
            Path.Combine(Absolute(variable, "XDG_STATE_HOME") ?? Path.Combine(home, ".local", "state"), Name)),
    };

    public static Folders OfProcess() => Of(
        OperatingSystem.IsWindows() ? SystemKind.Windows : OperatingSystem.IsMacOS() ? SystemKind.MacOS : SystemKind.Unix,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
        Environment.GetEnvironmentVariable);

    /// <summary>The folder of states, made for its user alone.</summary>
    public string StateForUse()
    {
        CreatePrivate(State);
        return State;
    }

    /// <exception cref="IOException">It cannot be made; the message names it.</exception>
    public static void CreatePrivate(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"The folder {folder} cannot be made: {exception.Message} Name another place: XDG_STATE_HOME, or "
                    + $"--store for the store.", exception);
        }
    }

    private static string? Variable(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } value ? value : null;

    // The XDG specification: a relative path is to be ignored.
    private static string? Absolute(Func<string, string?> variable, string name) =>
        Variable(variable, name) is { } value && value.StartsWith('/') ? value : null;
}

/// <summary>Systems with customs of their own.</summary>
internal enum SystemKind
{
    Unix,
    MacOS,
    Windows,
}
