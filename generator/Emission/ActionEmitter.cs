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
        for (int index = 0; index < actions.Count; index++)
            EmitMethod(index == 0 ? writer : writer.Line(), actions[index], unit.Scope.Prefix);
        writer.Close();
        foreach (ActionModel action in actions)
        {
            ParamsEmitter.Emit(writer.Line(), action, unit.Scope);
            if (action.Attributes is not null)
                AttributesEmitter.Emit(writer.Line(), action, action.Attributes, unit.Scope);
        }
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
                $"    {CSharpType.GeneratedCalls}.StartAsync("
                    + $"Connection, actionParams, {(hasAttributes ? "attributes, " : "")}cancellationToken);");
    }
}
