namespace Outreach.Bulk.Generator;

/// <summary>Emits an action: its method, a part of the group, and its records.</summary>
internal static class ActionEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<ActionModel> unit)
    {
        ActionModel action = unit.Content;
        writer.Open($"{unit.Scope.Accessibility} partial class {action.Group.TypeName}");
        EmitDefinition(writer, action);
        writer.Line();
        EmitMethod(writer, action, unit.Scope.Prefix);
        writer.Close().Line();
        ParamsEmitter.Emit(writer, action, unit.Scope);
        if (action.Attributes is not null)
        {
            writer.Line();
            AttributesEmitter.Emit(writer, action, action.Attributes, unit.Scope);
        }
    }

    private static void EmitDefinition(SourceWriter writer, ActionModel action)
    {
        string name = Escape.ForLiteral(action.Description.Name);
        string path = Escape.ForLiteral(action.Description.Path);
        writer
            .Line($"private static readonly {CSharpType.Runtime}BulkAction {Identifier.StaticField(action.Stem)} =")
            .Line($"    new({name}, {path}, {CSharpType.Runtime}ActionEffect.{action.Effect});");
    }

    private static void EmitMethod(SourceWriter writer, ActionModel action, string prefix)
    {
        bool hasAttributes = action.Attributes is not null;
        ActionDocs.Document(writer, action);
        writer
            .Line($"public virtual {CSharpType.Task}<{CSharpType.Runtime}BatchOperation> {action.MethodName}(")
            .Line($"    {prefix}{action.ParamsType} actionParams,");
        if (hasAttributes)
            writer.Line($"    {prefix}{action.AttributesType} attributes,");
        writer
            .Line($"    {CSharpType.CancellationToken} cancellationToken = default) =>")
            .Line($"    StartAsync({Identifier.StaticField(action.Stem)}, actionParams, {(hasAttributes ? "attributes" : "null")}, cancellationToken);");
    }
}
