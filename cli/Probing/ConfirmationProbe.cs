using System.Text.Json.Nodes;
using Outreach.Bulk.Calls;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>From how many records on a batch asks, and whether the answer takes a body.</summary>
internal sealed class ConfirmationProbe : IProbe
{
    private static readonly int[] s_sizes = [1, 2, 10, 50, 99, 100, 101, 150, 200, 500];

    public string Name => "confirmation";

    public string Settles => "from how many records on a batch waits for its confirmation, and whether confirm and cancel "
        + "take a body or none";

    public string? Touches => "removes a tag that no record has, from up to 500 accounts, in up to twelve batches; changes nothing. "
        + "Batches that wait are cancelled";

    public async Task RunAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        long[] ids = (await context.Client.GetAsync("accounts?page[size]=500", cancellationToken).ConfigureAwait(false)).Ids;
        int started = 0;
        int? asked = null;
        foreach (int size in s_sizes.Where(size => size <= ids.Length))
        {
            if (await StartAsync(context, ids[..size]).ConfigureAwait(false) is not { } waiting)
            {
                started = size;
                continue;
            }

            asked = size;
            await DecideAsync(context, waiting, ids[..size], cancellationToken).ConfigureAwait(false);
            break;
        }

        context.Findings.Add("confirmation", new JsonObject
        {
            ["startedAtOnceUpTo"] = started,
            ["askedFrom"] = asked,
            ["accountsSeen"] = ids.Length,
        });
    }

    // The batch, when it waits.
    private static async Task<BatchOperation?> StartAsync(ProbeContext context, long[] ids)
    {
        BulkCall call = context.Harmless(ProbeContext.Ids(ids), new CountRange(0, ids.Length));
        BulkCall asking = new(call.Action, call.Params with { Confirm = null }, call.Attributes);
        BatchOperation batch = await context.Session.Batches.StartAsync(asking, null, CancellationToken.None).ConfigureAwait(false);
        return batch.Latest?.State == OperationState.Confirming ? batch : null;
    }

    private static async Task DecideAsync(ProbeContext context, BatchOperation first, long[] ids, CancellationToken cancellationToken)
    {
        string cancelWithBody = await TryAsync(context, first, "cancel", "", true, cancellationToken).ConfigureAwait(false);
        string confirmWithBody = await AnotherAsync("confirm", true).ConfigureAwait(false);
        string cancelWithout = await AnotherAsync("cancel", false).ConfigureAwait(false);
        string confirmWithout = await AnotherAsync("confirm", false).ConfigureAwait(false);
        context.Findings.Add("decisions", new JsonObject
        {
            ["cancelWithBody"] = cancelWithBody,
            ["cancelWithoutBody"] = cancelWithout,
            ["confirmWithBody"] = confirmWithBody,
            ["confirmWithoutBody"] = confirmWithout,
        });
        context.Findings.Choose(
            nameof(ProtocolOptions.DecisionsWithoutBody),
            (cancelWithBody != "works" || confirmWithBody != "works") && cancelWithout == "works" && confirmWithout == "works");

        async Task<string> AnotherAsync(string decision, bool withBody)
        {
            if (await StartAsync(context, ids).ConfigureAwait(false) is not { } waiting)
                return "not known";
            string query = decision == "confirm"
                ? FormattableString.Invariant($"?actionParams[confirmedCount]={waiting.Latest!.MatchedCount}")
                : "";
            return await TryAsync(context, waiting, decision, query, withBody, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string> TryAsync(
        ProbeContext context, BatchOperation batch, string decision, string query, bool withBody, CancellationToken cancellationToken)
    {
        ProbeAnswer answer = await context.Client
            .DecideAsync(FormattableString.Invariant($"batches/{batch.Id}/actions/{decision}{query}"), withBody, cancellationToken)
            .ConfigureAwait(false);
        if (answer.IsSuccess)
            return "works";

        // Nothing is left waiting, whichever way a cancellation is taken.
        string cancel = FormattableString.Invariant($"batches/{batch.Id}/actions/cancel");
        if (!(await context.Client.DecideAsync(cancel, !withBody, cancellationToken).ConfigureAwait(false)).IsSuccess)
            await batch.CancelAsync(cancellationToken).ConfigureAwait(false);
        return $"refused with {(int)answer.Status}";
    }
}
