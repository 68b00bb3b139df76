using System.Net;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Soak;

/// <summary>A nightly job's call: what was refused is asked for again, what is unknown is not.</summary>
internal static class OurCaller
{
    private const int Attempts = 20;

    public static Func<OutreachEmulator, TimeProvider, Func<SoakAction, CancellationToken, Task>> With(
        OnUnknownOutcome onUnknown) => (emulator, time) =>
    {
        OutreachClient client = Client.Over(emulator.BaseAddress, emulator.AccessToken, options =>
        {
            options.TimeProvider = time;
            options.RequestTimeout = TimeSpan.FromSeconds(100);
            options.WaitDeadline = TimeSpan.FromMinutes(5);
            options.Retries = 10;
            options.PollJitter = 0.1;
        });
        return (action, cancellationToken) => CallAsync(client, action, onUnknown, cancellationToken);
    };

    private static async Task CallAsync(
        OutreachClient client, SoakAction action, OnUnknownOutcome onUnknown, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                BatchOperation operation = await client.Accounts.AddTagsAsync(
                    new() { Filter = new() { Id = Ids(action) }, Confirm = Confirm.AtMost(10), OnUnknownOutcome = onUnknown },
                    new() { Tags = [action.Tag] },
                    cancellationToken);
                BatchResult result = await operation.WaitForCompletionAsync(cancellationToken: cancellationToken);
                Tell(action, Told.Ended, result.Batch);
                return;
            }
            catch (BatchDetachedException detached)
            {
                Tell(action, Told.Detached, detached.Batch ?? detached.Operation.Latest);
                action.BatchId = detached.Operation.Id;
                return;
            }
            catch (BatchException ended)
            {
                // Cancelled by somebody, out of bounds, or not confirmed: the handle says which batch it is.
                Tell(action, ended.Batch is { IsTerminal: true } ? Told.Ended : Told.Detached, ended.Batch);
                action.BatchId = ended.Operation.Id;
                return;
            }
            catch (BatchOutcomeUnknownException)
            {
                action.Told = Told.Unknown;
                return;
            }
            catch (OutreachBulkException refused)
                when (attempt < Attempts && refused.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
            {
                // Nothing was done.
            }
            catch (OutreachBulkException)
            {
                action.Told = Told.NotDone;
                return;
            }
        }
    }

    private static FilterValue<long> Ids(SoakAction action) =>
        action.Number % 3 == 0 ? [1 + (action.Number / 2 % 900), 950, 951] : [1 + (action.Number / 2 % 900)];

    private static void Tell(SoakAction action, Told told, Batch? batch)
    {
        action.Told = told;
        action.BatchId = batch?.Id;
        action.State = batch?.State.Value;
    }
}
