using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits an import: its method, a part of the group, and the mapping it takes.</summary>
internal static class ImportEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<ImportModel> unit)
    {
        ImportModel import = unit.Content;
        writer.Open($"{unit.Scope.Accessibility} partial class {import.Group.TypeName}");
        EmitDefinition(writer, import);
        EmitMethod(writer, import, unit.Scope.Prefix);
        EmitStart(writer.Line(), import, unit.Scope.Prefix);
        EmitRows(writer.Line(), import, unit.Scope.Prefix, "IAsyncEnumerable");
        EmitRows(writer.Line(), import, unit.Scope.Prefix, "IEnumerable");
        writer.Close().Line();
        EmitMapping(writer, import, unit.Scope);
    }

    private static void EmitDefinition(SourceWriter writer, ImportModel import) => writer
        .Line($"private static readonly {CSharpType.Runtime}BulkAction {Identifier.StaticField(import.Stem)} =")
        .Line($"    {CSharpType.NewAction(import.Description.Name, import.Description.Path)};")
        .Line();

    private static void EmitMethod(SourceWriter writer, ImportModel import, string prefix)
    {
        ImportDocs.Document(writer, import.Description);
        writer
            .Line($"public virtual {CSharpType.Task}<{CSharpType.Runtime}ImportOperation> {import.MethodName}(")
            .Line($"    {CSharpType.Runtime}CsvFile file,")
            .Line($"    {prefix}{import.MappingType} mapping,")
            .Line($"    {CSharpType.Runtime}ImportOptions? options = null,")
            .Line($"    global::System.IProgress<{CSharpType.Runtime}ImportProgress>? progress = null,")
            .Line($"    {CSharpType.CancellationToken} cancellationToken = default) =>")
            .Line(
                $"    {CSharpType.GeneratedCalls}.ImportAsync(Connection, {Identifier.StaticField(import.Stem)}, "
                    + "file, mapping, options ?? new(), progress, cancellationToken);");
    }

    private static void EmitStart(SourceWriter writer, ImportModel import, string prefix)
    {
        ImportDocs.DocumentStart(writer, import);
        writer
            .Line($"public virtual {CSharpType.Task}<{CSharpType.Runtime}ImportOperation> {import.MethodName}(")
            .Line($"    {CSharpType.Runtime}ValidatedUpload upload,")
            .Line($"    {prefix}{import.MappingType} mapping,")
            .Line($"    {CSharpType.Runtime}ImportOptions? options = null,")
            .Line($"    {CSharpType.CancellationToken} cancellationToken = default) =>")
            .Line(
                $"    {CSharpType.GeneratedCalls}.ImportAsync(Connection, {Identifier.StaticField(import.Stem)}, "
                    + "upload, mapping, options ?? new(), cancellationToken);");
    }

    private static void EmitRows(SourceWriter writer, ImportModel import, string prefix, string sequence)
    {
        ImportDocs.DocumentRows(writer, import);
        writer
            .Line($"public virtual {CSharpType.Task}<{CSharpType.Runtime}ImportOperation> {import.MethodName}<TRow>(")
            .Line($"    global::System.Collections.Generic.{sequence}<TRow> rows,")
            .Line($"    {CSharpType.Runtime}ImportOptions? options = null,")
            .Line($"    global::System.IProgress<{CSharpType.Runtime}ImportProgress>? progress = null,")
            .Line($"    {CSharpType.CancellationToken} cancellationToken = default)")
            .Line($"    where TRow : {CSharpType.Runtime}ICsvRow<TRow, {prefix}{import.FieldType}> =>")
            .Line(
                $"    {CSharpType.GeneratedCalls}.ImportAsync<TRow, {prefix}{import.FieldType}>(Connection, "
                    + $"{Identifier.StaticField(import.Stem)}, rows, options ?? new(), progress, cancellationToken);");
    }

    private static void EmitMapping(SourceWriter writer, ImportModel import, EmissionScope scope)
    {
        string field = scope.Prefix + import.FieldType;
        string extensions = $"{field}Extensions";
        writer
            .Summary($"Which column of a CSV file fills which field: <c>new() {{ [\"header\"] = {import.FieldType}.Name }}</c>.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{scope.Accessibility} sealed class {import.MappingType} : {CSharpType.Runtime}ImportMapping<{field}>")
            .Line("/// <inheritdoc/>")
            .Line($"protected override {CSharpType.Runtime}BulkAction Action =>")
            .Line($"    {CSharpType.NewAction(import.Description.Name, import.Description.Path)};")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"protected override string ApiNameOf({field} field) => {extensions}.ApiName(field);")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"protected override bool IsReadOnly({field} field) => {extensions}.IsReadOnly(field);")
            .Close();
    }
}
