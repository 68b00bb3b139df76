using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>What a callback of the application throws is the application's to catch, at once, whatever was under way.</summary>
public class CallbackTests
{
    public static TheoryData<ImportPhase, Exception> Failures()
    {
        TheoryData<ImportPhase, Exception> data = [];
        foreach (ImportPhase phase in Enum.GetValues<ImportPhase>())
        {
            data.Add(phase, new InvalidOperationException("mine"));
            data.Add(phase, new IOException("mine"));
            data.Add(phase, new HttpRequestException("mine"));
            data.Add(phase, new OperationCanceledException("mine"));
            data.Add(phase, new OutreachConnectionException("mine"));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_progress_that_throws_ends_an_import_at_once_in_every_phase(ImportPhase phase, Exception mine)
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        int told = 0;
        Listener listener = new(progress =>
        {
            if (progress.Phase != phase)
                return;
            told++;
            throw mine;
        });
        Exception caught = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            ImportOperation import = await accounts.ImportAsync(ImportTests.File, ImportTests.Mapping, progress: listener);
            await import.WaitForCompletionAsync(listener);
        });
        Assert.Same(mine, caught);
        Assert.Equal(1, told);
        Assert.InRange(server.Puts.Count, 0, 1);
        Assert.Equal(phase == ImportPhase.Importing ? 1 : 0, server.Starts.Count);
    }

    [Fact]
    public async Task A_progress_that_throws_while_rows_are_written_ends_their_import_at_once()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        InvalidOperationException mine = new("mine");
        Assert.Same(mine, await Assert.ThrowsAsync<InvalidOperationException>(() => accounts.ImportRowsAsync<AccountRow>(
            Rows(), progress: new Listener(_ => throw mine))));
        Assert.Empty(server.Http.Received);

        static async IAsyncEnumerable<AccountRow> Rows()
        {
            await Task.Yield();
            yield return new AccountRow("Acme", "1");
        }
    }

    [Fact]
    public async Task A_progress_that_throws_ends_the_wait_for_a_batch_at_once()
    {
        await using ScriptedServer server = new(_ => Reply.Batch(1, "running", total: 5, pending: 3));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        OutreachConnectionException mine = new("mine");
        int told = 0;
        Assert.Same(mine, await Assert.ThrowsAsync<OutreachConnectionException>(
            () => accounts.Batches.Attach(1).WaitForCompletionAsync(new BatchListener(_ =>
            {
                told++;
                throw mine;
            }))));
        Assert.Equal(1, told);
    }

    [Theory]
    [InlineData("/generateUploadLink")]
    [InlineData("/validateUpload")]
    [InlineData("/accountsImport")]
    public async Task A_token_source_that_throws_is_the_cause_in_every_step_and_nothing_is_started(string step)
    {
        await using ImportServer server = new();
        InvalidOperationException mine = new("mine");
        int requests = step switch { "/generateUploadLink" => 0, "/validateUpload" => 1, _ => 2 };
        int asked = 0;
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options =>
        {
            options.Retries = 0;
            options.AccessToken = (_, _) => asked++ < requests ? new("t") : throw mine;
        });
        OutreachConnectionException error = await Assert.ThrowsAsync<OutreachConnectionException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping));
        Assert.Same(mine, error.InnerException);
        Assert.EndsWith(step, error.Request);
        Assert.Empty(server.Starts);
        Assert.Equal(requests + 1, asked);
    }

    [Fact]
    public async Task A_condition_that_throws_is_the_cause_of_a_cancellation()
    {
        await using ScriptedServer server = new(request =>
            Reply.Batch(9, request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? "canceled" : "confirming", 1));
        using Accounts accounts = new(server.BaseAddress, new VirtualTime());
        OutreachConnectionException mine = new("mine");
        BatchOutOfBoundsException error = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.When(_ => throw mine) }, new() { Industry = "x" }));
        Assert.Same(mine, error.InnerException);
        Assert.True(error.IsCanceled);
    }

    [Fact]
    public async Task A_handler_factory_that_throws_ends_an_upload_at_once()
    {
        await using ImportServer server = new();
        InvalidOperationException mine = new("mine");
        int asked = 0;
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime(), options => options.UploadHandler = () =>
        {
            asked++;
            throw mine;
        });
        Assert.Same(mine, await Assert.ThrowsAsync<InvalidOperationException>(
            () => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping)));
        Assert.Equal(1, asked);
    }

    private sealed class Listener(Action<ImportProgress> listen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => listen(value);
    }

    private sealed class BatchListener(Action<Batch> listen) : IProgress<Batch>
    {
        public void Report(Batch value) => listen(value);
    }
}
