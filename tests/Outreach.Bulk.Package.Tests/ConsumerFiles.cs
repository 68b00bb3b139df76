namespace Outreach.Bulk.Package.Tests;

/// <summary>The files of users' projects.</summary>
internal static class ConsumerFiles
{
    public const string PackageReference = """<PackageReference Include="Outreach.Bulk" Version="$VERSION$" />""";

    /// <summary>The call of the README, in a class of a user with the strictest settings.</summary>
    public const string Calls = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Outreach.Bulk;

        namespace Acme.Sales;

        /// <summary>Keeps Outreach in step.</summary>
        internal static class Nightly
        {
            /// <summary>Edits, waits, and looks at what failed.</summary>
            internal static async Task<BatchOutcome> RunAsync(OutreachClient outreach, IProgress<BatchProgress> progress, CancellationToken cancellationToken)
            {
                BatchOperation edit = await outreach.Accounts.BulkModifyAsync(
                    new() { Filter = new() { Id = [1, 2, 3], Owner = new() { Id = 123 } }, Confirm = Confirm.AtMost(5_000) },
                    new() { Custom1 = "edit from bulk", NumberOfEmployees = 250, Industry = Clear.Value },
                    cancellationToken).ConfigureAwait(false);
                BatchResult result = await edit.WaitForCompletionAsync(progress, cancellationToken: cancellationToken).ConfigureAwait(false);
                await foreach (BatchItem item in edit.GetItemsAsync(BatchItemFilter.Failed, cancellationToken).ConfigureAwait(false))
                    Console.WriteLine(item.Info);
                BatchOperation again = outreach.Batches.Attach(edit.Id);
                return again.Id == edit.Id ? result.Outcome : throw new InvalidOperationException();
            }
        }
        """;

    public static string Client(string name, string space = "Acme.Sales", string accessibility = "public") => $"""
        using Outreach.Bulk;

        namespace {space};

        /// <summary>Our Outreach.</summary>
        [OutreachBulkClient]
        {accessibility} sealed partial class {name};
        """;

    public static string Project(string items, string properties = "") => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            {items}
          </ItemGroup>
        </Project>
        """;
}
