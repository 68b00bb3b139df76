namespace Outreach.Bulk.Package.Tests;

/// <summary>Headers of CSV files as members, and their faults.</summary>
[Collection(Packed.Name)]
public class CsvTests(PackageFixture packed)
{
    internal static readonly Consumer Columns = new("columns", new()
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
    });

    internal static readonly Consumer Faulty = new("faulty", new()
    {
        ["faulty.csproj"] = ConsumerFiles.Project(
            ConsumerFiles.PackageReference + """<OutreachCsv Include="accounts.csv" Model="Account" />"""),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["accounts.csv"] = "\uFEFFname,\"crm\nid\",name,  \n",
    });

    internal static readonly Consumer NeverClosed = Faulty.As("never-closed", new()
    {
        ["accounts.csv"] = "name,\"crmId\n",
        ["Use.cs"] = "public static class Use { public static Acme.Sales.AccountsCsvMapping? Mapping => null; }",
    });

    internal static readonly Consumer NoModel = Faulty.As("no-model", new()
    {
        ["accounts.csv"] = "name\n",
        ["faulty.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference + """<OutreachCsv Include="accounts.csv" />"""),
    });

    [Fact]
    public async Task A_column_of_a_CSV_file_is_mapped_by_name_and_a_renamed_one_fails_the_build()
    {
        await packed.SucceedsAsync(Columns);

        Consumer renamed = Columns.As(Columns.Name, new() { ["data/accounts.csv"] = "company,crm id\nAcme,1\n" });
        Command build = await packed.DotnetAsync(Columns.Name, renamed.Files, "build");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Use.cs(9,53): error CS0117: 'AccountsCsvHeader' does not contain a definition for 'CompanyName'", build.Output);
    }

    [Fact]
    public async Task A_fault_of_a_CSV_file_stands_at_its_line_and_column()
    {
        Command build = await packed.BuildAsync(Faulty);
        Assert.Contains("accounts.csv(2,5): error OB402: 'name' is the name of 2 columns.", build.Output);
        Assert.Contains("accounts.csv(2,10): error OB403: Column 4 has no name.", build.Output);

        build = await packed.BuildAsync(NeverClosed);
        Assert.Contains(
            "accounts.csv(1,6): error OB401: The header cannot be read: the quote that opens here is never closed.",
            build.Output);

        build = await packed.BuildAsync(NoModel);
        Assert.Contains(
            "accounts.csv(1,1): error OB408: No mapping was generated for this file: there is no import of the model ''. "
            + "Set Model in OutreachCsv to one that has an import: Account, Prospect.",
            build.Output);
    }
}
