using Outreach.Bulk.Generator.Usage.Mappings;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>What a mapping that can be seen to be wrong is told.</summary>
public class MappingRuleTests
{
    [Fact]
    public Task A_read_only_field_is_an_error() => UserCode.Reports<ReadOnlyMappingAnalyzer>(
        """
        AccountMapping mapping = new() { ["name"] = AccountField.Name, ["created"] = {|OB421:AccountField.CreatedAt|} };
        mapping["updated"] = {|OB421:AccountField.UpdatedAt|};
        mapping["id"] = AccountField.Id;
        Use(new ProspectMapping { ["mail"] = ProspectField.Emails, ["touched"] = {|OB421:ProspectField.TouchedAt|} });
        """);

    [Fact]
    public Task A_field_of_two_columns_is_an_error() => UserCode.Reports<RepeatedFieldAnalyzer>(
        """
        Use(
            new AccountMapping
            {
                ["name"] = AccountField.Name,
                ["domain"] = AccountField.Domain,
                {|OB422:["company"] = AccountField.Name|},
                {|OB422:["firm"] = AccountField.Name|}
            });

        Use(new AccountMapping { ["name"] = AccountField.Name, ["domain"] = AccountField.Domain });
        Use(new AccountMapping { ["name"] = AccountField.Name, ["name"] = AccountField.Name });
        Use(new AccountMapping { ["name"] = AccountField.Name, [text] = AccountField.Name });
        Use(new AccountMapping { ["name"] = AccountField.Name });
        """);

    [Fact]
    public Task A_column_of_two_fields_is_an_error() => UserCode.Reports<RepeatedHeaderAnalyzer>(
        """
        const string Name = "name";
        Use(
            new AccountMapping
            {
                ["name"] = AccountField.Name,
                ["domain"] = AccountField.Domain,
                {|OB423:["name"] = AccountField.NaturalName|},
                {|OB423:[Name] = AccountField.Name|}
            });

        Use(new AccountMapping { ["name"] = AccountField.Name, ["Name"] = AccountField.NaturalName });
        Use(new AccountMapping { [text] = AccountField.Name, [text + "2"] = AccountField.NaturalName });
        Use(new Dictionary<string, AccountField> { ["name"] = AccountField.Name, ["name"] = AccountField.NaturalName });
        """);

    [Fact]
    public Task An_overwrite_without_a_key_is_a_warning() => UserCode.Reports<OverwriteWithoutKeyAnalyzer>(
        """
        CsvFile file = CsvFile.At("a.csv");
        ImportOptions overwriting = new() { DupeMethod = DupeMethod.Overwrite };
        AccountMapping names = new() { ["name"] = AccountField.Name };
        names["domain"] = AccountField.Domain;
        names.AddUnchecked("more", "custom999");
        Use(
            await outreach.Accounts.ImportAsync(
                file, {|OB424:new() { ["name"] = AccountField.Name }|}, new() { DupeMethod = DupeMethod.Overwrite }));
        Use(await outreach.Accounts.ImportAsync(file, {|OB424:names|}, overwriting with { MaximumRows = 5 }));
        Use(await outreach.Prospects.ImportAsync(file, {|OB424:new() { ["name"] = ProspectField.FirstName }|}, overwriting));
        """);

    [Fact]
    public Task An_overwrite_by_a_key_or_by_what_is_not_seen_is_none() => UserCode.Reports<OverwriteWithoutKeyAnalyzer>(
        """
        CsvFile file = CsvFile.At("a.csv");
        ImportOptions overwriting = new() { DupeMethod = DupeMethod.Overwrite };
        AccountMapping later = new() { ["name"] = AccountField.Name };
        later["key"] = AccountField.CustomId;
        AccountMapping raw = new() { ["name"] = AccountField.Name };
        raw.AddUnchecked("key", "customId");
        AccountMapping passed = new() { ["name"] = AccountField.Name };
        Use(passed);
        AccountMapping aliased = new() { ["name"] = AccountField.Name };
        AccountMapping alias = aliased;
        alias["key"] = AccountField.CustomId;
        AccountField field = given.Length > 5 ? AccountField.CustomId : AccountField.Name;
        Use(await outreach.Accounts.ImportAsync(file, later, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, raw, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, passed, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, aliased, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, new() { ["name"] = field }, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, new() { ["id"] = AccountField.Id }, overwriting));
        Use(await outreach.Prospects.ImportAsync(file, new() { ["key"] = ProspectField.ExternalId }, overwriting));
        Use(await outreach.Prospects.ImportAsync(file, new() { ["mail"] = ProspectField.Emails }, overwriting));
        Use(await outreach.Accounts.ImportAsync(file, new() { ["name"] = AccountField.Name }, new() { DupeMethod = DupeMethod.Skip }));
        Use(await outreach.Accounts.ImportAsync(file, new() { ["name"] = AccountField.Name }));
        """);

    [Fact]
    public Task A_name_that_has_a_field_is_a_warning() => UserCode.Reports<UncheckedFieldAnalyzer>(
        """
        AccountMapping mapping = new();
        {|OB425:mapping.AddUnchecked("key", "customId")|};
        {|OB425:mapping.AddUnchecked("created", "createdAt")|};
        mapping.AddUnchecked("key", "externalId");
        mapping.AddUnchecked("key", "CustomId");
        mapping.AddUnchecked("key", text);
        """);
}
