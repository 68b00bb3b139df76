using System.Text.Json;
using System.Text.Json.Nodes;
using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Probing;

/// <summary>Which body of a modify works, whether null clears, and what a batch looks like on its way.</summary>
internal sealed class ModifyProbe : IProbe
{
    public string Name => "modify";

    public string Settles => "which body of a bulk modify works, whether null clears, how states are called, and what summary, items and "
        + "the echoed request look like";

    public string? Touches => "sets one field of the one account up to four times, one batch each, and then sets it back to what it was";

    public async Task RunAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        string? before = await context.ReadFieldAsync(cancellationToken).ConfigureAwait(false);
        JsonObject forms = [];
        ModifyBody? works = null;
        context.Session.Interrupts.Enter(
            ExitCode.PartlyFailed,
            $"{context.Field} of account {context.AccountId} may be changed. It was {Shown(before)}: set it back.");
        try
        {
            foreach (ModifyBody form in Enum.GetValues<ModifyBody>())
            {
                string marker = $"probe {form} {Guid.NewGuid():N}"[..40];
                string outcome = await TryAsync(context, form, context.Modify(marker), cancellationToken).ConfigureAwait(false);
                bool isSet = await context.ReadFieldAsync(cancellationToken).ConfigureAwait(false) == marker;
                forms[form.ToString()] = isSet ? "works" : outcome;
                if (isSet)
                    works ??= form;
            }

            context.Findings.Add("modifyBody", forms);
            if (works is { } chosen)
            {
                context.Findings.Choose(nameof(ProtocolOptions.ModifyBody), chosen.ToString());
                string outcome = await TryAsync(context, chosen, context.Modify(null), cancellationToken).ConfigureAwait(false);
                bool isClear = await context.ReadFieldAsync(cancellationToken).ConfigureAwait(false) is null or "";
                context.Findings.Add("nullClears", isClear ? "yes" : $"no: {outcome}");
            }
        }
        finally
        {
            await RestoreAsync(context, works, before).ConfigureAwait(false);
            context.Session.Interrupts.Enter(ExitCode.Error, "The account is as it was.");
        }
    }

    private static async Task<string> TryAsync(ProbeContext context, ModifyBody form, BulkCall call, CancellationToken cancellationToken)
    {
        using OutreachBulkConnection connection = context.Session.Connect(options => options.Protocol.ModifyBody = form);
        try
        {
            BatchOperation batch = await new BatchCollection(connection).StartAsync(call, null, CancellationToken.None)
                .ConfigureAwait(false);
            HashSet<string> states = [];
            Batch? last = null;
            await foreach (Batch seen in batch.WatchAsync(TimeSpan.FromMinutes(5), cancellationToken).ConfigureAwait(false))
            {
                states.Add(seen.State.Value);
                last = seen;
            }

            if (last is not null)
                await DescribeAsync(context, batch, last, states, cancellationToken).ConfigureAwait(false);
            return last is { Failures: > 0 } ? "its item failed" : "changed nothing";
        }
        catch (OutreachApiException refusal)
        {
            return $"refused with {(int?)refusal.Status}";
        }
        catch (BatchException failed)
        {
            return failed.GetType().Name;
        }
    }

    private static async Task DescribeAsync(
        ProbeContext context, BatchOperation batch, Batch last, HashSet<string> states, CancellationToken cancellationToken)
    {
        if (context.Findings["states"] is JsonArray known)
            states.UnionWith(known.Select(state => state!.GetValue<string>()));
        context.Findings.Add("states", new JsonArray([.. states.Order(StringComparer.Ordinal).Select(state => (JsonNode)state)]));
        context.Findings.Add("summary", Shape.Of(last.Summary));
        context.Findings.Add("payload", Shape.Of(last.Payload));
        await foreach (BatchItem item in batch.GetItemsAsync(BatchItemFilter.All, cancellationToken).ConfigureAwait(false))
        {
            JsonElement? data = null;
            try
            {
                data = item.Data is { } text ? JsonElement.Parse(text) : null;
            }
            catch (JsonException)
            {
            }

            context.Findings.Add("item", new JsonObject
            {
                ["state"] = item.State,
                ["data"] = item.Data is null ? null : data is null ? "text" : Shape.Of(data),
            });
            break;
        }
    }

    // Also where no form is known to work: one that was given up may have.
    private static async Task RestoreAsync(ProbeContext context, ModifyBody? works, string? before)
    {
        string outcome = "";
        ModifyBody[] forms = works is { } known ? [known] : Enum.GetValues<ModifyBody>();
        foreach (ModifyBody? form in forms.Select(form => (ModifyBody?)form).Append(null))
        {
            try
            {
                if ((await context.ReadFieldAsync(CancellationToken.None).ConfigureAwait(false) ?? "") == (before ?? ""))
                    return;
                if (form is { } next)
                    outcome = await TryAsync(context, next, context.Modify(before), CancellationToken.None).ConfigureAwait(false);
            }
            catch (OutreachBulkException exception)
            {
                // After the last form nothing was tried.
                if (form is not null)
                    outcome = exception.Message;
            }
        }

        throw new CliException(
            ExitCode.PartlyFailed,
            $"{context.Field} of account {context.AccountId} could not be set back: {outcome}. It was {Shown(before)}: set it by hand.");
    }

    private static string Shown(string? before) => before is null ? "clear" : $"\"{before}\"";
}
