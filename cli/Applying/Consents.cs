using System.Globalization;
using Outreach.Bulk.Cli.Access;
using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;

namespace Outreach.Bulk.Cli.Applying;

/// <summary>What somebody said on the command line in favour of a plan.</summary>
/// <param name="Digest">The digest, from whoever reviewed the plan.</param>
/// <param name="Yes">Not to ask.</param>
internal sealed record Consents(string? Digest, bool Yes)
{
    private const int ShortestDigest = 12;

    /// <exception cref="CliException">Nobody agreed.</exception>
    public void ThrowUnlessGiven(CliSession session, PlanFile plan, BulkCall call, long count)
    {
        if (Digest is { } digest)
        {
            if (digest.Length < ShortestDigest || !plan.ComputeDigest().StartsWith(digest, StringComparison.OrdinalIgnoreCase))
            {
                throw CliException.Refused(
                    $"--digest {digest} is not the plan's digest, of which it takes at least {ShortestDigest} letters. This is another "
                        + $"plan than the one that was reviewed.");
            }

            return;
        }

        if (call.Params is not (DestroyingActionParams or OutboundActionParams))
        {
            Agreement.ThrowUnlessYes(
                session,
                string.Create(CultureInfo.InvariantCulture, $"{call.Action.Name} will act on {Counted.Records(count)}"),
                Yes,
                "--digest, from whoever reviewed the plan, or --yes");
            return;
        }

        if (!session.Terminal.IsInputTerminal)
        {
            throw CliException.Refused(string.Create(
                CultureInfo.InvariantCulture,
                $"{call.Action.Name} will act on {Counted.Records(count)}, and there is no terminal to ask. Add --digest, from whoever reviewed "
                    + $"the plan."));
        }

        string what = call.Params is DestroyingActionParams ? "destroy data" : "change what is sent to people";
        Agreement.ThrowUnlessGiven(session, $"{what} by {call.Action.Name}", count, null);
    }
}
