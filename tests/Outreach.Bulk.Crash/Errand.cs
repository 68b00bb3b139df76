namespace Outreach.Bulk.Crash;

/// <summary>What the program is for.</summary>
public enum ErrandKind
{
    /// <summary>A bulk action on three accounts, which is confirmed, waited for, and whose items are read.</summary>
    Batch,

    /// <summary>A bulk action that matches more than the program allows, so that it is cancelled.</summary>
    TooLarge,

    /// <summary>An import of two rows.</summary>
    Import,
}

/// <summary>One errand, known by its mark: done once, however often the program is killed and started anew.</summary>
internal sealed class Errand(ErrandKind kind, string mark, Access access, IOperationJournal journal, Killer killer)
{
    private const long MostRecords = 3;
    private const int Looks = 2;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Finishes what is open, and begins only when nothing was begun.</summary>
    /// <returns>What became of it: a state, or <c>unknown</c>.</returns>
    public async Task<string> RunAsync()
    {
        RecoveredOperation? open = (await access.Connection.RecoverAsync()).SingleOrDefault();
        if (open is not null)
            return await FinishAsync(open);
        return await LastEndAsync() ?? await BeginAsync();
    }

    private async Task<string> BeginAsync()
    {
        try
        {
            if (kind == ErrandKind.Import)
                return await FollowAsync(await ImportAsync());
            return await FollowAsync(await access.Client.Accounts.AddTagsAsync(
                new()
                {
                    Filter = kind == ErrandKind.Batch ? new() { Id = [1, 2, 3] } : AccountFilter.Everything,
                    Confirm = Confirm.AtMost(MostRecords),
                },
                new() { Tags = [mark] }));
        }
        catch (BatchOutOfBoundsException refused)
        {
            return refused.Batch!.State.Value;
        }
    }

    private Task<ImportOperation> ImportAsync() => access.Client.Accounts.ImportAsync(
        CsvFile.From("n,k\nOne,1\nTwo,2\n"u8.ToArray(), $"{mark}.csv"),
        new() { ["n"] = AccountField.Name, ["k"] = AccountField.CustomId },
        new() { DupeMethod = DupeMethod.Overwrite },
        new KillingProgress(killer));

    private static async Task<string> FinishAsync(RecoveredOperation open)
    {
        if (open.Batch is { } batch)
            return await FollowAsync(batch);
        if (open.Import is { } import)
            return await FollowAsync(import);
        for (int look = 1; look <= Looks; look++)
        {
            if (open.UnknownBatch is { } lost && (await lost.FindAsync()).Operation is { } found)
                return await FollowAsync(found);
            if (open.UnknownImport is { } lostImport && (await lostImport.FindAsync()).Operation is { } foundImport)
                return await FollowAsync(foundImport);
            await Task.Delay(s_pause);
        }

        return "unknown";
    }

    // A batch that was attached to knows no policy, so the program decides as it would have had it decided.
    private static async Task<string> FollowAsync(BatchOperation batch)
    {
        // The wait may see the end at once; two looks make a later one, however slow the machine.
        await batch.RefreshAsync();
        await batch.RefreshAsync();
        try
        {
            return await ReadAsync(await batch.WaitForCompletionAsync());
        }
        catch (ConfirmationRequiredException) when (batch.Latest!.MatchedCount <= MostRecords)
        {
            await batch.ConfirmAsync();
            return await ReadAsync(await batch.WaitForCompletionAsync());
        }
        catch (ConfirmationRequiredException)
        {
            return (await batch.CancelAsync()).State.Value;
        }
        catch (BatchCanceledException canceled)
        {
            return canceled.Batch!.State.Value;
        }
    }

    private static async Task<string> ReadAsync(BatchResult result)
    {
        await foreach (BatchItem _ in result.Operation.GetItemsAsync())
        {
        }

        return result.Batch.State.Value;
    }

    private static async Task<string> FollowAsync(ImportOperation import)
    {
        await import.RefreshAsync();
        await import.RefreshAsync();
        return (await import.WaitForCompletionAsync()).Import.State.Value;
    }

    private async Task<string?> LastEndAsync()
    {
        JournalEntry? end = null;
        await foreach (JournalEntry entry in journal.ReadAsync(default))
        {
            if (entry.Event == JournalEvent.Ended)
                end = entry;
        }

        return end?.State;
    }

    private sealed class KillingProgress(Killer killer) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            if (value.Phase == ImportPhase.Uploading)
                killer.Pass(nameof(FaultPoint.DuringUpload));
            if (value.Phase == ImportPhase.Validating)
                killer.Pass(nameof(FaultPoint.AfterUpload));
        }
    }
}
