namespace Outreach.Bulk.Cli.Access;

/// <summary>Whose data it is: who the token says the user is, and of which org. What the API does not say is unknown.</summary>
internal sealed record Target(string? User, string? Org)
{
    public static Task<Target> ReadAsync(CliSession session, CancellationToken cancellationToken) => Task.FromResult(new Target(null, null));

    public void Show(CliSession session, string action, long count) => session.Report.Status(
        "target",
        writer =>
        {
            writer.WriteString("host", session.BaseAddress.AbsoluteUri);
            writer.WriteString("user", User);
            writer.WriteString("org", Org);
            writer.WriteString("action", action);
            writer.WriteNumber("count", count);
        },
        FormattableString.Invariant($"{session.BaseAddress.AbsoluteUri}  user {User ?? "unknown"}  org {Org ?? "unknown"}\n{action}: {count:N0} records"));
}
