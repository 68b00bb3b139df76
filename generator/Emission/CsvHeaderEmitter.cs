using System.Globalization;
using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.CsvHeaders;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits the columns of a CSV file as an enum, and the mapping that is keyed by it.</summary>
internal static class CsvHeaderEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<CsvHeaderModel> unit)
    {
        EmitHeaders(writer, unit.Content, unit.Scope);
        EmitMapping(writer.Line(), unit.Content, unit.Scope);
    }

    private static void EmitHeaders(SourceWriter writer, CsvHeaderModel model, EmissionScope scope)
    {
        writer
            .Summary(
                $"The columns of <c>{Escape.ForXml(model.SourceFile)}</c>. Each number is made of the header's text and never changes.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{scope.Accessibility} enum {model.HeaderType}");
        bool isFirst = true;
        foreach (TextMember member in model.Members)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            writer
                .Summary($"The column <c>{Escape.ForXml(Escape.ForLiteral(member.Text))}</c>.")
                .Line($"{member.Name} = {StableNumber.Of(member.Text).ToString(CultureInfo.InvariantCulture)},");
        }

        writer.Close();
    }

    private static void EmitMapping(SourceWriter writer, CsvHeaderModel model, EmissionScope scope)
    {
        string header = scope.Prefix + model.HeaderType;
        string field = scope.Prefix + model.FieldType;
        string extensions = $"{field}Extensions";
        writer
            .Summary(
                $"Which column of <c>{Escape.ForXml(model.SourceFile)}</c> fills which field: <c>new() {{ "
                    + $"[{model.HeaderType}.{Example(model)}] = {model.FieldType}.Name }}</c>.")
            .Remarks(
                $"It is taken wherever a <see cref=\"{scope.Prefix}{model.ModelMappingType}\"/> is. A file that is imported with it must "
                    + "have all columns of this one, unless the options allow columns that are not mapped.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{scope.Accessibility} sealed class {model.MappingType} : {CSharpType.Runtime}CsvHeaderMapping<{header}, {field}>");
        EmitColumns(writer, model);
        EmitConversion(writer, scope.Prefix + model.MappingType, scope.Prefix + model.ModelMappingType);
        EmitHeaderOf(writer, model, header);
        writer
            .Line("/// <inheritdoc/>")
            .Line($"protected override string ApiNameOf({field} field) => {extensions}.ApiName(field);")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"protected override bool IsReadOnly({field} field) => {extensions}.IsReadOnly(field);")
            .Close();
    }

    private static void EmitColumns(SourceWriter writer, CsvHeaderModel model)
    {
        writer
            .Summary("The headers of the columns, as the file has them.")
            .Line($"public static {CSharpType.ListOf("string")} Columns {{ get; }} = global::System.Array.AsReadOnly(new string[]")
            .Line("{");
        foreach (string column in model.Columns)
            writer.Line($"    {Escape.ForLiteral(column)},");
        writer
            .Line("});")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"protected override {CSharpType.ListOf("string")} SampleColumns => Columns;")
            .Line();
    }

    private static void EmitConversion(SourceWriter writer, string mapping, string modelMapping) => writer
        .Summary("The mapping as an import takes it: a copy.")
        .Param("mapping", "The mapping.")
        .Returns("Its copy.")
        .Line("[return: global::System.Diagnostics.CodeAnalysis.NotNullIfNotNull(\"mapping\")]")
        .Line($"public static implicit operator {modelMapping}?({mapping}? mapping) => mapping?.CopyTo(new {modelMapping}());")
        .Line();

    private static void EmitHeaderOf(SourceWriter writer, CsvHeaderModel model, string header)
    {
        writer
            .Line("/// <inheritdoc/>")
            .Open($"protected override string HeaderOf({header} header) => header switch");
        foreach (TextMember member in model.Members)
            writer.Line($"{header}.{member.Name} => {Escape.ForLiteral(member.Text)},");
        writer
            .Line($"_ => throw new {CSharpType.ArgumentOutOfRangeException}(\"header\", header, \"This is no column of the file.\"),")
            .Close("};")
            .Line();
    }

    private static string Example(CsvHeaderModel model) => model.Members.Count > 0 ? model.Members[0].Name : "Name";
}
