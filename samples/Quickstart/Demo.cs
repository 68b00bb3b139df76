using System.Text.Json.Nodes;
using Outreach.Bulk;
using Outreach.Bulk.Emulator;
using Quickstart.OutreachApi;

namespace Quickstart;

/// <summary>What the library is for, on a local emulator, in a few seconds. Every step speaks HTTP.</summary>
internal static class Demo
{
    public static async Task RunAsync(Screen screen)
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new()
        {
            ItemsPerSecond = 3_000,
            FailWhen = (action, record) => action == "prospectsAddToSequence" && HasNoAddress(record)
                ? "The prospect has no mail address."
                : null,
        });
        OutreachBulkOptions options = new()
        {
            BaseAddress = emulator.BaseAddress,
            AccessToken = (_, _) => new(emulator.AccessToken),
        };
        options.PollInterval = TimeSpan.FromMilliseconds(100);
        options.MaximumPollInterval = TimeSpan.FromMilliseconds(300);
        OutreachClient outreach = new(options);

        screen.Title($"Outreach.Bulk on an emulator with {emulator.CountRecords("account"):N0} accounts "
            + $"and {emulator.CountRecords("prospect"):N0} prospects");
        await SmallAsync(screen, outreach);
        BatchOperation large = await LargeAsync(screen, outreach);
        await OutOfBoundsAsync(screen, outreach);
        await FailuresAsync(screen, outreach);
        await LostAnswerAsync(screen, outreach, emulator);
        await ReattachAsync(screen, outreach, large.Id);
        await ImportDemo.RunAsync(screen, outreach);
    }

    private static async Task SmallAsync(Screen screen, OutreachClient outreach)
    {
        screen.Step("A small change finishes at once");
        screen.Code("Accounts.BulkModifyAsync(Id = [1, 2, 3], Industry = \"Aerospace\", Custom1 = Clear.Value)");
        BatchOperation operation = await outreach.Accounts.BulkModifyAsync(
            new() { Filter = new() { Id = [1, 2, 3] }, Confirm = Confirm.Exactly(3) },
            new() { Industry = "Aerospace", Custom1 = Clear.Value });
        BatchResult result = await operation.WaitForCompletionAsync();
        screen.Good($"{result.Outcome}: {result.Batch.Total:N0} accounts, batch {operation.Id}");
        Screen.EndStep();
    }

    private static async Task<BatchOperation> LargeAsync(Screen screen, OutreachClient outreach)
    {
        screen.Step("A large one is confirmed under a lock on its count");
        screen.Code("Prospects.AddTagsAsync(CreatedAt.AtLeast = 2024, Confirm.AtMost(10_000), Tags = [\"spring-campaign\"])");
        BatchOperation operation = await outreach.Prospects.AddTagsAsync(
            new()
            {
                Filter = new() { CreatedAt = new() { AtLeast = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero) } },
                Confirm = Confirm.AtMost(10_000),
            },
            new() { Tags = ["spring-campaign"] });
        screen.Note($"The server asked about {operation.Latest!.ConfirmCount:N0} records; "
            + "at most 10,000 is in bounds, so the batch was confirmed.");
        BatchResult result = await screen.WithBarAsync("tagging", progress => operation.WaitForCompletionAsync(progress));
        screen.Good($"{result.Outcome}: {result.Batch.Total:N0} prospects, batch {operation.Id}");
        Screen.EndStep();
        return operation;
    }

    private static async Task OutOfBoundsAsync(Screen screen, OutreachClient outreach)
    {
        screen.Step("A count out of bounds is cancelled, not run");
        screen.Code("Accounts.DestroyAllAsync(Named = false, Consent.ToDestroyAtMost(50))");
        try
        {
            await outreach.Accounts.DestroyAllAsync(
                new() { Filter = new() { Named = false }, Consent = Consent.ToDestroyAtMost(50) });
        }
        catch (BatchOutOfBoundsException refused)
        {
            screen.Warning($"{refused.Count:N0} accounts matched. {Ending(refused)}");
        }

        Screen.EndStep();
    }

    private static async Task FailuresAsync(Screen screen, OutreachClient outreach)
    {
        screen.Step("Failures are told record by record");
        screen.Code("Prospects.AddToSequenceAsync(Id = 1 to 60, SequenceId = 50, MailboxId = 6)");
        BatchOperation operation = await outreach.Prospects.AddToSequenceAsync(
            new() { Filter = new() { Id = new() { AtLeast = 1, AtMost = 60 } }, Confirm = Confirm.AtMost(60) },
            new() { SequenceId = 50, MailboxId = 6 });
        BatchResult result = await operation.WaitForCompletionAsync();
        screen.Warning($"{result.Outcome}: {result.Batch.Failures:N0} of {result.Batch.Total:N0} failed");
        List<string[]> rows = [];
        await foreach (BatchItem item in operation.GetItemsAsync(BatchItemFilter.Failed).Take(3))
            rows.Add([$"{item.Id}", item.Info ?? "", item.Data ?? ""]);
        screen.Table(["item", "why", "what was asked"], rows);
        Screen.EndStep();
    }

    private static async Task LostAnswerAsync(Screen screen, OutreachClient outreach, OutreachEmulator emulator)
    {
        screen.Step("A lost answer is not sent again: its batch is found");
        screen.Code("Accounts.AddTagsAsync(Id = [4, 5, 6], Tags = [\"lost-and-found\"])");
        emulator.Faults.LoseResponse(HttpMethod.Post, path => path.StartsWith("/batches/actions/", StringComparison.Ordinal));
        try
        {
            await outreach.Accounts.AddTagsAsync(
                new() { Filter = new() { Id = [4, 5, 6] } },
                new() { Tags = ["lost-and-found"] });
        }
        catch (BatchOutcomeUnknownException lost)
        {
            screen.Warning("The connection closed before the answer came. The batch may exist; sending again could make a second one.");
            OutcomeSearchResult<BatchOperation> search = await lost.FindAsync();
            if (search.Operation is { } operation)
            {
                BatchResult result = await operation.WaitForCompletionAsync();
                screen.Good($"Found: batch {operation.Id} echoes the request. {result.Outcome}: {result.Batch.Total:N0} accounts");
            }
        }

        Screen.EndStep();
    }

    private static async Task ReattachAsync(Screen screen, OutreachClient outreach, long id)
    {
        screen.Step("A batch is attached to again by its id, tomorrow or in another process");
        screen.Code($"Batches.Attach({id})");
        BatchResult result = await outreach.Batches.Attach(id).WaitForCompletionAsync();
        screen.Good($"{result.Outcome}: {result.Batch.Total:N0} records, created {result.Batch.CreatedAt?.UtcDateTime:HH:mm:ss}, "
            + $"finished {result.Batch.FinishedAt?.UtcDateTime:HH:mm:ss} UTC");
        Screen.EndStep();
    }

    private static string Ending(BatchOutOfBoundsException refused) => refused switch
    {
        { IsCanceled: false } => "The batch could not be cancelled.",
        { HadStarted: true } => "The batch was cancelled after it started; some may be gone.",
        _ => "The batch was cancelled before it started.",
    };

    private static bool HasNoAddress(JsonObject record) => record["attributes"]?["emails"] is not JsonArray { Count: > 0 };
}
