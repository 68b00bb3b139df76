using System.Globalization;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits a pick list: an enum, and the text of each option.</summary>
internal static class ChoiceEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<ChoiceModel> unit)
    {
        ChoiceModel choice = unit.Content;
        string type = unit.Scope.Prefix + choice.TypeName;
        writer
            .Summary($"The options of <c>{Escape.ForXml(choice.Label)}</c>. Each number is made of the option's text and never changes.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{unit.Scope.Accessibility} enum {choice.TypeName}");
        bool isFirst = true;
        foreach (TextMember option in choice.Members)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            writer
                .Summary($"The option <c>{Escape.ForXml(Escape.ForLiteral(option.Text))}</c>.")
                .Line($"{option.Name} = {StableNumber.Of(option.Text).ToString(CultureInfo.InvariantCulture)},");
        }

        writer.Close().Line();
        writer
            .Summary($"What is known about each <see cref=\"{type}\"/>.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{unit.Scope.Accessibility} static class {choice.ExtensionsType}");
        writer
            .Summary("The option's text in the API.")
            .Param("option", "The option.")
            .Returns("Its text, as JSON and CSV files write it.")
            .Open($"public static string ApiValue(this {type} option) => option switch");
        foreach (TextMember option in choice.Members)
            writer.Line($"{type}.{option.Name} => {Escape.ForLiteral(option.Text)},");
        writer
            .Line($"_ => throw new {CSharpType.ArgumentOutOfRangeException}(\"option\", option, \"This is no option of the field.\"),")
            .Close("};")
            .Close();
    }
}
