using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests;

/// <summary>
/// An organisation's custom fields end to end: this project was compiled with the emulator's answers of GET /types and
/// GET /schema, and sets fields by their labels over HTTP.
/// </summary>
public class CustomFieldsFlowTests
{
    [Theory]
    [InlineData("types")]
    [InlineData("schema")]
    public async Task The_saved_answers_are_the_emulator_s(string path)
    {
        await using OutreachEmulator emulator = await StartAsync();
        using HttpClient client = new();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(emulator.BaseAddress + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", emulator.AccessToken);
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.api+json");
        using HttpResponseMessage response = await client.SendAsync(request);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(await File.ReadAllTextAsync(SavedAnswer(path))),
            JsonNode.Parse(await response.Content.ReadAsStringAsync())));
    }

    [Fact]
    public async Task Fields_are_set_by_their_labels()
    {
        await using OutreachEmulator emulator = await StartAsync();
        BatchOperation operation = await Over(emulator).Accounts.BulkModifyAsync(
            new() { Filter = new() { Id = [3] } },
            new()
            {
                RenewalDate = new DateOnly(2027, 1, 31),
                Tier = AccountTierOption.Gold,
                ContractValue = 12_500.50m,
                ReferenceCustomer = true,
                SalesRegions = [AccountSalesRegionsOption.AsiaPacific, AccountSalesRegionsOption.Europe],
                Seats = 25,
                Discount = 7.5m,
                LastAudit = new DateTime(2026, 11, 30, 17, 45, 0),
                SupportLine = "+1 555 0100",
                Portal = "https://portal.example/",
                CostCenter = Clear.Value,
            });
        (await operation.WaitForCompletionAsync()).EnsureAllSucceeded();

        Assert.Equal(
            """{"custom17":"2027-01-31","custom18":"Gold","custom19":12500.50,"custom20":true"""
            + ""","custom21":["Asia-Pacific","Europe"],"custom22":25,"custom23":7.5"""
            + ""","custom24":"2026-11-30T17:45:00","custom25":"\u002B1 555 0100","custom26":"https://portal.example/","custom27":null}""",
            JsonNode.Parse(emulator.Requests[0].Body)!["data"]!["attributes"]!.ToJsonString());
        JsonNode record = emulator.FindRecord("account", 3)!["attributes"]!;
        Assert.Equal("2027-01-31", (string?)record["custom17"]);
        Assert.Equal("Gold", (string?)record["custom18"]);
        Assert.True((bool)record["custom20"]!);
        Assert.Equal("""["Asia-Pacific","Europe"]""", record["custom21"]!.ToJsonString());
        Assert.Null(record["custom27"]);
    }

    [Fact]
    public async Task Label_and_name_in_the_API_are_one_field()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        BatchOperation second = await client.Accounts.BulkModifyAsync(
            new() { Filter = new() { Id = [3] } }, new() { Custom18 = "Silver" });
        await second.WaitForCompletionAsync();

        Assert.Equal("Silver", (string?)emulator.FindRecord("account", 3)!["attributes"]!["custom18"]);
        Assert.Equal(AccountTierOption.Silver, new AccountsBulkModifyAttributes { Custom18 = "Silver" }.Tier.Value);
        Assert.Equal("Gold", new AccountsBulkModifyAttributes { Tier = AccountTierOption.Gold }.Custom18.Value);
        Assert.True(new AccountsBulkModifyAttributes { Tier = Clear.Value }.Tier.IsCleared);
        Assert.Equal(
            [AccountSalesRegionsOption.Europe],
            new AccountsBulkModifyAttributes { SalesRegions = [AccountSalesRegionsOption.Europe] }.SalesRegions);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccountsBulkModifyAttributes { Tier = (AccountTierOption)1 });
#pragma warning disable OB315 // What the rule says will happen.
        Assert.Throws<ArgumentException>(() => new AccountsBulkModifyAttributes { SalesRegions = [] });
        Assert.Throws<ArgumentException>(() => new AccountsBulkModifyAttributes { Tier = default });
#pragma warning restore OB315
    }

    [Fact]
    public async Task An_import_maps_to_labels()
    {
        await using OutreachEmulator emulator = await StartAsync();
        ImportOperation import = await Over(emulator).Accounts.ImportAsync(
            CsvFile.From("id,renewal,tier\n3,2027-02-28,Platinum\n"u8.ToArray(), "accounts.csv"),
            new() { ["id"] = AccountField.Id, ["renewal"] = AccountField.RenewalDate, ["tier"] = AccountField.Tier },
            new() { DupeMethod = DupeMethod.Overwrite });
        (await import.WaitForCompletionAsync()).EnsureAllSucceeded();

        JsonNode record = emulator.FindRecord("account", 3)!["attributes"]!;
        Assert.Equal(("2027-02-28", "Platinum"), ((string?)record["custom17"], (string?)record["custom18"]));
    }

    [Fact]
    public async Task A_custom_object_is_modified_by_its_own_group()
    {
        await using OutreachEmulator emulator = await StartAsync();
        VehicleBulkModifyParams vehicles = new() { Filter = new() { Id = [2, 3], Active = [true, false] } };
        BatchOperation operation = await Over(emulator).Vehicle.BulkModifyAsync(
            vehicles, new() { Amount = 12, SoldOn = new DateOnly(2027, 1, 31) });
        Assert.Equal(2, (await operation.WaitForCompletionAsync()).EnsureAllSucceeded().Batch.Total);

        Assert.Contains("objectName", Uri.UnescapeDataString(emulator.Requests[0].PathAndQuery), StringComparison.Ordinal);
        JsonNode record = emulator.FindRecord("vehicle", 3)!["attributes"]!;
        Assert.Equal((12, "2027-01-31"), ((int)record["amount"]!, (string?)record["soldOn"]));
        Assert.Equal(vehicles, vehicles with { });
        Assert.EndsWith("/vehicle", $"/{new VehicleRecord { Amount = 1 }.ToUpsertRecord().Type}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_custom_object_is_deleted_by_its_own_group()
    {
        await using OutreachEmulator emulator = await StartAsync();
        BatchOperation operation = await Over(emulator).Vehicle.BulkDeleteAsync(
            new() { Filter = new() { Id = [4] }, Consent = Consent.ToDestroyExactly(1) });
        (await operation.WaitForCompletionAsync()).EnsureAllSucceeded();

        Assert.Null(emulator.FindRecord("vehicle", 4));
        Assert.NotNull(emulator.FindRecord("vehicle", 5));
    }

    [Fact]
    public async Task Records_of_a_custom_object_are_upserted_by_its_own_group()
    {
        await using OutreachEmulator emulator = await StartAsync();
        OutreachClient client = Over(emulator);
        ImportOperation import = Assert.Single(await client.Vehicle.BulkUpsertAsync(
            [new() { Id = 7, Amount = 4, City = Clear.Value }, new() { Name = "Van" }], new() { DupeMethod = DupeMethod.Overwrite }));
        Assert.Equal(2, (await import.WaitForCompletionAsync()).EnsureAllSucceeded().Import.Total);

        JsonNode record = emulator.FindRecord("vehicle", 7)!["attributes"]!;
        Assert.Equal((4, null), ((int)record["amount"]!, (string?)record["city"]));
        Assert.Equal("Van", (string?)emulator.FindRecord("vehicle", 101)!["attributes"]!["name"]);
        await Assert.ThrowsAsync<ArgumentException>(() => client.Vehicle.BulkUpsertAsync([null!], new() { DupeMethod = DupeMethod.Skip }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VehicleRecord { Id = 0 });
        Assert.NotEqual(new VehicleRecord { Id = 1, Amount = 4 }, new VehicleRecord { Id = 2, Amount = 4 });
        Assert.Equal(new VehicleRecord { Id = 1, Amount = 4 }, new VehicleRecord { Id = 1, Amount = 4 });
    }

    private static string SavedAnswer(string path, [CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(test)!, $"outreach.{path}.json");

    private static Task<OutreachEmulator> StartAsync() => OutreachEmulator.StartAsync(new() { Accounts = 20, Prospects = 20 });

    private static OutreachClient Over(OutreachEmulator emulator) => Client.Over(
        emulator.BaseAddress, emulator.AccessToken, options => options.PollInterval = TimeSpan.FromMilliseconds(10));
}
