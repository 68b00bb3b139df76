using Outreach.Bulk.Generator.Clients;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Emits the record of an action's attributes.</summary>
internal static class AttributesEmitter
{
    public static void Emit(SourceWriter writer, ActionModel action, AttributesModel attributes, EmissionScope scope)
    {
        writer
            .Summary($"The attributes of <see cref=\"{scope.Prefix}{action.Group.TypeName}.{action.MethodName}\"/>.")
            .Line(FileHeader.GeneratedCode);
        string declaration = $"{scope.Accessibility} sealed record {action.AttributesType} : {CSharpType.Runtime}{Base(attributes.Kind)}";
        if (attributes.Properties.Count == 0)
        {
            writer.Line($"{declaration};");
            return;
        }

        writer.Open(declaration);
        foreach (PropertyModel property in attributes.Properties)
        {
            writer.Document(property).Mark(property);
            if (attributes.Kind == AttributesKind.Declared)
                EmitDeclared(writer, property);
            else
                EmitField(writer, property, scope.Prefix);
            writer.Line();
        }

        writer.NoMembersToPrint().Close();
    }

    private static string Base(AttributesKind kind) => kind switch
    {
        AttributesKind.Fields => "ModifyAttributes",
        AttributesKind.OpenFields => "OpenModifyAttributes",
        _ => "AttributeSet",
    };

    private static void EmitDeclared(SourceWriter writer, PropertyModel property)
    {
        AttributeDescription attribute = property.Attribute;
        string name = Escape.ForLiteral(attribute.Name);
        string item = CSharpType.Of(attribute.Type);
        string type = attribute.IsList ? CSharpType.ListOf(item) : item;
        string list = attribute.IsList ? "List" : "";
        bool isReference = attribute.IsList || CSharpType.IsReference(attribute.Type);
        string init = $"Set{list}({name}, value)";
        if (attribute.IsRequired)
        {
            writer.Property(
                $"public required {type} {property.Name}", $"Get{list}<{item}>({name}){(isReference ? "!" : "")}", init);
        }
        else
        {
            writer
                .Line($"[{CSharpType.DisallowNull}]")
                .Property($"public {type}? {property.Name}", $"Get{list}<{item}{(isReference ? "" : "?")}>({name})", init);
        }
    }

    public static void EmitField(SourceWriter writer, PropertyModel property, string prefix)
    {
        AttributeDescription attribute = property.Attribute;
        string name = Escape.ForLiteral(attribute.Name);
        bool isChoice = property.ChoiceType.Length > 0;
        string item = isChoice ? prefix + property.ChoiceType : CSharpType.Of(attribute.Type);
        string accessor = (attribute.IsList ? "List" : "") + (isChoice ? "Choice" : "Field");
        string text = isChoice ? $", {TypeNames.ExtensionsOf(item)}.ApiValue" : "";
        string type = $"{CSharpType.Runtime}{(attribute.IsList ? "AttributeList" : "AttributeValue")}<{item}>";

        // With its type argument, so that the compiler need not infer one for each of some hundred properties.
        writer.Property(
            $"public {type} {property.Name}", $"Get{accessor}<{item}>({name}{text})", $"Set{accessor}<{item}>({name}, value{text})");
    }
}
