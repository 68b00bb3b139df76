using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>A handle that is made from a snapshot comes to the end that a server's batch of that snapshot comes to.</summary>
public class SettledOperationTests
{
    private static readonly BatchItem s_good = new() { Id = 1, State = "finished" };
    private static readonly BatchItem s_bad = new() { Id = 2, State = "error", Failed = true, Info = "locked" };

    [Theory]
    [InlineData("finished")]
    [InlineData("failed")]
    [InlineData("canceled")]
    [InlineData("confirming")]
    public async Task A_wait_ends_as_for_a_real_batch(string state)
    {
        await using ScriptedServer server = new(_ => Reply.Batch(5, state, 300));
        using Accounts accounts = new(server.BaseAddress);
        BatchOperation real = accounts.Batches.Attach(5);
        object expected = await EndAsync(real);
        Assert.Equal(expected.ToString(), (await EndAsync(BatchOperation.Create(real.Latest!))).ToString());
    }

    [Fact]
    public async Task A_wait_for_a_batch_that_has_not_ended_ends_at_its_deadline()
    {
        BatchOperation running = BatchOperation.Create(new() { Id = 5, State = OperationState.Progressing, Total = 3, Pending = 2 });
        Assert.Same(running, (await Assert.ThrowsAsync<BatchDetachedException>(() => running.WaitForCompletionAsync())).Operation);
        Assert.Equal(1, Assert.Single(await running.WatchAsync().ToListAsync()).Processed);
        await Assert.ThrowsAsync<TaskCanceledException>(() => running.WaitForCompletionAsync(cancellationToken: new(canceled: true)));
    }

    [Fact]
    public async Task Its_failed_items_are_those_of_its_report()
    {
        BatchOperation operation = BatchOperation.Create(
            new() { Id = 5, State = OperationState.Finished, Total = 2, Failures = 1 }, [s_good, s_bad]);
        BatchResult result = await operation.WaitForCompletionAsync();
        FailureReport failures = await result.ListFailuresAsync();
        Assert.Equal(OperationOutcome.CompletedWithFailures, result.Outcome);
        Assert.Equal("locked", Assert.Single(failures.Clusters).Key);
        Assert.Equal([s_good, s_bad], await operation.GetItemsAsync().ToListAsync());
    }

    [Fact]
    public async Task An_import_ends_with_its_batches_or_its_error()
    {
        BatchOperation batch = BatchOperation.Create(new() { Id = 5, State = OperationState.Finished });
        ImportOperation import = ImportOperation.Create(new() { Id = 7, State = OperationState.Finished, Total = 2 }, [batch]);
        Assert.Same(import, (await import.WaitForCompletionAsync()).Operation);
        Assert.Same(batch, Assert.Single(await import.GetBatchesAsync().ToListAsync()));
        await Assert.ThrowsAsync<ImportFailedException>(
            () => ImportOperation.Create(new() { Id = 7, State = OperationState.Failed }).WaitForCompletionAsync());
        await Assert.ThrowsAsync<ImportDetachedException>(
            () => ImportOperation.Create(new() { Id = 7, State = OperationState.Progressing }).WaitForCompletionAsync());
    }

    private static async Task<object> EndAsync(BatchOperation operation)
    {
        try
        {
            return await operation.WaitForCompletionAsync();
        }
        catch (BatchException exception)
        {
            return $"{exception.GetType()} {exception.Message} {exception.Batch}";
        }
    }
}
