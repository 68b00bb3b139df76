using System.Text;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.CsvImports;

/// <summary>Mappings are compared with the header before any request.</summary>
public class MappingTests
{
    [Fact]
    public async Task Everything_that_is_wrong_is_reported_at_once_and_nothing_is_sent()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        AccountMapping mapping = new()
        {
            ["companyName"] = AccountField.Name,
            ["other"] = AccountField.Name,
            ["crmId"] = AccountField.CustomId,
            ["made"] = AccountField.CreatedAt,
        };
        mapping.AddUnchecked("crmId", "custom7");
        CsvFile file = CsvFile.From(Encoding.UTF8.GetBytes("companyName, CrmId,made,made,\nx,1,2,3,4\n"), "a.csv");
        CsvException error = await Assert.ThrowsAsync<CsvException>(() => accounts.ImportAsync(file, mapping));
        Assert.Equal(
            [
                (CsvProblemKind.ReadOnlyField, "made"), (CsvProblemKind.FieldMappedTwice, "other"),
                (CsvProblemKind.HeaderMappedTwice, "crmId"), (CsvProblemKind.MissingHeader, "other"),
                (CsvProblemKind.MissingHeader, "crmId"), (CsvProblemKind.UnmappedHeader, " CrmId"),
                (CsvProblemKind.DuplicateHeader, "made"), (CsvProblemKind.BlankHeader, ""),
            ],
            error.Problems.Select(problem => (problem.Kind, problem.Header)));
        Assert.All(error.Problems, problem => Assert.Contains(problem.Detail, error.Message));
        Assert.Contains("but ' CrmId'", error.Message);
        Assert.Empty(server.Http.Received);
    }

    [Fact]
    public void Names_that_look_the_same_are_one_name_and_what_is_not_seen_is_shown()
    {
        AccountMapping mapping = new() { ["Company Name"] = AccountField.Name };

        CsvException error = Assert.Throws<CsvException>(
            () => mapping.ThrowIfNotUsable(["Company Name", "Company\u00A0Name", "\u200B"], allowUnmappedHeaders: true));
        Assert.Equal(
            [
                "2 columns of the file have names that look the same: 'Company Name', 'Company<U+00A0>Name'.", "column 3 of the file has no name.",
            ],
            error.Problems.Select(problem => problem.Detail));

        error = Assert.Throws<CsvException>(() => mapping.ThrowIfNotUsable(["Company\u00A0Name"], allowUnmappedHeaders: true));
        Assert.Equal(
            ["'Company Name' is mapped, and the file has no such column, but 'Company<U+00A0>Name' with U+00A0, which is not seen for what "
                    + "it is: name it as the file does, or change the file.",
            ],
            error.Problems.Select(problem => problem.Detail));
    }

    [Fact]
    public void No_message_has_more_of_a_header_than_a_line()
    {
        string endless = string.Concat(Enumerable.Repeat("column ", 1_000));
        AccountMapping mapping = new() { [endless] = AccountField.CreatedAt, [endless + "x"] = AccountField.CreatedAt };
        mapping.AddUnchecked(endless, "custom7");

        CsvException error = Assert.Throws<CsvException>(
            () => mapping.ThrowIfNotUsable([$" {endless}", $"{endless}\u00A0", $"{endless}y", $"{endless}y"]));

        Assert.InRange(error.Problems.Count, 8, 20);
        Assert.All(error.Problems, problem => Assert.DoesNotContain(endless[..121], problem.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_may_be_left_out_when_the_options_say_so()
    {
        AccountMapping mapping = new() { ["a"] = AccountField.Name };
        mapping.ThrowIfNotUsable(["a", "b"], allowUnmappedHeaders: true);
        Assert.Throws<CsvException>(() => mapping.ThrowIfNotUsable(["a", "b"]));
    }

    [Fact]
    public void Two_columns_mapped_to_one_attribute_are_found_though_one_is_unchecked()
    {
        AccountMapping mapping = new() { ["a"] = AccountField.Name };
        mapping.AddUnchecked("b", "name");
        CsvException error = Assert.Throws<CsvException>(() => mapping.ThrowIfNotUsable(["a", "b"]));
        Assert.Equal(CsvProblemKind.FieldMappedTwice, Assert.Single(error.Problems).Kind);
    }

    [Fact]
    public void Mapping_of_a_header_file_is_held_against_a_header_as_the_model_s_own()
    {
        AccountsCsvMapping mapping = new() { [AccountsCsvHeader.CompanyName] = AccountField.CreatedAt };
        mapping.AddUnchecked(AccountsCsvHeader.CrmId, "custom7");
        foreach (ImportMapping either in (ImportMapping[])[mapping, (AccountMapping)mapping])
        {
            CsvException error = Assert.Throws<CsvException>(() => either.ThrowIfNotUsable(["companyName", "crm id"]));
            Assert.Equal(CsvProblemKind.ReadOnlyField, Assert.Single(error.Problems).Kind);
            Assert.Equal("companyName to createdAt, crm id to custom7", either.ToString());
        }
    }

    [Fact]
    public void Column_of_the_header_file_that_a_file_lacks_is_missing_though_it_is_not_mapped()
    {
        AccountMapping mapping = new AccountsCsvMapping { [AccountsCsvHeader.CompanyName] = AccountField.Name };
        CsvException error = Assert.Throws<CsvException>(() => mapping.ThrowIfNotUsable(["companyName", "CRM id"]));
        Assert.Equal(
            [(CsvProblemKind.MissingHeader, "crm id"), (CsvProblemKind.UnmappedHeader, "CRM id")],
            error.Problems.Select(problem => (problem.Kind, problem.Header)));
        Assert.Contains("but 'CRM id'", error.Message);
        mapping.ThrowIfNotUsable(["companyName"], allowUnmappedHeaders: true);
    }

    [Fact]
    public void Value_that_is_no_column_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AccountsCsvMapping { [default] = AccountField.Name });

    [Fact]
    public async Task A_stored_upload_is_held_against_the_mapping_before_its_start()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        UploadedFile upload = await accounts.Imports.UploadAsync(await accounts.Imports.CreateUploadLinkAsync(), ImportTests.File);
        ValidatedUpload validated = await accounts.Imports.ValidateAsync(upload);
        await Assert.ThrowsAsync<CsvException>(() => accounts.StartAsync(validated, new() { ["companyName"] = AccountField.Name }));
        Assert.Empty(server.Starts);
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_and_nothing_is_sent()
    {
        await using ImportServer server = new();
        using ImportingAccounts accounts = new(server.BaseAddress, new VirtualTime());
        foreach (ImportOptions options in (ImportOptions[])[
            new() { MaximumRows = 0 }, new() { MaximumCellBytes = 0 }, new() { FileName = " " }, new() { FileName = new('x', 201) },
            new() { DupeMethod = new("overwriteNoCreate") }])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => accounts.ImportAsync(ImportTests.File, ImportTests.Mapping, options));
        }

        Assert.Empty(server.Http.Received);
        Assert.Equal("skip", default(DupeMethod).Value);
    }
}
