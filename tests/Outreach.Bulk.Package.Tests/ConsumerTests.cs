namespace Outreach.Bulk.Package.Tests;

/// <summary>What a user's project gets from the packed package.</summary>
[Collection(Packed.Name)]
public class ConsumerTests(PackageFixture packed)
{
    private const string Strict = """
        <ImplicitUsings>disable</ImplicitUsings>
        <GenerateDocumentationFile>true</GenerateDocumentationFile>
        <AnalysisLevel>latest-all</AnalysisLevel>
        <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
        <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
        <CompilerGeneratedFilesOutputPath>generated</CompilerGeneratedFilesOutputPath>
        """;

    [Fact]
    public async Task The_default_description_builds_without_a_warning_under_the_strictest_settings()
    {
        await BuildsAsync("strict", new()
        {
            // CA1303 and CA2007 are about the sample's own line; CA1812 knows no class that others call.
            ["strict.csproj"] = ConsumerFiles.Project(
                """<PackageReference Include="Outreach.Bulk" Version="$VERSION$" /><Compile Remove="generated/**" />""",
                Strict + "<NoWarn>$(NoWarn);CA1303</NoWarn>"),
            ["OutreachClient.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["Nightly.cs"] = ConsumerFiles.Calls,
        });
        string[] generated = Directory.GetFiles(Path.Combine(packed.FolderOf("strict"), "generated"), "*.g.cs", SearchOption.AllDirectories);
        Assert.Contains(generated, file => Path.GetFileName(file) == "Accounts.BulkModify.g.cs");
        Assert.InRange(generated.Length, 25, 60);
    }

    [Fact]
    public async Task Two_clients_one_internal_and_one_called_Outreach_live_in_one_project() =>
        await BuildsAsync("two", new()
        {
            ["two.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference),
            ["A.cs"] = ConsumerFiles.Client("Outreach", "Acme"),
            ["B.cs"] = ConsumerFiles.Client("InternalClient", "Acme.Inside", "internal"),
            ["C.cs"] = ConsumerFiles.Client("Second", "Acme", "internal"),
            ["Use.cs"] = """
                namespace Acme;

                public static class Use
                {
                    public static AccountsActions Of(Outreach outreach) => outreach.Accounts;

                    internal static Inside.AccountsActions Of(Inside.InternalClient client) => client.Accounts;

                    internal static AccountsActions Of(Second second) => second.Accounts;
                }
                """,
        });

    [Fact]
    public async Task A_project_that_references_one_that_uses_the_package_gets_the_runtime_and_no_second_set_of_types() =>
        await BuildsAsync("chain", new()
        {
            ["lib/lib.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference),
            ["lib/Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["plain/plain.csproj"] = ConsumerFiles.Project("""<ProjectReference Include="../lib/lib.csproj" />"""),
            ["plain/Use.cs"] = """
                using Acme.Sales;
                using Outreach.Bulk;

                public static class Use
                {
                    public static BatchOperation Of(OutreachClient client) => client.Batches.Attach(1);

                    public static AccountFilter Filter => new() { Id = [1] };
                }
                """,
            ["both/both.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + """<ProjectReference Include="../plain/plain.csproj" />"""),
            ["both/Client.cs"] = ConsumerFiles.Client("OwnClient", "Acme.Own"),
            ["both/Use.cs"] = """
                public static class Both
                {
                    public static Acme.Own.AccountFilter Own => new() { Id = [1] };

                    public static Acme.Sales.AccountFilter Theirs => Use.Filter;
                }
                """,
        }, "build", "both/both.csproj");

    [Fact]
    public async Task A_description_of_the_project_switches_the_default_off()
    {
        Command build = await packed.DotnetAsync("own", new Dictionary<string, string>
        {
            ["own.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + """<OutreachBulkSpec Include="my.yml" />"""),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["my.yml"] = """
                openapi: 3.0.3
                info: {title: Mine, version: 1.0.0}
                paths:
                  /batches/actions/accountsAddTags:
                    post:
                      summary: Adds tags.
                      requestBody: {content: {application/vnd.api+json: {schema: {properties: {data: {properties: {attributes: {properties: {tags: {type: array, items: {type: string}}}}}}}}}}}
                      responses: {'200': {description: OK}}
                """,
            ["Use.cs"] = """
                namespace Acme.Sales;

                public static class Use
                {
                    public static object Of(OutreachClient client) => client.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = ["a"] });

                    public static object Absent(OutreachClient client) => client.Prospects;
                }
                """,
        }, "build");
        Assert.Contains("CS1061", build.Output);
        Assert.Contains("'Prospects'", build.Output);
        Assert.DoesNotContain("AddTagsAsync'", build.Output);
    }

    [Fact]
    public async Task A_call_without_a_filter_or_a_consent_does_not_compile()
    {
        Command build = await packed.DotnetAsync("unsafe", new Dictionary<string, string>
        {
            ["unsafe.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["Use.cs"] = """
                namespace Acme.Sales;

                public static class Use
                {
                    public static object NoFilter(OutreachClient client) => client.Accounts.BulkModifyAsync(new(), new() { Custom1 = "x" });

                    public static object NoConsent(OutreachClient client) => client.Accounts.DestroyAllAsync(new() { Filter = new() { Id = 1 } });
                }
                """,
        }, "build");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("CS9035: Required member 'AccountsBulkModifyParams.Filter'", build.Output);
        Assert.Contains("CS9035: Required member 'DestroyingActionParams.Consent'", build.Output);
    }

    [Fact]
    public async Task Central_package_management_with_transitive_pinning_is_at_home() =>
        await BuildsAsync("central", new()
        {
            ["Directory.Packages.props"] = """
                <Project>
                  <PropertyGroup>
                    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                    <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
                  </PropertyGroup>
                  <ItemGroup><PackageVersion Include="Outreach.Bulk" Version="$VERSION$" /></ItemGroup>
                </Project>
                """,
            ["central.csproj"] = ConsumerFiles.Project("""<PackageReference Include="Outreach.Bulk" />"""),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        });

    [Fact]
    public async Task The_emulators_package_serves_a_users_test()
    {
        Command run = await packed.DotnetAsync("emulated", new Dictionary<string, string>
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
                OutreachClient outreach = new(new OutreachBulkOptions { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
                BatchOperation operation = await outreach.Accounts.AddTagsAsync(new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["x"] });
                BatchResult result = await operation.WaitForCompletionAsync();
                Console.WriteLine($"{result.Outcome} {result.Batch.Total} of {emulator.CountRecords("account")}");
                """,
        }, "run");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Completed 2 of 20", run.Output);
    }

    private async Task BuildsAsync(string name, Dictionary<string, string> files, params string[] arguments)
    {
        Command build = await packed.DotnetAsync(name, files, arguments.Length == 0 ? ["build"] : arguments);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.DoesNotContain(": warning ", build.Output);
    }
}
