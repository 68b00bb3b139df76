using System.Globalization;
using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits the fields of a model as an enum, and what is known about each as data.</summary>
internal static class FieldsEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<FieldsModel> unit)
    {
        FieldsModel model = unit.Content;
        string words = Escape.ForXml(Identifier.Words(model.Resource));
        writer
            .Summary($"The fields of the model <c>{words}</c>. Each number is made of the field's name in the API and never changes.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{unit.Scope.Accessibility} enum {model.TypeName}");
        bool isFirst = true;
        foreach (PropertyModel field in model.Fields)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            writer.Document(field.Attribute);
            if (field.Attribute.IsReadOnly)
                writer.Line($"[{CSharpType.ReadOnly}(true)]");
            writer.Mark(field);
            writer.Line($"{field.Name} = {StableNumber.Of(field.Attribute.Name).ToString(CultureInfo.InvariantCulture)},");
        }

        writer.Close().Line();
        EmitExtensions(writer, model, unit.Scope);
    }

    private static void EmitExtensions(SourceWriter writer, FieldsModel model, EmissionScope scope)
    {
        string type = scope.Prefix + model.TypeName;
        writer
            .Summary($"What is known about each <see cref=\"{type}\"/>.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{scope.Accessibility} static class {model.TypeName}Extensions");
        writer
            .Summary("The field's name in the API.")
            .Param("field", "The field.")
            .Returns("Its name, as JSON and CSV mappings write it.")
            .Open($"public static string ApiName(this {type} field) => field switch");
        foreach (PropertyModel field in model.Fields.Where(field => !field.IsAlias))
            writer.Line($"{type}.{field.Name} => {Escape.ForLiteral(field.Attribute.Name)},");
        writer
            .Line($"_ => throw new {CSharpType.ArgumentOutOfRangeException}(\"field\", field, \"This is no field of the model.\"),")
            .Close("};")
            .Line();
        writer
            .Summary("Whether the API refuses to write the field.")
            .Param("field", "The field.")
            .Returns("<see langword=\"true\"/> for a field that can only be read.");
        PropertyModel[] readOnly = [.. model.Fields.Where(field => field is { IsAlias: false, Attribute.IsReadOnly: true })];
        if (readOnly.Length == 0)
        {
            writer.Line($"public static bool IsReadOnly(this {type} field) => false;").Close();
            return;
        }

        writer.Line($"public static bool IsReadOnly(this {type} field) => field is");
        for (int i = 0; i < readOnly.Length; i++)
            writer.Line($"    {(i == 0 ? "" : "or ")}{type}.{readOnly[i].Name}{(i == readOnly.Length - 1 ? ";" : "")}");
        writer.Close();
    }
}
