using System.Globalization;
using System.Text;
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
        foreach (PropertyModel field in model.Fields)
        {
            writer.Document(field);
            if (field.Attribute.IsReadOnly)
                writer.Line($"[{CSharpType.ReadOnly}(true)]");
            writer
                .Mark(field)
                .Line($"{field.Name} = {StableNumber.Of(field.Attribute.Name).ToString(CultureInfo.InvariantCulture)},");
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
        PropertyModel[] fields = [.. model.Fields.Where(field => !field.IsAlias)];
        PropertyModel[] readOnly = [.. fields.Where(field => field.Attribute.IsReadOnly)];
        EmitNames(writer, "s_names", fields);
        if (readOnly.Length > 0)
            EmitNames(writer, "s_readOnly", readOnly);
        writer
            .Summary("The field's name in the API.")
            .Param("field", "The field.")
            .Returns("Its name, as JSON and CSV mappings write it.")
            .Exception(CSharpType.ArgumentOutOfRangeException, "This is no field of the model.")
            .Line($"public static string ApiName(this {type} field) =>")
            .Line($"    {CSharpType.GeneratedCalls}.FieldName<{type}>(field, s_names);")
            .Line();
        string isReadOnly = readOnly.Length == 0 ? "false" : $"{CSharpType.GeneratedCalls}.IsField<{type}>(field, s_readOnly)";
        writer
            .Summary("Whether the API refuses to write the field.")
            .Param("field", "The field.")
            .Returns("<see langword=\"true\"/> for a field that can only be read.")
            .Line($"public static bool IsReadOnly(this {type} field) =>")
            .Line($"    {isReadOnly};")
            .Close();
    }

    // An array of texts, and no switch or pattern: nothing else here needs the compiler's code for these, some three hundred methods
    // that a cold build would compile first. The numbers need not be said twice.
    private static void EmitNames(SourceWriter writer, string name, PropertyModel[] fields)
    {
        writer.Line($"private static readonly string[] {name} =").Open();
        StringBuilder line = new();
        foreach (PropertyModel field in fields)
        {
            string literal = $"{Escape.ForLiteral(field.Attribute.Name)},";
            if (line.Length > 0 && writer.Indent + line.Length + literal.Length >= XmlDocs.Width)
            {
                writer.Line(line.ToString());
                line.Clear();
            }

            line.Append(line.Length == 0 ? "" : " ").Append(literal);
        }

        writer.Line(line.ToString()).Close("};").Line();
    }
}
