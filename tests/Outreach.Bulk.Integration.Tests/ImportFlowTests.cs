using System.Text;
using Outreach.Bulk.Emulator;
using Outreach.Bulk.Integration.Tests.Soak;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>Imports end to end over HTTP: generated mapping, runtime, the emulator's storage and batches.</summary>
public class ImportFlowTests
{
    private const string Rows = "companyName,crmId\r\nAcme planted-7c31,crm-1\r\n\"Widgets, Inc.\",crm-2\r\n\"Two\r\nlines\",crm-3\r\n";

    [Fact]
    public async Task Rows_of_a_file_become_accounts()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ImportOperation import = await Over(emulator).Accounts.ImportAsync(
            File(Rows),
            new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId },
            new() { DupeMethod = DupeMethod.Overwrite });
        ImportResult result = await import.WaitForCompletionAsync();

        Assert.Equal(OperationOutcome.Completed, result.EnsureAllSucceeded().Outcome);
        Assert.Equal(3, result.Import.Total);
        Assert.Equal(["Acme planted-7c31", "Two\r\nlines", "Widgets, Inc."], Names(emulator, firstId: 21).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Columns_of_a_header_file_become_fields_and_their_failed_rows_are_found()
    {
        await using OutreachEmulator emulator = await StartAsync();
        CrmAccountsCsvMapping mapping = new()
        {
            [CrmAccountsCsvHeader.CompanyName] = AccountField.Name,
            [CrmAccountsCsvHeader.CrmId] = AccountField.CustomId,
            [CrmAccountsCsvHeader.HeadCount] = AccountField.NumberOfEmployees,
        };
        CsvFile source = File("companyName,crm id,Head count\r\nAcme,k1,10\r\nWidgets,k2,many\r\n");
        ImportResult result = await (await Over(emulator).Accounts.ImportAsync(source, mapping)).WaitForCompletionAsync();

        Assert.Equal(OperationOutcome.CompletedWithFailures, result.Outcome);
        Assert.Equal("Acme", emulator.FindRecord("account", 21)!["attributes"]!["name"]!.GetValue<string>());
        Assert.Equal(10, emulator.FindRecord("account", 21)!["attributes"]!["numberOfEmployees"]!.GetValue<int>());
        Assert.Equal(3, Assert.Single((await result.ReadFailuresAsync(source, mapping)).Rows).Line);
    }

    [Fact]
    public async Task A_file_that_lacks_a_column_of_the_header_file_is_refused_before_any_request()
    {
        await using OutreachEmulator emulator = await StartAsync();
        CrmAccountsCsvMapping mapping = new()
        {
            [CrmAccountsCsvHeader.CompanyName] = AccountField.Name,
            [CrmAccountsCsvHeader.CrmId] = AccountField.CustomId,
        };
#pragma warning disable OB426 // The runtime refuses what the compiler was told to pass.
        CsvException error = await Assert.ThrowsAsync<CsvException>(() =>
            Over(emulator).Accounts.ImportAsync(File("companyName,crm id,headcount\nAcme,k1,10\n"), mapping));
#pragma warning restore OB426

        Assert.Contains(
            "'Head count' is a column of the file that the mapping was made for, and this file has no such column.", error.Message);
        Assert.Empty(emulator.Requests);
    }

    [Theory]
    [InlineData("skip", "Old name")]
    [InlineData("overwrite", "New name")]
    public async Task A_second_file_meets_the_records_of_the_first_as_the_method_says(string method, string name)
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        AccountMapping mapping = new() { ["n"] = AccountField.Name, ["k"] = AccountField.CustomId };
        await (await client.Accounts.ImportAsync(File("n,k\nOld name,k1\n"), mapping)).WaitForCompletionAsync();
        ImportOperation second = await client.Accounts.ImportAsync(
            File("n,k\nNew name,k1\nAnother,k2\n"), mapping, new() { DupeMethod = new(method) });
        ImportResult result = await second.WaitForCompletionAsync();

        Assert.Equal(2, result.Import.Total);
        Assert.Equal(1, result.Import.Dupes);
        Assert.Equal(["Another", name], Names(emulator, firstId: 21).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Failed_rows_are_told_by_the_batches_behind_the_import()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ImportOperation import = await Over(emulator).Accounts.ImportAsync(
            File("n,k,e\nGood,k1,10\nBad,k2,many\n"),
            new() { ["n"] = AccountField.Name, ["k"] = AccountField.CustomId, ["e"] = AccountField.NumberOfEmployees });
        ImportResult result = await import.WaitForCompletionAsync();

        Assert.Equal(OperationOutcome.CompletedWithFailures, result.Outcome);
        List<string?> reasons = [];
        await foreach (BatchOperation batch in import.GetBatchesAsync())
        {
            await foreach (BatchItem item in batch.GetItemsAsync(BatchItemFilter.Failed))
                reasons.Add(item.Info);
        }

        Assert.NotEmpty(Assert.Single(reasons)!);
    }

    [Fact]
    public async Task Failed_rows_are_written_mended_and_imported_again()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        AccountMapping mapping = new() { ["n"] = AccountField.Name, ["k"] = AccountField.CustomId, ["e"] = AccountField.NumberOfEmployees };
        CsvFile source = File("\uFEFFn,k,e\r\nGood,k1,10\r\n\"Bad,\r\nvery\",k2,many\r\nFine,k3,7\r\nWorse,k4,\"a \"\"lot\"\"\"\r\n");
        ImportResult result = await (await client.Accounts.ImportAsync(source, mapping)).WaitForCompletionAsync();
        FailureReport failures = await result.ReadFailuresAsync(source, mapping);

        Assert.Equal([3, 6], failures.Rows.Select(row => row.Line));
        Assert.Empty(failures.Unmatched);
        Assert.Equal((2, 0L), (failures.ItemCount, failures.MissingItems));
        using MemoryStream written = new();
        await failures.WriteCsvAsync(written);
        string failed = Encoding.UTF8.GetString(written.ToArray());
        Assert.StartsWith("\uFEFFn,k,e,outreach_error,source_line\r\n\"Bad,\r\nvery\",k2,many,", failed);

        CsvFile mended = File(failed.Replace("k2,many", "k2,20").Replace("\"a \"\"lot\"\"\"", "30"));
        ImportResult second = await (await client.Accounts.ImportAsync(mended, mapping)).WaitForCompletionAsync();
        Assert.Equal(OperationOutcome.Completed, second.Outcome);
        Assert.Equal(["Bad,\r\nvery", "Fine", "Good", "Worse"], Names(emulator, firstId: 21).Order(StringComparer.Ordinal));
        Assert.Empty((await second.ReadFailuresAsync(mended, mapping)).Rows);
    }

    [Fact]
    public async Task Failures_without_a_key_in_their_data_are_told_as_unmatched_and_written_nowhere()
    {
        await using OutreachEmulator emulator = await StartAsync(options => options.ImportItemsShowRow = false);
        AccountMapping mapping = new() { ["n"] = AccountField.Name, ["k"] = AccountField.CustomId, ["e"] = AccountField.NumberOfEmployees };
        CsvFile source = File("n,k,e\nGood,k1,10\nBad,k2,many\n");
        ImportResult result = await (await Over(emulator).Accounts.ImportAsync(source, mapping)).WaitForCompletionAsync();
        FailureReport failures = await result.ReadFailuresAsync(source, mapping);

        Assert.Empty(failures.Rows);
        Assert.Contains("no unique key", Assert.Single(failures.Unmatched).UnmatchedReason);
        Assert.Single(Assert.Single(failures.Clusters));
    }

    [Fact]
    public async Task Rows_that_repeat_a_key_are_told_before_the_import_starts()
    {
        await using OutreachEmulator emulator = await StartAsync();
        AccountMapping mapping = new() { ["n"] = AccountField.Name, ["k"] = AccountField.CustomId };
        CsvFile source = File("n,k\nOne,k1\nTwo,k2\nThree,k1\n");
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => Over(emulator).Accounts.ImportAsync(source, mapping));
        Assert.Contains("line 4, column 1: 'k' is the same as in line 2.", error.Message);
        Assert.Null(emulator.FindRecord("account", 21));

        ImportOperation import = await Over(emulator).Accounts.ImportAsync(source, mapping, new() { UniqueColumns = [] });
        Assert.Equal(1, (await import.WaitForCompletionAsync()).Import.Dupes);
    }

    [Fact]
    public async Task What_is_wrong_with_a_mapping_is_told_at_once_before_any_request()
    {
        await using OutreachEmulator emulator = await StartAsync();
#pragma warning disable OB421 // The runtime refuses what the compiler was told to pass.
        AccountMapping mapping = new() { ["company"] = AccountField.Name, ["crmId"] = AccountField.CreatedAt };
#pragma warning restore OB421
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => Over(emulator).Accounts.ImportAsync(File(Rows), mapping));

        Assert.Contains("company", error.Message);
        Assert.Contains("companyName", error.Message);
        Assert.Contains("createdAt", error.Message);
        Assert.Empty(emulator.Requests);
    }

    [Fact]
    public async Task A_validated_upload_can_be_stored_and_started_in_another_process()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        UploadedFile uploaded = await client.Imports.UploadAsync(await client.Imports.CreateUploadLinkAsync(), File(Rows));
        ValidatedUpload validated = await client.Imports.ValidateAsync(uploaded);
        ValidatedUpload stored = ValidatedUpload.FromJson(validated.ToJson());

        ImportOperation import = await Over(emulator).Accounts.ImportAsync(
            stored, new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId });
        Assert.Equal(3, (await import.WaitForCompletionAsync()).Import.Total);
        Assert.Equal(3, (await Over(emulator).Imports.Attach(import.Id).WaitForCompletionAsync()).Import.Total);
    }

    [Fact]
    public async Task Both_documented_forms_of_every_answer_are_read()
    {
        await using OutreachEmulator emulator = await StartAsync(options =>
        {
            options.CapitalUploadUrl = true;
            options.RecordCountAsText = true;
            options.HeaderValueAsObject = true;
            options.ImportKindAsType = true;
        });
        ImportOperation import = await Over(emulator).Accounts.ImportAsync(
            File(Rows), new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId });
        ImportResult result = await import.WaitForCompletionAsync();

        Assert.Equal(OperationOutcome.Completed, result.Outcome);
        Assert.Equal("ImportAccount::Csv", result.Import.ImportType);
    }

    [Fact]
    public async Task A_lost_start_is_found_by_the_name_of_its_file_and_not_started_again()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        emulator.Faults.LoseResponse(HttpMethod.Post, path => path.EndsWith("/accountsImport", StringComparison.Ordinal));
        ImportOutcomeUnknownException lost = await Assert.ThrowsAsync<ImportOutcomeUnknownException>(() => client.Accounts.ImportAsync(
            File(Rows), new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId }));
        ImportOperation? found = (await lost.FindAsync()).Operation;

        Assert.Equal(3, (await found!.WaitForCompletionAsync()).Import.Total);
        Assert.Single(emulator.Requests, request => request.PathAndQuery.Contains("accountsImport", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Cut_at_any_tenth_an_upload_is_sent_again_and_cut_at_every_try_it_starts_nothing(int cuts)
    {
        string file = "companyName,crmId\n" + string.Concat(Enumerable.Range(1, 200).Select(row => $"Acme,crm-{row}\n"));
        AccountMapping mapping = new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId };
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = InFastTime(emulator);
        for (int tenth = 0; tenth <= 10; tenth++)
        {
            emulator.Faults.Add(new() { Method = HttpMethod.Put, Times = cuts }, EmulatorFault.ResetDuringUpload(file.Length * tenth / 10));
            Task<ImportOperation> importing = client.Accounts.ImportAsync(File(file), mapping);
            if (cuts < 4)
                Assert.Equal(200, (await (await importing).WaitForCompletionAsync()).Import.Total);
            else
                await Assert.ThrowsAsync<OutreachConnectionException>(() => importing);
            Assert.Equal(0, emulator.Faults.Remaining);
        }

        Assert.Equal(cuts < 4 ? 11 : 0, emulator.PostedActions.Count);
    }

    public static TheoryData<EmulatorFault> Passing =>
    [
        EmulatorFault.RefuseUpload(503, "SlowDown"),
        EmulatorFault.RefuseUpload(503, "SlowDown", TimeSpan.FromSeconds(5)),
        EmulatorFault.RefuseUpload(500, "InternalError"),
        EmulatorFault.RefuseUpload(400, "RequestTimeout"),
        EmulatorFault.RefuseUploadEarly(afterBytes: 1_500_000, 400, "RequestTimeout"),
        EmulatorFault.RefuseUploadEarly(status: 503, code: "SlowDown"),
        EmulatorFault.HtmlPage(403),
    ];

    [Theory]
    [MemberData(nameof(Passing), DisableDiscoveryEnumeration = true)]
    public async Task A_storage_that_asks_to_be_tried_again_is_and_the_import_starts_once(EmulatorFault fault)
    {
        await using OutreachEmulator emulator = await StartAsync();
        emulator.Faults.Add(new() { Method = HttpMethod.Put, Times = 2 }, fault);
        AccountMapping mapping = new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId };
        await InFastTime(emulator).Accounts.ImportAsync(File(Large), mapping);
        Assert.Equal(0, emulator.Faults.Remaining);
        RecordedRequest[] puts = [.. emulator.Requests.Where(request => request.Method == "PUT")];
        Assert.Equal(3, puts.Length);
        Assert.Single(puts.Select(put => put.PathAndQuery).Distinct());
        Assert.Single(emulator.PostedActions);
    }

    public static TheoryData<string, EmulatorFault> Final => new()
    {
        { "AccessDenied", EmulatorFault.RefuseUploadEarly() },
        { "EntityTooLarge", EmulatorFault.RefuseUploadEarly(1_500_000, 400, "EntityTooLarge") },
        { "SignatureDoesNotMatch", EmulatorFault.RefuseUpload(403, "SignatureDoesNotMatch") },
        { "TemporaryRedirect", EmulatorFault.RedirectUpload(new("https://elsewhere.example/bucket/secret")) },
    };

    [Theory]
    [MemberData(nameof(Final), DisableDiscoveryEnumeration = true)]
    public async Task A_storage_that_refuses_a_file_for_good_is_asked_once_and_its_word_is_told(string code, EmulatorFault fault)
    {
        await using OutreachEmulator emulator = await StartAsync();
        emulator.Faults.Add(new() { Method = HttpMethod.Put }, fault);
        AccountMapping mapping = new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId };
        UploadException error = await Assert.ThrowsAsync<UploadException>(
            () => Over(emulator).Accounts.ImportAsync(File(Large), mapping));
        Assert.Equal(code, error.Code);
        Assert.Single(emulator.Requests, request => request.Method == "PUT");
        Assert.Empty(emulator.PostedActions);
        Assert.Equal(code == "TemporaryRedirect", error.Message.Contains("elsewhere.example", StringComparison.Ordinal));
        Assert.DoesNotContain("/bucket", error.Message);
    }

    [Fact]
    public async Task The_token_never_reaches_the_storage()
    {
        await using OutreachEmulator emulator = await StartAsync();
        await Over(emulator).Accounts.ImportAsync(
            File(Rows), new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId });

        RecordedRequest put = Assert.Single(emulator.Requests, request => request.Method == "PUT");
        Assert.DoesNotContain(put.Headers, header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase));
    }

    private static CsvFile File(string text) => CsvFile.From(Encoding.UTF8.GetBytes(text), "rows.csv");

    private static IEnumerable<string> Names(OutreachEmulator emulator, int firstId)
    {
        for (int id = firstId; emulator.FindRecord("account", id) is { } record; id++)
            yield return record["attributes"]!["name"]!.GetValue<string>();
    }

    private static Task<OutreachEmulator> StartAsync(Action<EmulatorOptions>? configure = null)
    {
        EmulatorOptions options = new() { Accounts = 20, Prospects = 20 };
        configure?.Invoke(options);
        return OutreachEmulator.StartAsync(options);
    }

    // More than fits into what the system holds back of a connection, in few rows.
    private static string Large { get; } =
        "companyName,crmId\n" + string.Concat(Enumerable.Range(1, 400).Select(row => $"{new string('A', 10_000)},crm-{row}\n"));

    // So that the pauses between two tries pass quickly.
    private static OutreachClient InFastTime(OutreachEmulator emulator) =>
        Client.Over(emulator.BaseAddress, emulator.AccessToken, options => options.TimeProvider = new FastTime(speed: 50));

    private static OutreachClient Over(OutreachEmulator emulator) =>
        Client.Over(emulator.BaseAddress, emulator.AccessToken, options => options.PollInterval = TimeSpan.FromMilliseconds(10));
}
