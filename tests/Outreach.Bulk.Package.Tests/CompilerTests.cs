namespace Outreach.Bulk.Package.Tests;

/// <summary>The generator beside others, and in older compilers.</summary>
[Collection(Packed.Name)]
public class CompilerTests(PackageFixture packed)
{
    internal static readonly Consumer Beside = new("beside", new()
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
    })
    {
        Project = "app/app.csproj",
    };

    internal static readonly Consumer[] BesideNewer = [.. new[] { "SharpYaml", "YamlDotNet" }.Select(assembly => new Consumer(
        $"besidenewer{assembly}",
        new()
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
        })
    {
        Project = "app/app.csproj",
    })];

    internal static readonly Consumer Oldest = new("oldest", new()
    {
        ["oldest.csproj"] = ConsumerFiles.Project(
            """
            <PackageReference Include="Microsoft.CodeAnalysis.CSharp" Version="5.0.0" />
            <PackageReference Include="Outreach.Bulk" Version="$VERSION$" ExcludeAssets="analyzers;build" GeneratePathProperty="true" />
            <AssemblyMetadata Include="Package" Value="$(PkgOutreach_Bulk)" />
            """,
            "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings>"),
        ["Program.cs"] = ConsumerFiles.HostOfTheGenerator,
    });

    internal static readonly Consumer TooOld = new("tooold", new()
    {
        ["tooold.csproj"] = ConsumerFiles.Project(
            ConsumerFiles.PackageReference
            + """<PackageReference Include="Microsoft.Net.Compilers.Toolset" Version="4.14.0" PrivateAssets="all" />""",
            "<RoslynCompilerType>Custom</RoslynCompilerType>"),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
    });

    [Fact]
    public async Task A_generator_beside_ours_may_carry_an_older_version_of_the_same_assemblies() =>
        await packed.SucceedsAsync(Beside);

    [Theory]
    [InlineData("SharpYaml")]
    [InlineData("YamlDotNet")]
    public async Task A_generator_beside_ours_may_carry_a_newer_version_of_the_same_assemblies(string assembly) =>
        await packed.SucceedsAsync(BesideNewer.Single(consumer => consumer.Name == $"besidenewer{assembly}"));

    [Fact]
    public async Task The_oldest_compiler_that_is_supported_runs_the_generator()
    {
        Command run = await packed.RunAsync(Oldest);
        Assert.Contains("Roslyn 5.0.0.0, 23 files, 0 problems", run.Output);
    }

    [Fact]
    public async Task A_compiler_that_is_too_old_is_named()
    {
        Command build = await packed.BuildAsync(TooOld);
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(
            "error OB901: Outreach.Bulk needs the C# compiler of the .NET SDK 10.0.100 (Roslyn 5.0) or newer; "
            + "this project is compiled by Roslyn 4.14.",
            build.Output);
    }
}
