using System.CommandLine;
using System.Security.Cryptography;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Logs in to an org, says who a token is, and forgets a login.</summary>
internal static class TokenCommands
{
    private static readonly string[] s_scopes =
    [
        "batches.read", "batches.write", "accounts.read", "accounts.write", "prospects.read", "prospects.write", "imports.read",
        "imports.write",
    ];

    public static Command Create(CommandRunner runner) => new("token", "Log in to an org, and say who a token is.")
    {
        Login(runner), Show(runner), List(runner), Logout(runner),
    };

    private static Command Login(CommandRunner runner)
    {
        Option<string> client = new("--client-id") { Description = "The application's id.", HelpName = "id", Required = true };
        Option<string?> secret = new("--client-secret-file")
        {
            Description = "A file with the application's secret, which its user alone may read. Default: OUTREACH_CLIENT_SECRET.",
            HelpName = "file",
        };
        Option<Uri> redirect = new("--redirect-uri")
        {
            Description = "The redirect address that the application is registered with. One on this machine (http://127.0.0.1:PORT/…) "
                + "is listened on; of another one you paste the address that the browser ends at.",
            HelpName = "address",
            Required = true,
            CustomParser = Addresses.Parse!,
        };
        Option<string[]> scopes = new("--scope")
        {
            Description = $"What the token may do. Default: {string.Join(", ", s_scopes)}.",
            HelpName = "scope",
        };
        Option<bool> pkce = new("--pkce") { Description = "Send a code challenge. Outreach documents none." };
        Option<Uri?> authorization = new("--authorization-endpoint")
        {
            Description = "Where people log in. Default: Outreach's.",
            HelpName = "address",
            CustomParser = Addresses.Parse,
        };
        Option<Uri?> token = new("--token-endpoint")
        {
            Description = "Where tokens come from. Default: Outreach's.",
            HelpName = "address",
            CustomParser = Addresses.Parse,
        };
        Command command = new("login", "Log in with a browser, and keep the tokens in a profile.")
        {
            client, secret, redirect, scopes, pkce, authorization, token,
        };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            string name = session.Profile ?? throw CliException.Usage("Name the profile that the login is kept in: --profile.");
            ProfileFile profile = new()
            {
                ClientId = given.GetValue(client)!,
                RedirectUri = given.GetValue(redirect)!,
                Scopes = given.GetValue(scopes) is { Length: > 0 } some ? some : s_scopes,
                BaseAddress = session.GivenAddress,
                AuthorizationEndpoint = given.GetValue(authorization),
                TokenEndpoint = given.GetValue(token),
                ClientSecretFile = given.GetValue(secret) is { } path ? Path.GetFullPath(path) : null,
            };
            OutreachTokens tokens = profile.Tokens(session.Folders, name, session.Variable);
            await using (tokens.ConfigureAwait(false))
            {
                using LoginAnswer answer = new(profile.RedirectUri);
                string state = Random();
                string? verifier = given.GetValue(pkce) ? Random() : null;
                Uri address = tokens.CreateAuthorizationAddress(state, profile.Scopes, verifier);
                session.Report.Status("login", writer => writer.WriteString("address", address.AbsoluteUri), $"Open this address in a "
                    + $"browser and log in:\n\n{address.AbsoluteUri}\n");
                string code = await answer.ReadAsync(session, state, cancellationToken).ConfigureAwait(false);
                profile.Prepare(session.Folders, name);

                // What the server hands out once is stored, whoever gives up meanwhile.
                await tokens.ExchangeCodeAsync(code, verifier, CancellationToken.None).ConfigureAwait(false);
                ProfileFile.Use(session.Folders, name);
            }

            Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            session.Report.Result(
                ExitCode.Done, $"Logged in as {target.User ?? "unknown"} of {target.Org ?? "unknown"}. Use it: --profile {name}, or "
                    + $"OUTREACH_PROFILE={name}");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(CommandRunner runner)
    {
        Command command = new("show", "Say who the token is and of which org, without showing it.");
        runner.Set(command, async (session, _, cancellationToken) =>
        {
            Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            session.Report.Data(
                "token",
                writer =>
                {
                    writer.WriteString("host", session.BaseAddress.AbsoluteUri);
                    writer.WriteString("user", target.User);
                    writer.WriteString("org", target.Org);
                    writer.WriteString("profile", session.Profile);
                },
                null);
            session.Report.Result(
                ExitCode.Done,
                $"{session.BaseAddress.AbsoluteUri}: user {target.User ?? "unknown"}, org "
                    + $"{target.Org ?? "unknown"}{(session.Profile is { } name ? $", profile {name}" : "")}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command List(CommandRunner runner)
    {
        Command command = new("list", "List the profiles.");
        runner.Set(command, (session, _, _) =>
        {
            string[] names = [.. ProfileFile.NamesIn(session.Folders)];
            foreach (string name in names)
                session.Report.Data("profile", writer => writer.WriteString("name", name), name);
            session.Report.Result(ExitCode.Done, names.Length == 1 ? "1 profile." : $"{names.Length} profiles.");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Logout(CommandRunner runner)
    {
        Command command = new("logout", "Forget the tokens of a profile. Outreach is not asked to revoke them.");
        runner.Set(command, (session, _, _) =>
        {
            string name = session.Profile ?? throw CliException.Usage("Name the profile: --profile.");
            string folder = ProfileFile.FolderOf(session.Folders, name);
            if (!Directory.Exists(folder))
                throw CliException.Usage($"There is no profile \"{name}\".");
            Directory.Delete(folder, recursive: true);
            session.Report.Result(ExitCode.Done, $"The tokens of {name} are deleted here. In Outreach they live on until they end; "
                + $"remove the application there to end them now.");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
