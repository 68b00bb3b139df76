using Microsoft.CodeAnalysis;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>
/// The generator numbers fields by their names, and the runtime finds the name of a number among those of a model: both must number
/// alike.
/// </summary>
public class FieldNumberTests
{
    [Fact]
    public void Name_of_every_field_of_the_packaged_description_is_found_by_its_number()
    {
        string[] names = [.. NamesOf("AccountField"), .. NamesOf("ProspectField")];

        Assert.True(names.Length > 300);
        Assert.All(names, name => Assert.Equal(name, GeneratedCalls.FieldName((AnyField)StableNumber.Of(name), names)));
    }

    [Theory]
    [InlineData("größe")]
    [InlineData("契約日")]
    [InlineData("two words")]
    [InlineData("a\"b\n")]
    [InlineData("")]
    public void Any_text_is_numbered_alike(string name) =>
        Assert.Equal(name, GeneratedCalls.FieldName((AnyField)StableNumber.Of(name), ["other", name]));

    [Fact]
    public void Number_of_no_field_is_refused_by_name()
    {
        ArgumentOutOfRangeException refusal =
            Assert.Throws<ArgumentOutOfRangeException>(() => GeneratedCalls.FieldName((AnyField)7, ["id", "name"]));

        Assert.Equal("field", refusal.ParamName);
        Assert.Equal((AnyField)7, refusal.ActualValue);
        Assert.StartsWith("This is no field of the model.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Field_is_one_of_those_named_or_not()
    {
        Assert.True(GeneratedCalls.IsField((AnyField)StableNumber.Of("createdAt"), ["createdAt", "updatedAt"]));
        Assert.False(GeneratedCalls.IsField((AnyField)StableNumber.Of("name"), ["createdAt", "updatedAt"]));
    }

    private static IEnumerable<string> NamesOf(string type) => GeneratorRun.OfPackaged().Output
        .GetTypeByMetadataName($"Acme.Sales.{type}")!
        .GetMembers()
        .OfType<IFieldSymbol>()
        .Where(field => field.HasConstantValue)
        .Select(field => char.ToLowerInvariant(field.Name[0]) + field.Name[1..])
        .Where(name => !name.StartsWith('_'));

    private enum AnyField
    {
        None,
    }
}
