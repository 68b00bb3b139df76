using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>Rows of users' types end to end over HTTP: generated columns, the runtime's writer, the emulator's records.</summary>
public partial class RowFlowTests
{
    [Fact]
    public async Task Rows_of_a_type_become_accounts()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ImportOperation import = await Over(emulator).Accounts.ImportAsync(AccountsAsync(), new() { DupeMethod = DupeMethod.Overwrite });
        ImportResult result = await import.WaitForCompletionAsync();

        Assert.Equal(OperationOutcome.Completed, result.EnsureAllSucceeded().Outcome);
        Assert.Equal(2, result.Import.Total);
        JsonNode first = emulator.FindRecord("account", 21)!["attributes"]!;
        Assert.Equal("crm-1", (string?)first["customId"]);
        Assert.Equal("Widgets, \"Inc.\"\r\nof Århus", (string?)first["name"]);
        Assert.Equal(250, (int?)first["numberOfEmployees"]);
        Assert.Equal(0.25, (double?)first["buyerIntentScore"]);
        Assert.True((bool?)first["named"]);
        Assert.Equal(new DateTimeOffset(2020, 2, 29, 10, 30, 0, default), DateTimeOffset.Parse((string)first["foundedAt"]!));
        Assert.Equal(["emea", "two words"], first["tags"]!.AsArray().Select(tag => (string?)tag));
        Assert.Equal("17", (string?)first["custom1"]);
        Assert.Equal("Gold", (string?)first["custom18"]);
        Assert.Equal("Europe;Asia-Pacific", (string?)first["custom21"]);
        Assert.Equal("crm-2", (string?)emulator.FindRecord("account", 22)!["attributes"]!["customId"]);
    }

    [Fact]
    public async Task Rows_of_a_list_become_prospects()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ImportOperation import = await Over(emulator).Prospects.ImportAsync(
            new ProspectRow[] { new("p-1", "Ada", ["ada@example.com"], new DateOnly(1815, 12, 10)), new("p-2", "Grace", null, null) });
        await import.WaitForCompletionAsync();

        JsonNode ada = emulator.FindRecord("prospect", 21)!["attributes"]!;
        Assert.Equal("1815-12-10", (string?)ada["dateOfBirth"]);
        Assert.Equal("ada@example.com", (string?)Assert.Single(ada["emails"]!.AsArray()));
        Assert.Equal("Grace", (string?)emulator.FindRecord("prospect", 22)!["attributes"]!["firstName"]);
    }

    [Fact]
    public async Task Rows_can_be_kept_as_a_file_whose_failed_rows_are_found_again()
    {
        await using OutreachEmulator emulator = await StartAsync();
        using MemoryStream kept = new();
        await CsvRowWriter.WriteAsync(
            kept, new ProspectRow[] { new("p-1", "Ada", null, null), new("p-2", new string('x', 300), null, null) }.ToAsyncEnumerable());
        CsvFile file = CsvFile.From(kept.ToArray(), "prospects.csv");
        ProspectMapping mapping = (ProspectMapping)CsvRowWriter.MappingOf<ProspectRow>();
        ImportResult result = await (await Over(emulator).Prospects.ImportAsync(file, mapping)).WaitForCompletionAsync();
        FailureReport failures = await result.ReadFailuresAsync(file, mapping);

        Assert.Equal("p-2", Assert.Single(failures.Rows).ReadCells()[0]);
    }

    [Fact]
    public async Task Rows_that_end_with_an_exception_start_nothing()
    {
        await using OutreachEmulator emulator = await StartAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => Over(emulator).Accounts.ImportAsync(AccountsAsync(new TimeoutException())));

        Assert.Empty(emulator.Requests);
    }

    private static async IAsyncEnumerable<AccountRow> AccountsAsync(Exception? end = null)
    {
        await Task.Yield();
        yield return new()
        {
            CrmId = "crm-1",
            Name = "Widgets, \"Inc.\"\r\nof Århus",
            Employees = 250,
            Score = 0.25,
            Named = true,
            FoundedAt = new(2020, 2, 29, 12, 30, 0, TimeSpan.FromHours(2)),
            Tags = ["emea", "two words"],
            Rank = 17,
            Tier = AccountTierOption.Gold,
            SalesRegions = [AccountSalesRegionsOption.Europe, AccountSalesRegionsOption.AsiaPacific],
        };
        if (end is not null)
            throw end;
        yield return new() { CrmId = "crm-2", Name = "Acme" };
    }

    private static Task<OutreachEmulator> StartAsync() => OutreachEmulator.StartAsync(new() { Accounts = 20, Prospects = 20 });

    private static OutreachClient Over(OutreachEmulator emulator) =>
        Client.Over(emulator.BaseAddress, emulator.AccessToken, options => options.PollInterval = TimeSpan.FromMilliseconds(10));

    [OutreachCsvRow(Model = "Account")]
    private sealed partial record AccountRow
    {
        [OutreachField(AccountField.CustomId)] public required string CrmId { get; init; }

        public string? Name { get; init; }

        [OutreachField(AccountField.NumberOfEmployees)] public int? Employees { get; init; }

        [OutreachField(AccountField.BuyerIntentScore)] public double? Score { get; init; }

        public bool? Named { get; init; }

        public DateTimeOffset? FoundedAt { get; init; }

        public IReadOnlyList<string>? Tags { get; init; }

        [OutreachField(AccountField.Custom1)] public int? Rank { get; init; }

        public AccountTierOption? Tier { get; init; }

        public IReadOnlyList<AccountSalesRegionsOption>? SalesRegions { get; init; }

        [OutreachIgnore] public string Label => $"{CrmId} {Name}";
    }

    [OutreachCsvRow(Model = "Prospect")]
    private sealed partial record ProspectRow(string ExternalId, string FirstName, string[]? Emails, DateOnly? DateOfBirth);
}
