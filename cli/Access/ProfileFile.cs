using System.Text.Json;
using System.Text.Json.Serialization;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;

namespace Outreach.Bulk.Cli.Access;

/// <summary>An org that somebody logged in to: its application, and where its tokens are. It holds no secret.</summary>
internal sealed record ProfileFile
{
    public required string ClientId { get; init; }

    /// <summary>As the application is registered.</summary>
    public required Uri RedirectUri { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The API's address; null for the public one.</summary>
    public Uri? BaseAddress { get; init; }

    public Uri? AuthorizationEndpoint { get; init; }

    public Uri? TokenEndpoint { get; init; }

    /// <summary>The file with the client's secret; null where it comes from OUTREACH_CLIENT_SECRET.</summary>
    public string? ClientSecretFile { get; init; }

    public static string FolderOf(Folders folders, string name) => Path.Combine(folders.Configuration, "profiles", Checked(name));

    public static IEnumerable<string> NamesIn(Folders folders)
    {
        string all = Path.Combine(folders.Configuration, "profiles");
        return Directory.Exists(all)
            ? Directory.GetDirectories(all).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)
            : [];
    }

    /// <exception cref="CliException">There is none, or it cannot be read.</exception>
    public static ProfileFile Read(Folders folders, string name)
    {
        string path = Path.Combine(FolderOf(folders, name), "profile.json");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), ProfileJsonContext.Default.ProfileFile)
                ?? throw new JsonException("It is null.");
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException or FileNotFoundException)
        {
            string[] known = [.. NamesIn(folders)];
            throw new CliException(
                ExitCode.NotAllowed,
                $"There is no profile \"{name}\". {(known.Length == 0 ? "" : $"There are {string.Join(", ", known)}. ")}outreach-bulk "
                    + $"token login --profile {name} makes it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException(ExitCode.NotAllowed, $"The profile {path} cannot be read: {exception.Message} Log in again: "
                + $"outreach-bulk token login --profile {name}");
        }
    }

    /// <summary>Writes the profile beside the one that is in use.</summary>
    public void Prepare(Folders folders, string name)
    {
        string folder = FolderOf(folders, name);
        Folders.CreatePrivate(folder);
        using FileStream file = PrivateFile.Create(Path.Combine(folder, "profile.new.json"));
        JsonSerializer.Serialize(file, this, ProfileJsonContext.Default.ProfileFile);
    }

    /// <summary>Puts what was prepared in its place, once its tokens are stored.</summary>
    public static void Use(Folders folders, string name)
    {
        string folder = FolderOf(folders, name);
        File.Move(Path.Combine(folder, "profile.new.json"), Path.Combine(folder, "profile.json"), overwrite: true);
    }

    /// <summary>The tokens of the profile. Whoever asks disposes of them.</summary>
    /// <param name="folders">Where profiles are.</param>
    /// <param name="name">The profile's name.</param>
    /// <param name="variable">Reads an environment variable.</param>
    public OutreachTokens Tokens(Folders folders, string name, Func<string, string?> variable)
    {
        OutreachTokenOptions options = new()
        {
            ClientId = ClientId,
            ClientSecret = Secret(variable),
            Store = OutreachTokenStore.File(Path.Combine(FolderOf(folders, name), "tokens")),
            RedirectUri = RedirectUri,
            AuthorizationEndpoint = AuthorizationEndpoint ?? OutreachTokenOptions.DefaultAuthorizationEndpoint,
            TokenEndpoint = TokenEndpoint ?? OutreachTokenOptions.DefaultTokenEndpoint,
        };
        return new(options);
    }

    private string Secret(Func<string, string?> variable)
    {
        if (variable("OUTREACH_CLIENT_SECRET") is { } secret)
            return secret.Trim();
        if (ClientSecretFile is not { } path)
        {
            throw new CliException(
                ExitCode.NotAllowed,
                "The application's secret is missing. Set OUTREACH_CLIENT_SECRET, or log in again with --client-secret-file.");
        }

        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
                throw new CliException(ExitCode.NotAllowed, $"{path} holds a secret, and others may read it. Run chmod 600 {path}");
            return File.ReadAllText(path).Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.NotAllowed, $"The application's secret cannot be read from {path}: {exception.Message}");
        }
    }

    // It becomes the name of a folder.
    private static string Checked(string name) => name.Length is > 0 and <= 64
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && !name.StartsWith('.')
            ? name
            : throw CliException.Usage($"\"{name}\" cannot be a profile's name: use letters, digits, - and _.");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ProfileFile))]
internal sealed partial class ProfileJsonContext : JsonSerializerContext;
