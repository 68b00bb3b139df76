using System.IO.Compression;
using System.Xml.Linq;

namespace Outreach.Bulk.Package.Tests;

/// <summary>The packages of jobs, packed and used.</summary>
[Collection(Packed.Name)]
public class JobsPackageTests(PackageFixture packed)
{
    internal static readonly Consumer PostgreSql = new("postgresql", new()
    {
        ["postgresql.csproj"] = """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Outreach.Bulk.Jobs.PostgreSql" Version="$VERSION$" /></ItemGroup>
            </Project>
            """,
        ["Program.cs"] = """
            using System;
            using Outreach.Bulk.Jobs;
            using Outreach.Bulk.Jobs.PostgreSql;

            using JobStore store = PostgreSqlJobStore.Create("Host=127.0.0.1;Port=1;Username=nobody;Password=secret");
            try
            {
                await store.CreateLedger("account").ReserveAsync("call", 1, default);
            }
            catch (JobStoreException exception)
            {
                Console.WriteLine($"{exception.IsTransient}: {exception.Message}");
            }
            """,
    });

    internal static readonly Consumer Hangfire = new("hangfire", new()
    {
        ["hangfire.csproj"] = """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup><PackageReference Include="Outreach.Bulk.Jobs.Hangfire" Version="$VERSION$" /></ItemGroup>
            </Project>
            """,
        ["Program.cs"] = """
            using System;
            using Microsoft.AspNetCore.Builder;
            using Microsoft.Extensions.DependencyInjection;

            WebApplicationBuilder builder = WebApplication.CreateBuilder();
            builder.Services.AddOutreachJobsOnHangfire(hangfire => hangfire.Queue = "outreach");
            try
            {
                builder.Services.AddOutreachJobsOnHangfire(hangfire => hangfire.SweepInterval = TimeSpan.FromSeconds(7));
            }
            catch (ArgumentException exception)
            {
                Console.WriteLine(exception.Message);
            }
            """,
    });

    [Fact]
    public async Task A_store_in_PostgreSQL_is_one_package_and_one_line()
    {
        using (ZipArchive package = packed.Open("Outreach.Bulk.Jobs.PostgreSql"))
        {
            string[] files = [.. package.Entries.Select(entry => entry.FullName)];
            Assert.Contains("lib/net10.0/Outreach.Bulk.Jobs.PostgreSql.dll", files);
            Assert.Contains("lib/net10.0/Outreach.Bulk.Jobs.PostgreSql.xml", files);
            Assert.Contains("README.md", files);
            await using Stream nuspec = package.GetEntry("Outreach.Bulk.Jobs.PostgreSql.nuspec")!.Open();
            XElement[] dependencies =
                [.. XDocument.Load(nuspec).Descendants().Where(element => element.Name.LocalName == "dependency")];
            Assert.Equal(
                ["Npgsql", "Outreach.Bulk.Jobs", "dbup-core", "dbup-postgresql"],
                dependencies.Select(each => each.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        }

        Command run = await packed.RunAsync(PostgreSql);
        Assert.Contains(
            "True: The job store nobody on 127.0.0.1:1, schema outreach_jobs, cannot be used", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Jobs_on_Hangfire_are_one_package_and_one_line_and_bring_no_vulnerable_Json()
    {
        using (ZipArchive package = packed.Open("Outreach.Bulk.Jobs.Hangfire"))
        {
            string[] files = [.. package.Entries.Select(entry => entry.FullName)];
            Assert.Contains("lib/net10.0/Outreach.Bulk.Jobs.Hangfire.dll", files);
            Assert.Contains("lib/net10.0/Outreach.Bulk.Jobs.Hangfire.xml", files);
            Assert.Contains("README.md", files);
            Assert.Contains("THIRD-PARTY-NOTICES.txt", files);
            await using Stream nuspec = package.GetEntry("Outreach.Bulk.Jobs.Hangfire.nuspec")!.Open();
            Dictionary<string, string> dependencies = XDocument.Load(nuspec).Descendants()
                .Where(element => element.Name.LocalName == "dependency")
                .ToDictionary(each => each.Attribute("id")!.Value, each => each.Attribute("version")!.Value);
            Assert.Equal(
                ["Hangfire.AspNetCore", "Hangfire.Core", "Newtonsoft.Json", "Outreach.Bulk.Jobs"],
                dependencies.Keys.Order(StringComparer.Ordinal));
            Assert.Equal("13.0.4", dependencies["Newtonsoft.Json"]);
        }

        Command run = await packed.RunAsync(Hangfire);
        Assert.Contains("OutreachHangfireOptions.SweepInterval is out of its range", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", run.Output, StringComparison.OrdinalIgnoreCase);
    }
}
