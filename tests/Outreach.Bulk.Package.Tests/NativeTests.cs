using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Package.Tests;

[Collection(Packed.Name)]
public class NativeTests(PackageFixture packed)
{
    [Fact]
    public async Task A_native_program_publishes_without_a_warning_and_does_the_main_job()
    {
        Assert.SkipUnless(HasNativeToolchain(), "No native toolchain: publishing with PublishAot needs clang or gcc, and zlib's headers.");
        Command publish = await packed.DotnetAsync("native", new Dictionary<string, string>
        {
            ["native.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference,
                "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot>"
                    + "<TrimmerSingleWarn>false</TrimmerSingleWarn><InvariantGlobalization>true</InvariantGlobalization>"
                    + (HasProgram("clang") ? "" : "<CppCompilerAndLinker>gcc</CppCompilerAndLinker>")),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["Program.cs"] = """
                using Acme.Sales;
                using Microsoft.Extensions.DependencyInjection;
                using Outreach.Bulk;

                ServiceCollection services = new();
                services.AddOutreachBulk<OutreachClient>(options =>
                {
                    options.BaseAddress = new(args[0]);
                    options.AccessToken = (_, _) => new(args[1]);
                });
                OutreachClient outreach = services.BuildServiceProvider().GetRequiredService<OutreachClient>();
                BatchOperation edit = await outreach.Accounts.BulkModifyAsync(
                    new() { Filter = new() { Id = [1, 2, 3] }, Confirm = Confirm.Exactly(3) },
                    new() { Custom1 = "native", Tags = ["a", "b"], Industry = Clear.Value });
                BatchResult result = await edit.WaitForCompletionAsync();
                Console.WriteLine($"{result.Outcome} {result.Batch.Total}");
                ImportOperation import = await outreach.Accounts.ImportAsync(
                    [new AccountRow { CustomId = "n-1", Name = "Native", Tags = ["a"] }]);
                Console.WriteLine((await import.WaitForCompletionAsync()).Outcome);

                [OutreachCsvRow(Model = "Account")]
                internal sealed partial record AccountRow
                {
                    public required string CustomId { get; init; }

                    public string? Name { get; init; }

                    public IReadOnlyList<string>? Tags { get; init; }
                }
                """,
        }, "publish", "-c", "Release", "-o", "out");
        Assert.True(publish.ExitCode == 0, publish.Output);
        Assert.DoesNotContain("warning", publish.Output);

        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(
            new() { Accounts = 10, Prospects = 10 }, TestContext.Current.CancellationToken);
        string folder = Path.Combine(packed.FolderOf("native"), "out");
        Command run = await Command.RunAsync(
            Path.Combine(folder, "native"),
            folder,
            new Dictionary<string, string>(),
            emulator.BaseAddress.ToString(),
            emulator.AccessToken);
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Completed 3", run.Output);
        Assert.Equal("Native", emulator.FindRecord("account", 11)!["attributes"]!["name"]!.GetValue<string>());
        Assert.Equal("native", emulator.FindRecord("account", 1)!["attributes"]!["custom1"]!.GetValue<string>());
    }

    private static bool HasNativeToolchain() =>
        OperatingSystem.IsLinux()
        && (HasProgram("clang") || HasProgram("gcc"))
        && File.Exists("/usr/include/zlib.h");

    private static bool HasProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
