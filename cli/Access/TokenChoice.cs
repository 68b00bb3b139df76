using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Access;

/// <summary>Where the access token comes from. It is never an option's value, which other users of the machine can see.</summary>
internal static class TokenChoice
{
    /// <returns>The source. Where there is no token it fails when it is asked for one: what needs no request needs no token.</returns>
    public static Func<AccessTokenContext, CancellationToken, ValueTask<string>> Of(
        AccessOptions options, Func<string, string?> variable, Func<OutreachTokens?> profile)
    {
        if (options.TokenFile is { } file)
            return (_, cancellationToken) => ReadAsync(file, cancellationToken);
        if (options.Profile is not null)
            return (context, cancellationToken) => profile()!.GetAsync(context, cancellationToken);
        return variable("OUTREACH_TOKEN") is { } token
            ? (_, _) => new(Checked(token, "OUTREACH_TOKEN"))
            : (_, _) => throw new CliException(
                ExitCode.NotAllowed,
                "There is no token. Log in to a profile with outreach-bulk token login, set OUTREACH_TOKEN, or name a file that holds "
                    + "one with --token-file.");
    }

    // Read for each request: whoever renews the token writes the file anew.
    private static async ValueTask<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return Checked(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false), $"The token file {file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.NotAllowed, $"The token file {file} cannot be read: {exception.Message}");
        }
    }

    private static string Checked(string text, string source)
    {
        string token = text.Trim();
        return token.Length > 0 && !token.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? token
            : throw new CliException(
                ExitCode.NotAllowed,
                $"{source} holds no token: {(token.Length == 0 ? "it is empty" : "a token is one word of letters, digits and signs")}.");
    }
}
