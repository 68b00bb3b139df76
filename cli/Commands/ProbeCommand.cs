using System.CommandLine;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Places;
using Outreach.Bulk.Cli.Probing;

namespace Outreach.Bulk.Cli.Commands;

/// <summary>Settles what nobody published, in an org that is there for tests.</summary>
internal static class ProbeCommand
{
    private static readonly IProbe[] s_probes =
        [new ListProbe(), new ModifyProbe(), new RangeProbe(), new ConfirmationProbe(), new UploadProbe(), new RedirectProbe()];

    public static Command Create(CommandRunner runner)
    {
        Option<string> org = new("--test-org")
        {
            Description = "The name of the org, which is there for tests only.",
            HelpName = "name",
            Required = true,
        };
        Option<string?> again = new("--test-org-again")
        {
            Description = "The same name once more, where there is no terminal to ask.",
            HelpName = "name",
        };
        Option<long> account = new("--account") { Description = "An account of it that may be changed.", HelpName = "id", Required = true };
        Option<string> field = new("--field")
        {
            Description = "A text field of that account that may be changed.",
            HelpName = "name",
            DefaultValueFactory = _ => "custom150",
        };
        Option<string[]> only = new("--only")
        {
            Description = $"Only these: {string.Join(", ", s_probes.Select(probe => probe.Name))}.",
            HelpName = "name",
        };
        Option<bool> yes = new("--yes") { Description = "Do not ask before each probe." };
        Option<string> output = new("--output", "-o")
        {
            Description = "The file to write.",
            HelpName = "file",
            DefaultValueFactory = _ => "probe.json",
        };
        Command command = new("probe", "Find out in a test org what is not documented about the API.")
        {
            org, again, account, field, only, yes, output,
        };
        runner.Set(command, async (session, given, cancellationToken) =>
        {
            string name = given.GetValue(org)!;
            Target target = await Target.ReadAsync(session, cancellationToken).ConfigureAwait(false);
            if (target.Org is { } actual && actual != name)
                throw CliException.Refused($"The token is of the org {actual}, not {name}. Nothing that changes data was sent.");
            ThrowUnlessNamedTwice(session, target, name, given.GetValue(again));
            IProbe[] chosen = given.GetValue(only) is { Length: > 0 } names
                ? [.. names.Select(each => Catalog.Names.Find(s_probes, probe => probe.Name, each, "probe", "--help lists them."))]
                : s_probes;

            ProbeFindings findings = new();
            using ProbeClient client = new(session);
            ProbeContext context = new(session, client, findings, given.GetValue(account), given.GetValue(field)!);
            int exitCode = ExitCode.Done;
            try
            {
                foreach (IProbe probe in chosen)
                {
                    if (Agreed(session, probe, given.GetValue(yes)))
                        exitCode = Math.Max(exitCode, await RunAsync(probe, context, cancellationToken).ConfigureAwait(false));
                }
            }
            finally
            {
                string path = given.GetValue(output)!;
                FileStream file = PrivateFile.Create(path);
                using (StreamWriter writer = new(file))
                    writer.Write(findings.ToJson(session.Time.GetUtcNow(), ToolVersion.Text));
                session.Report.Data("file", writer => writer.WriteString("path", path), null);
            }

            session.Report.Result(exitCode, $"Written to {given.GetValue(output)}: names and shapes, no values. Please send it in: "
                + $"docs/probe.md says where.");
            return exitCode;
        });
        return command;
    }

    private static void ThrowUnlessNamedTwice(CliSession session, Target target, string name, string? again)
    {
        if (again is null && session.Terminal.IsInputTerminal)
        {
            session.Terminal.Error.Write(
                $"Probes change data of the org {name} at {session.BaseAddress.Host} (the token says: {target.Org ?? "unknown"}). Type "
                    + $"its name once more: ");
            again = session.ReadLine();
        }

        if (again != name)
            throw CliException.Refused("The org was not named twice: add --test-org-again with the same name. Nothing that changes data was sent.");
    }

    private static bool Agreed(CliSession session, IProbe probe, bool yes)
    {
        session.Terminal.Error.WriteLine($"{probe.Name}: settles {probe.Settles}.");
        if (probe.Touches is not { } touches)
            return true;
        session.Terminal.Error.WriteLine($"  It {touches}.");
        if (yes)
            return true;
        if (!session.Terminal.IsInputTerminal)
            throw CliException.Refused("There is no terminal to ask. Add --yes if all probes may run, or --only to choose some.");
        session.Terminal.Error.Write("  Run it? [y/N] ");
        return session.ReadLine() is "y" or "Y" or "yes";
    }

    // One that fails does not keep the others from running.
    private static async Task<int> RunAsync(IProbe probe, ProbeContext context, CancellationToken cancellationToken)
    {
        try
        {
            await probe.RunAsync(context, cancellationToken).ConfigureAwait(false);
            context.Session.Report.Status("probe", writer => writer.WriteString("name", probe.Name), null);
            return ExitCode.Done;
        }
        catch (Exception exception) when (exception is CliException or OutreachBulkException or ArgumentException)
        {
            context.Findings.Add($"{probe.Name}Failed", exception.GetType().Name);
            context.Session.Report.Error(ExitCode.PartlyFailed, $"{probe.Name}: {exception.Message}");
            return ExitCode.PartlyFailed;
        }
    }
}
