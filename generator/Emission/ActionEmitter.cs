using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits actions that share a file: their methods, a part of the group, and their records.</summary>
internal static class ActionEmitter
{
    public static void Emit(SourceWriter writer, FileUnit<ActionsFile> unit)
    {
        EquatableArray<ActionModel> actions = unit.Content.Actions;
        writer.Open($"{unit.Scope.Accessibility} partial class {unit.Content.Group.TypeName}");
        foreach (ActionModel action in actions)
            EmitDefinition(writer, action);
        foreach (ActionModel action in actions)
            EmitMethod(writer.Line(), action, unit.Scope.Prefix);
        writer.Close();
        foreach (ActionModel action in actions)
        {
            ParamsEmitter.Emit(writer.Line(), action, unit.Scope);
            if (action.Attributes is not null)
                AttributesEmitter.Emit(writer.Line(), action, action.Attributes, unit.Scope);
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
            .Line(
                $"    StartAsync({Identifier.StaticField(action.Stem)}, actionParams, {(hasAttributes ? "attributes" : "null")}, "
                    + "cancellationToken);");
    }
}
