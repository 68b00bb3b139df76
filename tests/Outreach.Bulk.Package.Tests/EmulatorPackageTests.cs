namespace Outreach.Bulk.Package.Tests;

/// <summary>The package of the emulator, used.</summary>
[Collection(Packed.Name)]
public class EmulatorPackageTests(PackageFixture packed)
{
    internal static readonly Consumer Emulated = new("emulated", new()
    {
        ["emulated.csproj"] = ConsumerFiles.Project(
            ConsumerFiles.PackageReference + """<PackageReference Include="Outreach.Bulk.Emulator" Version="$VERSION$" />""",
            "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings>"),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["Program.cs"] = """
            using Acme.Sales;
            using Outreach.Bulk;
            using Outreach.Bulk.Emulator;

            await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 20, Prospects = 20 });
            OutreachClient outreach = new(
                new OutreachBulkOptions { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
            BatchOperation operation = await outreach.Accounts.AddTagsAsync(
                new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["x"] });
            BatchResult result = await operation.WaitForCompletionAsync();
            Console.WriteLine($"{result.Outcome} {result.Batch.Total} of {emulator.CountRecords("account")}");
            """,
    });

    [Fact]
    public async Task The_emulators_package_serves_a_users_test()
    {
        Command run = await packed.RunAsync(Emulated);
        Assert.Contains("Completed 2 of 20", run.Output);
    }
}
