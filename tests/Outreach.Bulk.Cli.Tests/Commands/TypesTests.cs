using Outreach.Bulk.Cli.Output;
using Outreach.Bulk.Cli.Plans;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>What an organisation added is saved as the generator takes it, and its labels are names at the prompt.</summary>
public sealed class TypesTests : ToolTests
{
    [Fact]
    public async Task Labels_and_custom_objects_are_saved_and_used()
    {
        ToolRun saved = await ExpectAsync(ExitCode.Done, "types", "--output", "org");
        Assert.Contains("Labelled fields: 11 of account, 3 of prospect. Custom objects: vehicle.", saved.Output);
        using (HttpClient http = new())
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Emulator.BaseAddress, "types"));
            request.Headers.Authorization = new("Bearer", Emulator.AccessToken);
            request.Content = new ByteArrayContent([]) { Headers = { ContentType = new("application/vnd.api+json") } };
            using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(
                await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), File.ReadAllBytes(
                    At("org/outreach.types.json")));
        }

        Tool.Variables["OUTREACH_TYPES"] = At("org");
        await ExpectAsync(
            ExitCode.Done, "plan", "accountsBulkModify", "--where", "id=1", "--set", "Contract value=12.50",
            "--set", "tier=Gold", "--clear", "Renewal date");
        string call = PlanFile.Read(At("plan.json")).Call.GetProperty("attributes").GetRawText();
        Assert.Contains("\"custom18\": \"Gold\"", call);
        Assert.Contains("12.50", call);
        Assert.Matches("\"custom17\": \\{\\s*\"clear\"", call);
        Assert.Contains(
            "--set Contract value and --set custom19 are both custom19",
            (await ExpectAsync(
                ExitCode.Usage, "plan", "accountsBulkModify", "--where", "id=1", "--set", "Contract value=5",
                "--set", "custom19=6", "--overwrite")).Errors);

        Write("renewals.csv", "crm id,renewal", "a1,2027-01-31");
        ToolRun mapped = await ExpectAsync(
            ExitCode.Done, "import", "accountsImport", "renewals.csv", "--map", "crm id=customId",
            "--map", "renewal=Renewal date", "--check-only");
        Assert.Contains("renewal to custom17", mapped.Errors);

        Assert.Matches(@"vehicle\s+object\s+A custom object of 5 attributes", (await ExpectAsync(ExitCode.Done, "actions")).Output);
        ToolRun slip = await ExpectAsync(
            ExitCode.Usage, "plan", "customObjectBulkModify", "--parameter", "objectName=vehicle", "--where", "active=true",
            "--set", "amuont=5", "--overwrite");
        Assert.Contains("Did you mean amount?", slip.Errors);
    }

    [Fact]
    public async Task A_label_that_is_that_of_several_fields_is_refused_and_so_is_one_that_cannot_be_selected_by()
    {
        Write("types.json", """
            {"data":[{"type":"account","meta":{"validations":{
              "custom3":{"type":"string","label":"Region"},"custom9":{"type":"string","label":"region"},
              "custom4":{"type":"string","label":"Only"}}}}]}
            """);
        string[] plan = ["plan", "accountsBulkModify", "--types", "types.json"];
        ToolRun ambiguous = await ExpectAsync(ExitCode.Usage, [.. plan, "--where", "id=1", "--set", "Region=EMEA"]);
        Assert.Contains("\"Region\" is the label of custom3 and custom9. Name the field itself.", ambiguous.Errors);
        ToolRun unselectable = await ExpectAsync(ExitCode.Usage, [.. plan, "--where", "Only=x", "--set", "Only=y"]);
        Assert.Contains("\"Only\" is custom4, by which account cannot be selected", unselectable.Errors);
    }
}
