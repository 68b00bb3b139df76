using System.Text;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Storage;

/// <summary>Whole imports whose files the emulator has sent to an S3 server and reads back from there.</summary>
public class S3ImportTests
{
    private const string Rows = "companyName,crmId\nAcme,s3-1\n\"Smith, \"\"J\"\"\n& Co\",s3-2\n";

    [Fact]
    public async Task An_import_goes_through_the_store_to_the_records()
    {
        S3Server storage = S3Server.OrSkip();
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(
            new() { Accounts = 3, Prospects = 0, S3 = storage.Storage });
        OutreachClient client = Client.Over(emulator.BaseAddress, emulator.AccessToken);
        ImportOperation import = await client.Accounts.ImportAsync(
            CsvFile.From(Encoding.UTF8.GetBytes(Rows), "rows.csv"),
            new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId },
            new() { DupeMethod = DupeMethod.Overwrite });
        ImportResult result = await import.WaitForCompletionAsync();
        Assert.Equal((OperationOutcome.Completed, 2), (result.Outcome, result.Import.Total));
        Assert.Equal("Smith, \"J\"\n& Co", (string?)emulator.FindRecord("account", 5)!["attributes"]!["name"]);
        Assert.DoesNotContain(emulator.Requests, request => request.Method == "PUT");
    }
}
