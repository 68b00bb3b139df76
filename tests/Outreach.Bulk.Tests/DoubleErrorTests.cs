using System.Net;
using System.Reflection;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests;

/// <summary>Doubles throw what the library throws, with the same words.</summary>
public class DoubleErrorTests
{
    private static readonly BatchOperation s_operation = BatchOperation.Create(new() { Id = 5 });
    private static readonly ImportOperation s_import = ImportOperation.Create(new() { Id = 7 });

    [Fact]
    public void Every_error_can_be_made()
    {
        IEnumerable<Type> errors = typeof(OutreachBulkException).Assembly.GetExportedTypes()
            .Where(type => type.IsAssignableTo(typeof(OutreachBulkException)) && !type.IsAbstract);

        // Its result throws it.
        Assert.Equal(
            [typeof(OperationIncompleteException)],
            errors.Where(type => type.GetConstructors().Length == 0
                && !type.GetMethods(BindingFlags.Public | BindingFlags.Static)
                    .Any(method => method.Name == "Create" && method.ReturnType == type)));
    }

    [Fact]
    public async Task An_error_of_a_wait_says_what_the_wait_says()
    {
        foreach ((string state, Func<BatchOperation, Batch, BatchException> create) in new (string, Func<BatchOperation, Batch, BatchException>)[]
        {
            ("confirming", ConfirmationRequiredException.Create), ("failed", BatchFailedException.Create), ("canceled", BatchCanceledException.Create),
        })
        {
            await using ScriptedServer server = new(_ => Reply.Batch(5, state, 300));
            using Accounts accounts = new(server.BaseAddress);
            BatchException thrown = await Assert.ThrowsAnyAsync<BatchException>(() => accounts.Batches.Attach(5).WaitForCompletionAsync());
            BatchException made = create(s_operation, new() { Id = 5, State = new(state), ConfirmCount = 300 });

            Assert.Equal((thrown.GetType(), thrown.Message), (made.GetType(), made.Message));
            Assert.Equal((s_operation, 300), (made.Operation, made.Batch!.MatchedCount));
        }
    }

    [Fact]
    public async Task An_error_of_a_count_out_of_bounds_says_what_that_of_a_call_says()
    {
        await using ScriptedServer server = new(
            request => Reply.Batch(5, request.Path.EndsWith("/cancel", StringComparison.Ordinal) ? "canceled" : "confirming", 300));
        using Accounts accounts = new(server.BaseAddress);
        BatchOutOfBoundsException thrown = await Assert.ThrowsAsync<BatchOutOfBoundsException>(() => accounts.ModifyAsync(
            new() { Filter = AccountFilter.Everything, Confirm = Confirm.AtMost(10) }, new() { Custom1 = "x" }));
        BatchOutOfBoundsException made = BatchOutOfBoundsException.Create(
            s_operation, new() { Id = 5, State = OperationState.Canceled, ConfirmCount = 300 });

        Assert.Equal((300, false, true), (made.Count, made.HadStarted, made.IsCanceled));
        Assert.Equal(made.Message.Replace("Batch 5", "Batch 1", StringComparison.Ordinal), BatchOutOfBoundsException.Create(300).Message);
        Assert.Equal(thrown.Message.Replace("allows at most 10", "allows another count", StringComparison.Ordinal), made.Message);
        Assert.Equal(
            "Batch 5 matched 300 records; the call allows another count. It had started, so some records may have been changed; it could "
                + "not be cancelled (pending).",
            BatchOutOfBoundsException.Create(
                s_operation, new() { Id = 5, State = OperationState.Pending, ConfirmCount = 300 }, hadStarted: true).Message);
    }

    [Fact]
    public async Task An_unknown_outcome_finds_what_it_is_given()
    {
        DateTimeOffset sentAt = new(2026, 1, 5, 8, 30, 0, TimeSpan.Zero);
        BatchOutcomeUnknownException lost = BatchOutcomeUnknownException.Create("accountAddTags", new(s_operation), sentAt);
        ImportOutcomeUnknownException lostImport = ImportOutcomeUnknownException.Create("accountsImport", "accounts-1.csv", new(s_import));

        Assert.Equal(("accountAddTags", sentAt, sentAt), (lost.Action, lost.SentFrom, lost.SentTo));
        Assert.Same(s_operation, (await lost.FindAsync()).Operation);
        Assert.True((await BatchOutcomeUnknownException.Create("accountAddTags").FindAsync()).IsNotSeen);
        Assert.True((await BatchOutcomeUnknownException.Create("accountAddTags", new(s_operation, s_operation)).FindAsync()).IsAmbiguous);
        Assert.Equal("accounts-1.csv", lostImport.FileName);
        Assert.Same(s_import, (await lostImport.FindAsync()).Operation);
    }

    [Fact]
    public void The_other_errors_carry_what_they_are_given()
    {
        OutreachConnectionException cause = new("No answer.");
        Import failed = new() { Id = 7, State = OperationState.Failed, ErrorReason = "The file is empty." };

        Assert.Same(cause, BatchDetachedException.Create(s_operation, innerException: cause).InnerException);
        Assert.Same(failed, ImportDetachedException.Create(s_import, failed).Import);
        Assert.Equal("Import 7 failed: The file is empty.", ImportFailedException.Create(s_import, failed).Message);
        Assert.Equal((5, 2), (DailyAllowanceException.Create(5, 2).Needed, DailyAllowanceException.Create(5, 2).Left));
        Assert.True(UploadException.Create(HttpStatusCode.Forbidden, "AccessDenied", isExpired: true).IsExpired);
        Assert.Equal(3, Assert.Single(CsvException.Create(
            "a.csv", new CsvProblem(CsvProblemKind.BlankRecord, "is blank") { Line = 3 }).Problems).Line);
        Assert.Equal(
            (10, 5),
            UpsertInterruptedException.Create(
                "bulkUpsert", [s_import], 10, 5, 20, ImportOutcomeUnknownException.Create("bulkUpsert", "x")) is var interrupted
                ? (interrupted.StartedRecords, interrupted.UnknownRecords)
                : default);
    }
}
