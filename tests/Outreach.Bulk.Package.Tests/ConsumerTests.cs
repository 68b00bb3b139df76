using System.Text.RegularExpressions;

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
                """<PackageReference Include="Outreach.Bulk" Version="$VERSION$" />"""
                + """<OutreachCsv Include="accounts.csv" Model="Account" /><OutreachTypes Include="types.json" />"""
                + """<OutreachTypesLock Include="types.lock.json" /><OutreachSchema Include="schema.json" Objects="vehicle;ship" />""",
                Strict + "<NoWarn>$(NoWarn);CA1303</NoWarn>"),
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
                      requestBody:
                        content:
                          application/vnd.api+json:
                            schema:
                              properties: {data: {properties: {attributes: {properties: {tags: {type: array, items: {type: string}}}}}}}
                      responses: {'200': {description: OK}}
                """,
            ["Use.cs"] = """
                namespace Acme.Sales;

                public static class Use
                {
                    public static object Of(OutreachClient client) =>
                        client.Accounts.AddTagsAsync(new() { Filter = AccountFilter.Everything }, new() { Tags = ["a"] });

                    public static object Absent(OutreachClient client) => client.Prospects;
                }
                """,
        }, "build");
        Assert.Contains("CS1061", build.Output);
        Assert.Contains("'Prospects'", build.Output);
        Assert.DoesNotContain("AddTagsAsync'", build.Output);
    }

    [Theory]
    [InlineData("12")]
    [InlineData("13")]
    [InlineData("14")]
    [InlineData("preview")]
    public async Task Generated_code_is_at_home_in_every_language_version_from_12(string version) =>
        await BuildsAsync($"lang{version}", new()
        {
            ["lang.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference, $"<LangVersion>{version}</LangVersion>"),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["Nightly.cs"] = ConsumerFiles.Calls,
        });

    [Fact]
    public async Task A_generator_beside_ours_may_carry_an_older_version_of_the_same_assemblies() =>
        await BuildsAsync("beside", new()
        {
            ["gen/gen.csproj"] = """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netstandard2.0</TargetFramework>
                    <LangVersion>latest</LangVersion>
                    <EnforceExtendedAnalyzerRules>true</EnforceExtendedAnalyzerRules>
                    <NoWarn>NU1603</NoWarn>
                    <CopyLocalLockFileAssemblies>true</CopyLocalLockFileAssemblies>
                  </PropertyGroup>
                  <ItemGroup>
                    <PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="5.0.0" PrivateAssets="all" />
                    <PackageReference Include="Microsoft.OpenApi.Readers" Version="1.6.11" PrivateAssets="all" />
                  </ItemGroup>
                </Project>
                """,
            ["gen/Other.cs"] = """
                using Microsoft.CodeAnalysis;
                using Microsoft.OpenApi.Readers;

                [Generator]
                public sealed class Other : IIncrementalGenerator
                {
                    public void Initialize(IncrementalGeneratorInitializationContext context) =>
                        context.RegisterPostInitializationOutput(static output =>
                        {
                            new OpenApiStringReader().Read("openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths: {}", out _);
                            string version = typeof(OpenApiStringReader).Assembly.GetName().Version.ToString();
                            output.AddSource("Other.g.cs", $"public static class Other {{ public const string Version = \"{version}\"; }}");
                        });
                }
                """,
            ["app/app.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference + """
                    <ProjectReference Include="../gen/gen.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />
                    <Analyzer Include="$(Beside)Microsoft.OpenApi.dll;$(Beside)Microsoft.OpenApi.Readers.dll;$(Beside)SharpYaml.dll" />
                    """,
                "<Beside>$([MSBuild]::NormalizeDirectory('$(MSBuildProjectDirectory)/../gen/bin/Debug/netstandard2.0'))</Beside>"),
            ["app/Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["app/Use.cs"] = """
                public static class Use
                {
                    public static Acme.Sales.AccountFilter Filter => new() { Id = [1] };

                    // A division by zero, which does not compile, unless the other generator ran with its own version.
                    public const int Right = 1 / (Other.Version == "1.6.11.0" ? 1 : 0);
                }
                """,
        }, "build", "app/app.csproj");

    [Theory]
    [InlineData("SharpYaml")]
    [InlineData("YamlDotNet")]
    public async Task A_generator_beside_ours_may_carry_a_newer_version_of_the_same_assemblies(string assembly) =>
        await BuildsAsync($"besidenewer{assembly}", new()
        {
            ["newer/newer.csproj"] = $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>netstandard2.0</TargetFramework>
                    <AssemblyName>{assembly}</AssemblyName>
                    <Version>99.0.0</Version>
                  </PropertyGroup>
                </Project>
                """,
            ["newer/Nothing.cs"] = "public static class NothingOfWhatOursNeeds { }",
            ["app/app.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference
                + """<ProjectReference Include="../newer/newer.csproj" OutputItemType="Analyzer" ReferenceOutputAssembly="false" />"""),
            ["app/Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["app/Nightly.cs"] = ConsumerFiles.Calls,
        }, "build", "app/app.csproj");

    [Fact]
    public async Task The_oldest_compiler_that_is_supported_runs_the_generator()
    {
        Command run = await packed.DotnetAsync("oldest", new Dictionary<string, string>
        {
            ["oldest.csproj"] = ConsumerFiles.Project(
                """
                <PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="5.0.0" />
                <PackageReference Include="Outreach.Bulk" Version="$VERSION$" ExcludeAssets="analyzers;build" GeneratePathProperty="true" />
                <AssemblyMetadata Include="Package" Value="$(PkgOutreach_Bulk)" />
                """,
                "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings>"),
            ["Program.cs"] = ConsumerFiles.HostOfTheGenerator,
        }, "run");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Roslyn 5.0.0.0, 23 files, 0 problems", run.Output);
    }

    [Fact]
    public async Task A_compiler_that_is_too_old_is_named()
    {
        Command build = await packed.DotnetAsync("tooold", new Dictionary<string, string>
        {
            ["tooold.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference
                + """<PackageReference Include="Microsoft.Net.Compilers.Toolset" Version="4.14.0" PrivateAssets="all" />""",
                "<RoslynCompilerType>Custom</RoslynCompilerType>"),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        }, "build");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(
            "error OB901: Outreach.Bulk needs the C# compiler of the .NET SDK 10.0.100 (Roslyn 5.0) or newer; "
            + "this project is compiled by Roslyn 4.14.",
            build.Output);
    }

    [Fact]
    public async Task A_broken_description_is_reported_at_line_and_column_even_if_nothing_else_compiles()
    {
        Dictionary<string, string> files = new()
        {
            ["broken.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + """<OutreachBulkSpec Include="my.yml" />"""),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["my.yml"] = "openapi: 3.0.3\npaths:\n  /batches: [\n",
        };
        Command alone = await packed.DotnetAsync("broken", files, "msbuild", "-restore", "-v:m");
        Assert.Contains("my.yml(4,1): error OB101: The description cannot be read: ", alone.Output);
        Assert.Equal(["OB101"], ErrorsIn(alone));

        files["Use.cs"] = "public static class Use { public static Acme.Sales.AccountFilter Filter => new(); }";
        Command together = await packed.DotnetAsync("broken", files, "msbuild", "-restore", "-v:m");
        Assert.Contains("my.yml(4,1): error OB101: The description cannot be read: ", together.Output);
        Assert.Equal(["CS0234", "OB101"], ErrorsIn(together).Order());
    }

    [Fact]
    public async Task Each_problem_for_which_a_file_gives_nothing_is_printed_once_with_the_path_of_its_page()
    {
        Command build = await packed.DotnetAsync("fatal", new Dictionary<string, string>
        {
            ["fatal.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference
                + """<OutreachBulkOverlay Include="overlay.yml" /><OutreachCsv Include="accounts.csv" Model="Account" />"""
                + """<OutreachTypes Include="types.json" /><OutreachTypesLock Include="lock.json" />"""
                + """<OutreachSchema Include="schema.json" />"""),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["overlay.yml"] = "overlay: [\n",
            ["accounts.csv"] = "name,\"crmId\n",
            ["types.json"] = "[",
            ["lock.json"] = "[",
            ["schema.json"] = "[",
        }, "msbuild", "-restore", "-v:m");

        Assert.Equal(["OB131", "OB401", "OB501", "OB501", "OB501"], ErrorsIn(build).Order());
        Assert.All(
            Regex.Matches(build.Output, @"\((file:[^)]*/docs/rules/OB\d+\.md)\)").Select(link => new Uri(link.Groups[1].Value).LocalPath),
            page => Assert.True(File.Exists(page), page));
        Assert.Equal(5, Regex.Count(build.Output, @"\(file:"));
    }

    [Fact]
    public async Task A_warning_about_a_description_stands_at_its_line_and_can_be_switched_off()
    {
        Dictionary<string, string> files = new()
        {
            ["warned.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + """<OutreachBulkSpec Include="my.json" />"""),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["my.json"] = """
                {
                  "openapi": "3.0.3",
                  "paths": {
                    "/batches/actions/accountAddTags": { "post": { "requestBody": { "$ref": "other.json" } } }
                  }
                }
                """,
        };
        Command build = await packed.DotnetAsync("warned", files, "build");
        Assert.Contains("my.json(4,77): error OB113: The reference 'other.json' leads out of this description.", build.Output);

        files[".globalconfig"] = "is_global = true\ndotnet_diagnostic.OB113.severity = none\n";
        await BuildsAsync("warned", files);
    }

    [Fact]
    public async Task A_column_of_a_CSV_file_is_mapped_by_name_and_a_renamed_one_fails_the_build()
    {
        Dictionary<string, string> files = new()
        {
            ["columns.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference + """<OutreachCsv Include="data/accounts.csv" Model="Account" />"""),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["data/accounts.csv"] = "companyName,crm id\nAcme,1\n",
            ["Use.cs"] = """
                using Outreach.Bulk;

                namespace Acme.Sales;

                public static class Use
                {
                    public static object Of(OutreachClient client) => client.Accounts.ImportAsync(
                        CsvFile.At("accounts.csv"),
                        new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name,
                            [AccountsCsvHeader.CrmId] = AccountField.CustomId });
                }
                """,
        };
        await BuildsAsync("columns", files);

        files["data/accounts.csv"] = "company,crm id\nAcme,1\n";
        Command build = await packed.DotnetAsync("columns", files, "build");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Use.cs(9,53): error CS0117: 'AccountsCsvHeader' does not contain a definition for 'CompanyName'", build.Output);
    }

    [Fact]
    public async Task A_fault_of_a_CSV_file_stands_at_its_line_and_column()
    {
        Dictionary<string, string> files = new()
        {
            ["faulty.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference + """<OutreachCsv Include="accounts.csv" Model="Account" />"""),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["accounts.csv"] = "\uFEFFname,\"crm\nid\",name,  \n",
        };
        Command build = await packed.DotnetAsync("faulty", files, "build");
        Assert.Contains("accounts.csv(2,5): error OB402: 'name' is the name of 2 columns.", build.Output);
        Assert.Contains("accounts.csv(2,10): error OB403: Column 4 has no name.", build.Output);

        files["accounts.csv"] = "name,\"crmId\n";
        files["Use.cs"] = "public static class Use { public static Acme.Sales.AccountsCsvMapping? Mapping => null; }";
        build = await packed.DotnetAsync("faulty", files, "build");
        Assert.Contains(
            "accounts.csv(1,6): error OB401: The header cannot be read: the quote that opens here is never closed.",
            build.Output);

        files["accounts.csv"] = "name\n";
        files["faulty.csproj"] = files["faulty.csproj"].Replace(" Model=\"Account\"", "", StringComparison.Ordinal);
        build = await packed.DotnetAsync("faulty", files, "build");
        Assert.Contains(
            "accounts.csv(1,1): error OB408: No mapping was generated for this file: there is no import of the model ''. "
            + "Set Model in OutreachCsv to one that has an import: Account, Prospect.",
            build.Output);
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

                    public static object NoConsent(OutreachClient client) =>
                        client.Accounts.DestroyAllAsync(new() { Filter = new() { Id = 1 } });
                }
                """,
        }, "build");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("CS9035: Required member 'AccountsBulkModifyParams.Filter'", build.Output);
        Assert.Contains("CS9035: Required member 'DestroyingActionParams.Consent'", build.Output);
    }

    [Fact]
    public async Task A_call_that_would_hurt_is_an_error_of_the_build_and_can_be_suppressed_where_it_stands()
    {
        Dictionary<string, string> files = new()
        {
            ["hurting.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["Use.cs"] = """
                namespace Acme.Sales;

                public static class Use
                {
                    public static object Destroy(OutreachClient client) => client.Accounts.DestroyAllAsync(new()
                    {
                        Filter = AccountFilter.Everything,
                        Consent = Outreach.Bulk.Consent.ToDestroyAtMost(500),
                        SkipConfirmation = true,
                    });
                }
                """,
        };
        Command build = await packed.DotnetAsync("hurting", files, "build");
        Assert.Contains(
            "Use.cs(7,18): error OB303: 'AccountFilter.Everything' selects every record that the caller can reach", build.Output);
        Assert.Contains("Use.cs(9,9): error OB304: SkipConfirmation is refused for an action that destroys data", build.Output);

        files["Use.cs"] = $"#pragma warning disable OB303, OB304\n{files["Use.cs"]}";
        await BuildsAsync("hurting", files);
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
                OutreachClient outreach = new(
                    new OutreachBulkOptions { BaseAddress = emulator.BaseAddress, AccessToken = (_, _) => new(emulator.AccessToken) });
                BatchOperation operation = await outreach.Accounts.AddTagsAsync(
                    new() { Filter = new() { Id = [1, 2] } }, new() { Tags = ["x"] });
                BatchResult result = await operation.WaitForCompletionAsync();
                Console.WriteLine($"{result.Outcome} {result.Batch.Total} of {emulator.CountRecords("account")}");
                """,
        }, "run");
        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("Completed 2 of 20", run.Output);
    }

    [Fact]
    public async Task An_overlay_of_the_project_makes_an_unseen_model_typed_and_tells_what_it_does_not_match()
    {
        Dictionary<string, string> files = new()
        {
            ["overlaid.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference + """<OutreachBulkSpec Include="my.yml" /><OutreachBulkOverlay Include="overlay.yml" />""",
                "<WarningsNotAsErrors>OB119;OB132</WarningsNotAsErrors>"),
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["my.yml"] = """
                openapi: 3.0.3
                info: {title: Mine, version: 1.0.0}
                paths:
                  /batches/actions/opportunitiesBulkModify:
                    post:
                      requestBody: {content: {application/vnd.api+json: {schema: {properties: {data: {properties: {attributes: {x-outreach-fields-of: opportunity}}}}}}}}
                      responses: {'200': {description: OK}}
                components:
                  schemas:
                    opportunity: {properties: {amount: {type: number, x-outreach-filterable: true}}}
                """,
            ["overlay.yml"] = """
                overlay: 1.0.0
                info: {title: Ours, version: 1.0.0}
                actions:
                  - target: $
                    description: The schema is called opportunity.
                    update: {x-outreach-models: {opportunity: {prefixes: [opportunities], group: Opportunities}}}
                  - target: $.paths['/batches/actions/opportunitiesArchive'].post
                    description: It was announced.
                    update: {x-outreach-effect: destroy}
                """,
            ["Use.cs"] = """
                namespace Acme.Sales;

                public static class Use
                {
                    public static object Of(OutreachClient client) => client.Opportunities.BulkModifyAsync(
                        new() { Filter = new() { Amount = new() { AtLeast = 1 } } }, new() { Amount = 2 });
                }
                """,
            [".editorconfig"] = "[*.cs]\ndotnet_diagnostic.OB119.severity = warning\n",
        };

        Command build = await packed.DotnetAsync("overlaid", files, "build");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Contains(
            "overlay.yml(7,13): warning OB132: The entry '$.paths['/batches/actions/opportunitiesArchive'].post' matches nothing",
            build.Output);
        Assert.Matches(@"Use\.cs\(5,76\): warning OB119: 'opportunitiesBulkModify' is described at .*my\.yml\(4,3\)", build.Output);
        Assert.Matches(@"Use\.cs\(6,78\): warning OB119: 'opportunity\.amount' is described at .*my\.yml\(10,32\)", build.Output);
    }

    private static IEnumerable<string> ErrorsIn(Command build) =>
        Regex.Matches(build.Output, @": error (\w+):").Select(error => error.Groups[1].Value);

    private async Task BuildsAsync(string name, Dictionary<string, string> files, params string[] arguments)
    {
        Command build = await packed.DotnetAsync(name, files, arguments.Length == 0 ? ["build"] : arguments);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.DoesNotContain(": warning ", build.Output);
    }
}
