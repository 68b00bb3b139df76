using System.Globalization;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Access;

/// <summary>Whose data it is: who the token says the user is, and of which org. What the API does not say is unknown.</summary>
internal sealed record Target(string? User, string? Org)
{
    public static async Task<Target> ReadAsync(CliSession session, CancellationToken cancellationToken)
    {
        OutreachIdentity identity = await session.Connection.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        return new(identity.UserName, identity.OrgName);
    }

    /// <summary>Shows it, with what is going to be done.</summary>
    /// <param name="session">The session.</param>
    /// <param name="action">The action.</param>
    /// <param name="count">How many records it acts on.</param>
    /// <param name="file">The file that they are from; null for an action on records of Outreach.</param>
    public void Show(CliSession session, string action, long count, string? file = null) => session.Report.Status(
        "target",
        writer =>
        {
            writer.WriteString("host", session.BaseAddress.AbsoluteUri);
            writer.WriteString("user", User);
            writer.WriteString("org", Org);
            writer.WriteString("action", action);
            writer.WriteNumber("count", count);
            if (file is not null)
                writer.WriteString("file", file);
        },
        string.Create(
            CultureInfo.InvariantCulture,
            $"{session.BaseAddress.AbsoluteUri}  user {VisibleText.Line(User ?? "unknown")}  org {VisibleText.Line(Org ?? "unknown")}\n"
                + $"{action}: {Counted.Records(count)}{(file is null ? "" : $" from {file}")}"));
}
