using System.Text.Json;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>The probe finds the position that each switch of the emulator was set to, and leaves nothing behind.</summary>
public sealed class ProbeTests : IDisposable
{
    private const int Account = 7;

    private readonly string _home = Directory.CreateTempSubdirectory("outreach-probe-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    public static TheoryData<string, Action<EmulatorOptions>, string, string> Positions => new()
    {
        { "lists", options => options.SortBatches = false, "batchesSort", "ignored" },
        { "lists", options => options.SortBatches = true, "batchesSort", "obeyed" },
        { "lists", options => options.BatchesFilterById = false, "batchesFilterById", "refused with 400" },
        { "lists", options => options.BatchesFilterById = true, "batchesFilterById", "obeyed" },
        { "lists", options => options.BatchContext = false, "batchesFilterByContext", "refused with 400" },
        { "modify", options => options.RunningState = "toiling", "states", "[\"finished\",\"pending\"]" },
        { "modify", options => options.EchoRequests = false, "payload", "null" },
        { "modify", options => options.ModifyBodies = ModifyBodies.AttributeMap, "modifyBody.AttributeMap", "works" },
        { "modify", options => options.ModifyBodies = ModifyBodies.FieldNameAndValue, "modifyBody.FieldNameAndValue", "works" },
        { "modify", options => options.ModifyBodies = ModifyBodies.FieldAndValue, "modifyBody.FieldAndValue", "works" },
        { "modify", _ => { }, "nullClears", "yes" },
        { "ranges", _ => { }, "idRanges", "works" },
        { "ranges", options => options.IdRangesInActions = false, "idRanges", "refused with 400" },
        { "confirmation", options => options.ConfirmationThreshold = 0, "confirmation.askedFrom", "1" },
        { "confirmation", options => options.ConfirmationThreshold = 100, "confirmation.askedFrom", "101" },
        { "confirmation", options => options.ConfirmationThreshold = 100_000, "confirmation.askedFrom", "null" },
        { "confirmation", options => options.DecisionsTakeBody = false, "decisions.confirmWithBody", "refused with 400" },
        { "uploads", options => options.CapitalUploadUrl = true, "uploadLink.shape.data.attributes.uploadURL", "text" },
    };

    [Theory]
    [MemberData(nameof(Positions))]
    public async Task It_finds_the_position_that_was_set(string probe, Action<EmulatorOptions> set, string finding, string expected)
    {
        ArgumentNullException.ThrowIfNull(set);
        await using OutreachEmulator emulator = await StartAsync(set);
        JsonElement found = await ProbeAsync(emulator, probe);
        JsonElement value = found.GetProperty("findings");
        foreach (string name in finding.Split('.'))
            value = value.GetProperty(name);
        Assert.Equal(expected, value.ValueKind is JsonValueKind.Array ? JsonSerializer.Serialize(value) : value.ValueKind == JsonValueKind.Null ? "null" : value.ToString());
    }

    [Theory]
    [CombinatorialHashes]
    public async Task It_finds_the_hash_that_validates_and_the_library_takes_it_over(UploadHash hash, HashEncoding encoding)
    {
        await using OutreachEmulator emulator = await StartAsync(options => (options.UploadHash, options.UploadHashEncoding) = (hash, encoding));
        await ProbeAsync(emulator, "uploads");
        OutreachBulkOptions options = new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) };
        options.Protocol.Load(File.ReadAllText(Path.Combine(_home, "probe.json")), "emulator-client-secret");
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(options);
        ImportCollection imports = new(connection);
        UploadedFile file = await imports.UploadAsync(await imports.CreateUploadLinkAsync(), CsvFile.From("name\nx\n"u8.ToArray(), "x.csv"));
        await imports.ValidateAsync(file);
    }

    [Fact]
    public async Task It_sets_back_what_it_changed_and_leaves_no_batch_waiting()
    {
        await using OutreachEmulator emulator = await StartAsync(_ => { });
        string before = emulator.FindRecord("account", Account)!.ToJsonString();
        JsonElement found = await ProbeAsync(emulator, null);
        Assert.True(found.GetProperty("findings").GetProperty("modifyBody").GetProperty("AttributeMap").GetString() == "works");
        Assert.Equal(Untimed(before), Untimed(emulator.FindRecord("account", Account)!.ToJsonString()));
        Assert.DoesNotContain(emulator.PostedActions, action => action.State == "confirming");
        Assert.DoesNotContain(emulator.PostedActions, action => action.Attributes.ToString().Contains("DestroyAll", StringComparison.Ordinal));
        Assert.All(emulator.PostedActions, action => Assert.NotEqual("{}", action.Filter.ToString()));
        string file = File.ReadAllText(Path.Combine(_home, "probe.json"));
        Assert.DoesNotContain(emulator.AccessToken, file);
        Assert.DoesNotContain("outreach-bulk-probe-", file);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    public async Task A_field_that_cannot_be_read_meanwhile_is_as_it_was_afterwards(int readsBefore, int batches)
    {
        await using OutreachEmulator emulator = await StartAsync(_ => { });
        string before = emulator.FindRecord("account", Account)!.ToJsonString();
        emulator.Faults.Add(
            new() { Method = HttpMethod.Get, Path = path => path.EndsWith($"accounts/{Account}", StringComparison.Ordinal), Skip = readsBefore, Times = 1 },
            EmulatorFault.Respond(403, body: """{"errors":[{"id":"forbidden","title":"Not allowed"}]}"""));
        ToolRun run = await new ToolProcess(emulator, _home).RunAsync(
            "probe", "--test-org", "Emulator", "--test-org-again", "Emulator", "--account", $"{Account}", "--yes", "--only", "modify");
        Assert.Equal(3, run.ExitCode);
        Assert.Equal(Untimed(before), Untimed(emulator.FindRecord("account", Account)!.ToJsonString()));
        Assert.InRange(emulator.PostedActions.Count, 0, batches);
    }

    [Theory]
    [InlineData()]
    [InlineData("--test-org-again", "another", "--yes")]
    [InlineData("--test-org-again", "Emulator")]
    public async Task Without_the_org_named_twice_and_consent_nothing_is_sent_that_acts(params string[] more)
    {
        await using OutreachEmulator emulator = await StartAsync(_ => { });
        ToolRun run = await new ToolProcess(emulator, _home).RunAsync(
            ["probe", "--test-org", "Emulator", "--account", "7", .. more]);
        Assert.Equal(5, run.ExitCode);
        Assert.Empty(emulator.PostedActions);
    }

    private static Task<OutreachEmulator> StartAsync(Action<EmulatorOptions> set)
    {
        EmulatorOptions options = new() { Accounts = 300, Prospects = 10 };
        set(options);
        return OutreachEmulator.StartAsync(options);
    }

    private async Task<JsonElement> ProbeAsync(OutreachEmulator emulator, string? only)
    {
        if (only == "lists")
            await TwoBatchesAsync(emulator);
        ToolProcess tool = new(emulator, _home);
        tool.Variables["OUTREACH_CLIENT_SECRET"] = "emulator-client-secret";
        ToolRun run = await tool.RunAsync(
            ["probe", "--test-org", "Emulator", "--test-org-again", "Emulator", "--account", "7", "--yes", .. only is null ? [] : new[] { "--only", only }]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return JsonElement.Parse(File.ReadAllText(Path.Combine(_home, "probe.json")));
    }

    private static async Task TwoBatchesAsync(OutreachEmulator emulator)
    {
        using OutreachBulkConnection connection = OutreachBulkConnection.Create(
            new() { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
        for (int i = 1; i <= 2; i++)
        {
            await new BatchCollection(connection).StartAsync(BulkCall.FromJson(
                $$"""
                { "bulkCall": 1, "action": {"name": "accountAddTags", "path": "batches/actions/accountAddTags", "effect": "Edit" },
                 "filter": {"id": {"anyOf": [{{i}}] } }, "attributes": {"tags": ["a"]} }
                """));
        }
    }

    private static string Untimed(string record) =>
        System.Text.RegularExpressions.Regex.Replace(record, "\"(updatedAt|touchedAt)\":\"[^\"]*\"", "");

    private sealed class CombinatorialHashesAttribute : Xunit.v3.DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
            System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
            new((IReadOnlyCollection<ITheoryDataRow>)
            [
                .. from hash in Enum.GetValues<UploadHash>()
                   from encoding in Enum.GetValues<HashEncoding>()
                   select new TheoryDataRow<UploadHash, HashEncoding>(hash, encoding),
            ]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
