namespace Outreach.Bulk.Package.Tests;

/// <summary>CustomFields of the item in a project file reaches the generator.</summary>
[Collection(Packed.Name)]
public class CustomFieldsChoiceTests(PackageFixture packed)
{
    private const string Use = """
        namespace Acme.Sales;

        public static class Use
        {
            public static object Of(OutreachClient client) => client.Accounts.BulkModifyAsync(
                new() { Filter = new() { Id = [1] } }, new() { RenewalDate = Outreach.Bulk.Clear.Value, Custom2 = "text" });
        }
        """;

    internal static readonly Consumer[] Choices = [.. new[] { "All", "Labelled", "None" }.Select(choice => new Consumer(
        $"choice-{choice}",
        new()
        {
            ["choice.csproj"] = ConsumerFiles.Project(
                ConsumerFiles.PackageReference
                    + $"""<OutreachBulkSpec Include="$(OutreachBulkDefaultSpec)" CustomFields="{choice}" />"""
                    + """<OutreachTypes Include="types.json" />"""),
            ["types.json"] = ConsumerFiles.Types,
            ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
            ["Use.cs"] = Use,
        }))];

    [Theory]
    [InlineData("All", null)]
    [InlineData("Labelled", "error CS0117: 'AccountsBulkModifyAttributes' does not contain a definition for 'Custom2'")]
    [InlineData("None", "error OB514: CustomFields of this OutreachBulkSpec is 'None', so all custom fields were generated.")]
    public async Task Custom_fields_of_the_packed_description_are_chosen_on_the_item(string choice, string? problem)
    {
        Command build = await packed.BuildAsync(Choices.Single(consumer => consumer.Name == $"choice-{choice}"));

        Assert.Equal(problem is null, build.ExitCode == 0);
        Assert.Contains(problem ?? "choice -> ", build.Output, StringComparison.Ordinal);
    }
}
