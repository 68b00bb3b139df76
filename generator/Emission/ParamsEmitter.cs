using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits the record of an action's params.</summary>
internal static class ParamsEmitter
{
    public static void Emit(SourceWriter writer, ActionModel action, EmissionScope scope)
    {
        string filter = scope.Prefix + action.FilterType;
        string @base = action.Effect switch
        {
            ActionEffect.Destroy => "DestroyingActionParams",
            ActionEffect.Outbound => "OutboundActionParams",
            _ => "BulkActionParams",
        };
        writer
            .Summary($"The params of <see cref=\"{scope.Prefix}{action.Group.TypeName}.{action.MethodName}\"/>.")
            .Line(FileHeader.GeneratedCode)
            .Open($"{scope.Accessibility} sealed record {action.ParamsType} : {CSharpType.Runtime}{@base}, {Interface(action, scope)}")
            .Line($"static {CSharpType.Runtime}BulkAction {Interface(action, scope)}.Action {{ get; }} =")
            .Line($"    {CSharpType.NewAction(action.Description.Name, action.Description.Path)}{InCollection(action)};")
            .Line();
        if (action.Description.ObjectName is { } objectName)
        {
            writer
                .Summary($"Makes the params of an action on <c>{Escape.ForXml(objectName)}</c> records.")
                .Line(
                    $"public {action.ParamsType}() => SetParameter({Escape.ForLiteral(WellKnown.ObjectName)}, "
                        + $"{Escape.ForLiteral(objectName)}, \"ObjectName\");")
                .Line();
        }

        writer
            .Summary($"Which {action.Group.Records} to act on. If all of them are meant, say <see cref=\"{filter}.Everything\"/>.")
            .Property($"public required {filter} Filter", $"GetFilter<{filter}>()", "SetFilter(value)");
        foreach (PropertyModel parameter in action.Parameters)
        {
            writer.Line();
            EmitParameter(writer, parameter);
        }

        writer.Line().NoMembersToPrint().Close();
    }

    private static string InCollection(ActionModel action) =>
        action.Collection.Length == 0 ? "" : $" {{ Collection = {Escape.ForLiteral(action.Collection)} }}";

    // It names the action, and which attributes belong to it.
    private static string Interface(ActionModel action, EmissionScope scope)
    {
        const string plain = CSharpType.Runtime + "IBulkActionParams";
        return action.AttributesType is null || action.Attributes is null ? plain : $"{plain}<{scope.Prefix}{action.AttributesType}>";
    }

    private static void EmitParameter(SourceWriter writer, PropertyModel parameter)
    {
        AttributeDescription attribute = parameter.Attribute;
        string type = CSharpType.InQuery(attribute.Type);
        string name = Escape.ForLiteral(attribute.Name);
        bool isReference = CSharpType.IsReference(attribute.Type);
        string init = $"SetParameter({name}, value)";
        writer.Document(parameter);
        if (attribute.IsRequired)
        {
            writer.Property($"public required {type} {parameter.Name}", $"GetParameter<{type}>({name}){(isReference ? "!" : "")}", init);
        }
        else
        {
            writer
                .Line($"[{CSharpType.DisallowNull}]")
                .Property($"public {type}? {parameter.Name}", $"GetParameter<{type}{(isReference ? "" : "?")}>({name})", init);
        }
    }
}
