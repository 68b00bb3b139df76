using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Outreach.Bulk.Generator.Usage.Mappings;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What the mapping of a CSV file, keyed by its enum, is told.</summary>
public class FileMappingRuleTests
{
    [Fact]
    public Task A_read_only_field_is_an_error() => UserCode.Reports<ReadOnlyMappingAnalyzer>(
        """
        AccountsCsvMapping mapping = new()
        {
            [AccountsCsvHeader.CompanyName] = AccountField.Name,
            [AccountsCsvHeader.CrmId] = {|OB421:AccountField.CreatedAt|}
        };
        mapping[AccountsCsvHeader.CrmId] = {|OB421:AccountField.UpdatedAt|};
        mapping[AccountsCsvHeader.CrmId] = AccountField.Id;
        Use(new Dictionary<AccountsCsvHeader, AccountField> { [AccountsCsvHeader.CrmId] = AccountField.CreatedAt });
        """);

    [Fact]
    public Task A_field_of_two_columns_is_an_error() => UserCode.Reports<RepeatedFieldAnalyzer>(
        """
        Use(
            new AccountsCsvMapping
            {
                [AccountsCsvHeader.CompanyName] = AccountField.Name,
                {|OB422:[AccountsCsvHeader.CrmId] = AccountField.Name|}
            });

        AccountsCsvHeader column = given.Length > 5 ? AccountsCsvHeader.CompanyName : AccountsCsvHeader.CrmId;
        Use(
            new AccountsCsvMapping
            {
                [AccountsCsvHeader.CompanyName] = AccountField.Name,
                [AccountsCsvHeader.CrmId] = AccountField.CustomId
            });
        Use(
            new AccountsCsvMapping
            {
                [AccountsCsvHeader.CompanyName] = AccountField.Name,
                [AccountsCsvHeader.CompanyName] = AccountField.Name
            });
        Use(new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name, [column] = AccountField.Name });
        """);

    [Fact]
    public Task A_column_of_two_fields_is_an_error() => UserCode.Reports<RepeatedHeaderAnalyzer>(
        """
        const AccountsCsvHeader Name = AccountsCsvHeader.CompanyName;
        Use(
            new AccountsCsvMapping
            {
                [AccountsCsvHeader.CompanyName] = AccountField.Name,
                {|OB423:[AccountsCsvHeader.CompanyName] = AccountField.NaturalName|},
                {|OB423:[Name] = AccountField.Domain|}
            });

        AccountsCsvHeader column = given.Length > 5 ? AccountsCsvHeader.CompanyName : AccountsCsvHeader.CrmId;
        Use(
            new AccountsCsvMapping
            {
                [AccountsCsvHeader.CompanyName] = AccountField.Name,
                [AccountsCsvHeader.CrmId] = AccountField.NaturalName
            });
        Use(new AccountsCsvMapping { [column] = AccountField.Name, [column] = AccountField.NaturalName });
        Use(
            new Dictionary<AccountsCsvHeader, AccountField>
            {
                [AccountsCsvHeader.CrmId] = AccountField.Name,
                [AccountsCsvHeader.CrmId] = AccountField.NaturalName
            });
        """);

    [Fact]
    public Task An_overwrite_without_a_key_is_a_warning() => UserCode.Reports<OverwriteWithoutKeyAnalyzer>(
        """
        CsvFile file = CsvFile.At("a.csv");
        ImportOptions overwriting = new() { DupeMethod = DupeMethod.Overwrite };
        AccountsCsvMapping names = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        names.AddUnchecked(AccountsCsvHeader.CrmId, "custom999");
        AccountMapping taken = new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        Use(
            await outreach.Accounts.ImportAsync(
                file, {|OB424:new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name }|}, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, {|OB424:names|}, overwriting with { MaximumRows = 5 }));
        Use(await outreach.Accounts.ImportAsync(file, {|OB424:taken|}, overwriting));
        """);

    [Fact]
    public Task An_overwrite_by_a_key_or_by_what_is_not_seen_is_none() => UserCode.Reports<OverwriteWithoutKeyAnalyzer>(
        """
        CsvFile file = CsvFile.At("a.csv");
        ImportOptions overwriting = new() { DupeMethod = DupeMethod.Overwrite };
        AccountsCsvMapping later = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        later[AccountsCsvHeader.CrmId] = AccountField.CustomId;
        AccountsCsvMapping raw = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        raw.AddUnchecked(AccountsCsvHeader.CrmId, "customId");
        AccountsCsvMapping passed = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        Use(passed);
        AccountsCsvMapping source = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        source[AccountsCsvHeader.CrmId] = AccountField.CustomId;
        AccountMapping copy = source;
        Use(await outreach.Accounts.ImportAsync(file, later, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, raw, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, passed, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, copy, overwriting));
        Use(
            await outreach.Accounts.ImportAsync(
                file, new AccountsCsvMapping { [AccountsCsvHeader.CrmId] = AccountField.CustomId }, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name }));
        """);

    [Theory]
    [InlineData("new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name }")]
    [InlineData("new AccountMapping { [\"companyName\"] = AccountField.Name }")]
    public void An_overwrite_without_a_key_names_line_and_column_of_its_file_s_header(string mapping)
    {
        MemoryFile[] files =
        [
            UserCode.Files[0],
            MemoryFile.Csv("other/prospects.csv", "mail\n", "Prospect"),
            MemoryFile.Csv("data/accounts.csv", "\"company\nName\",crmId\nAcme,1\n"),
        ];
        GeneratorRun run = GeneratorRun.Of(files, TestCompilation.Client, UserCode.File(
            $$"""
            Use(await outreach.Accounts.ImportAsync(CsvFile.At("a.csv"), {{mapping}}, new() { DupeMethod = DupeMethod.Overwrite }));
            """));

        Diagnostic problem = Assert.Single(run.ReportedBy(new OverwriteWithoutKeyAnalyzer()));
        Assert.Equal("Source1.cs", problem.Location.SourceTree!.FilePath);
        if (mapping.Contains("Csv", StringComparison.Ordinal))
        {
            FileLinePositionSpan header = Assert.Single(problem.AdditionalLocations).GetLineSpan();
            Assert.Equal("data/accounts.csv: (0,0)-(1,11)", header.ToString());
            Assert.EndsWith(
                ": rows would become new records. Map a column of accounts.csv(1,1) to one of them.",
                problem.GetMessage(),
                StringComparison.Ordinal);
        }
        else
        {
            Assert.Empty(problem.AdditionalLocations);
            Assert.EndsWith(
                ": rows would become new records. Map a column to one of them.", problem.GetMessage(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_of_the_same_name_is_not_named_for_the_mapping_of_another_project()
    {
        string file = UserCode.File("""Use(await outreach.Accounts.ImportAsync(CsvFile.At("a.csv"), new AccountsCsvMapping(), new() { DupeMethod = DupeMethod.Overwrite }));""");
        ImmutableArray<Diagnostic> problems = await UserCode.Compile(file)
            .WithAnalyzers([new OverwriteWithoutKeyAnalyzer()], new AnalyzerOptions([.. UserCode.Files], new MarkedFiles()))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

        Diagnostic problem = Assert.Single(problems);
        Assert.Empty(problem.AdditionalLocations);
        Assert.EndsWith("Map a column to one of them.", problem.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public Task A_column_that_is_left_out_is_a_warning() => UserCode.Reports<UnmappedColumnAnalyzer>(
        """
        CsvFile file = CsvFile.At("a.csv");
        AccountsCsvMapping half = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        AccountMapping taken = new AccountsCsvMapping { [AccountsCsvHeader.CrmId] = AccountField.CustomId };
        taken["firm"] = AccountField.Name;
        Use(
            await outreach.Accounts.ImportAsync(
                file, {|OB426:new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name }|}));
        Use(await outreach.Accounts.ImportAsync(file, {|OB426:new AccountsCsvMapping()|}, new()));
        Use(await outreach.Accounts.ImportAsync(file, {|OB426:half|}, new() { AllowUnmappedHeaders = false }));
        Use(await outreach.Accounts.ImportAsync(default(ValidatedUpload)!, {|OB426:taken|}, new() { MaximumRows = 5 }));
        """);

    [Fact]
    public Task Columns_that_are_mapped_or_allowed_or_not_seen_are_none() => UserCode.Reports<UnmappedColumnAnalyzer>(
        """
        CsvFile file = CsvFile.At("a.csv");
        ImportOptions options = new() { AllowUnmappedHeaders = true };
        AccountsCsvMapping later = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        later[AccountsCsvHeader.CrmId] = AccountField.CustomId;
        AccountsCsvMapping raw = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        raw.AddUnchecked(AccountsCsvHeader.CrmId, "custom999");
        AccountMapping byText = new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        byText["crmId"] = AccountField.CustomId;
        AccountsCsvMapping passed = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        Use(passed);
        AccountsCsvHeader column = given.Length > 5 ? AccountsCsvHeader.CompanyName : AccountsCsvHeader.CrmId;
        AccountsCsvMapping half = new() { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        Use(await outreach.Accounts.ImportAsync(file, later));
        Use(await outreach.Accounts.ImportAsync(file, raw));
        Use(await outreach.Accounts.ImportAsync(file, byText));
        Use(await outreach.Accounts.ImportAsync(file, passed));
        Use(
            await outreach.Accounts.ImportAsync(
                file, new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name, [column] = AccountField.CustomId }));
        Use(await outreach.Accounts.ImportAsync(file, half, options));
        Use(await outreach.Accounts.ImportAsync(file, half, new() { AllowUnmappedHeaders = given.Length > 5 }));
        Use(await outreach.Accounts.ImportAsync(file, half, options with { MaximumRows = 5 }));
        Use(await outreach.Accounts.ImportAsync(file, new() { ["companyName"] = AccountField.Name }));
        """);

    [Fact]
    public void Columns_that_are_left_out_are_named()
    {
        GeneratorRun run = GeneratorRun.Of(UserCode.Files, TestCompilation.Client, UserCode.File("""Use(await outreach.Accounts.ImportAsync(CsvFile.At("a.csv"), new AccountsCsvMapping()));"""));

        Assert.Equal(
            "The mapping leaves columns of its file out (AccountsCsvHeader.CompanyName, AccountsCsvHeader.CrmId), and the import is "
                + "refused. Map them, or set AllowUnmappedHeaders.",
            Assert.Single(run.ReportedBy(new UnmappedColumnAnalyzer())).GetMessage());
    }

    [Fact]
    public Task A_name_that_has_a_field_is_a_warning() => UserCode.Reports<UncheckedFieldAnalyzer>(
        """
        AccountsCsvMapping mapping = new();
        {|OB425:mapping.AddUnchecked(AccountsCsvHeader.CrmId, "customId")|};
        mapping.AddUnchecked(AccountsCsvHeader.CrmId, "externalId");
        """);
}
