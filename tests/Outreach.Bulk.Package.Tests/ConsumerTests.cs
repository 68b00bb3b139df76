namespace Outreach.Bulk.Package.Tests;

/// <summary>What a user's project gets from the packed package.</summary>
[Collection(Packed.Name)]
public class ConsumerTests(PackageFixture packed)
{
    private const string StrictSettings = """
        <ImplicitUsings>disable</ImplicitUsings>
        <GenerateDocumentationFile>true</GenerateDocumentationFile>
        <AnalysisLevel>latest-all</AnalysisLevel>
        <EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild>
        <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
        <CompilerGeneratedFilesOutputPath>generated</CompilerGeneratedFilesOutputPath>
        """;

    internal static readonly Consumer Strict = new("strict", new()
    {
        // CA1303 and CA2007 are about the sample's own line; CA1812 knows no class that others call.
        ["strict.csproj"] = ConsumerFiles.Project(
            """<PackageReference Include="Outreach.Bulk" Version="$VERSION$" />"""
            + """<OutreachCsv Include="accounts.csv" Model="Account" /><OutreachTypes Include="types.json" />"""
            + """<OutreachTypesLock Include="types.lock.json" /><OutreachSchema Include="schema.json" Objects="vehicle;ship" />""",
            StrictSettings + "<NoWarn>$(NoWarn);CA1303</NoWarn>"),
        ["OutreachClient.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["Nightly.cs"] = ConsumerFiles.Calls,
        ["accounts.csv"] = "companyName,crmId\n",
        ["types.json"] = ConsumerFiles.Types,
        ["types.lock.json"] = ConsumerFiles.Types,
        ["schema.json"] = """{ "definitions": { "vehicle": { "properties": { "color": { "type": "string" } } },"""
            + """ "ship": { "properties": { "name": { "type": "string" } } } } }""",
        ["CustomFields.cs"] = """
            namespace Acme.Sales;

            /// <summary>Calls with names that the saved answers give.</summary>
            public static class CustomFields
            {
                /// <summary>Fields by their labels.</summary>
                public static AccountsBulkModifyAttributes Labels =>
                    new() { RenewalDate = new System.DateOnly(2027, 1, 31), Tier = AccountTierOption.Gold };

                /// <summary>A custom object's custom field.</summary>
                public static VehicleRecord Vehicle => new() { Color = "red" };

                /// <summary>Another's.</summary>
                public static ShipRecord Ship => new() { Name = "Mary" };
            }
            """,
    });

    internal static readonly Consumer Two = new("two", new()
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

    internal static readonly Consumer Chain = new("chain", new()
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
        ["both/both.csproj"] = ConsumerFiles.Project(
            ConsumerFiles.PackageReference + """<ProjectReference Include="../plain/plain.csproj" />"""),
        ["both/Client.cs"] = ConsumerFiles.Client("OwnClient", "Acme.Own"),
        ["both/Use.cs"] = """
            public static class Both
            {
                public static Acme.Own.AccountFilter Own => new() { Id = [1] };

                public static Acme.Sales.AccountFilter Theirs => Use.Filter;
            }
            """,
    })
    {
        Project = "both/both.csproj",
    };

    internal static readonly Consumer[] Languages = [.. new[] { "12", "13", "14", "preview" }.Select(version => new Consumer(
        $"lang{version}",
        new()
        {
            ["lang.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference, $"<LangVersion>{version}</LangVersion>"),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["Nightly.cs"] = ConsumerFiles.Calls,
        }))];

    internal static readonly Consumer Central = new("central", new()
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
    public async Task The_default_description_builds_without_a_warning_under_the_strictest_settings()
    {
        await packed.SucceedsAsync(Strict);
        string[] generated = Directory.GetFiles(
            Path.Combine(packed.FolderOf("strict"), "generated"), "*.g.cs", SearchOption.AllDirectories);
        Assert.Contains(generated, file => Path.GetFileName(file) == "Accounts.BulkModify.g.cs");
        Assert.InRange(generated.Length, 25, 80);

        // The next build would compile them once more, beside what it generates.
        Command items = await packed.DotnetAsync("strict", new Dictionary<string, string>(), "msbuild", "-getItem:Compile");
        Assert.Contains("Nightly.cs", items.Output);
        Assert.DoesNotContain(".g.cs", items.Output);
    }

    [Fact]
    public async Task Two_clients_one_internal_and_one_called_Outreach_live_in_one_project() =>
        await packed.SucceedsAsync(Two);

    [Fact]
    public async Task A_project_that_references_one_that_uses_the_package_gets_the_runtime_and_no_second_set_of_types() =>
        await packed.SucceedsAsync(Chain);

    [Theory]
    [InlineData("12")]
    [InlineData("13")]
    [InlineData("14")]
    [InlineData("preview")]
    public async Task Generated_code_is_at_home_in_every_language_version_from_12(string version) =>
        await packed.SucceedsAsync(Languages.Single(consumer => consumer.Name == $"lang{version}"));

    [Fact]
    public async Task Central_package_management_with_transitive_pinning_is_at_home() =>
        await packed.SucceedsAsync(Central);
}
