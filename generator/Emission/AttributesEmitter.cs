namespace Outreach.Bulk.Generator;

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
        bool isFirst = true;
        foreach (PropertyModel property in attributes.Properties)
        {
            if (!isFirst)
                writer.Line();
            isFirst = false;
            writer.Document(property.Attribute);
            if (attributes.Kind == AttributesKind.Own)
                EmitOwn(writer, property);
            else
                EmitField(writer, property);
        }

        writer.Close();
    }

    private static string Base(AttributesKind kind) => kind switch
    {
        AttributesKind.Fields => "ModifyAttributes",
        AttributesKind.OpenFields => "OpenModifyAttributes",
        _ => "ActionAttributes",
    };

    private static void EmitOwn(SourceWriter writer, PropertyModel property)
    {
        AttributeDescription attribute = property.Attribute;
        string name = Escape.ForLiteral(attribute.Name);
        string item = CSharpType.Of(attribute.Type);
        string type = attribute.IsList ? CSharpType.ListOf(item) : item;
        string list = attribute.IsList ? "List" : "";
        bool isReference = attribute.IsList || CSharpType.IsReference(attribute.Type);
        if (attribute.IsRequired)
            writer.Open($"public required {type} {property.Name}").Line($"get => Get{list}<{item}>({name}){(isReference ? "!" : "")};");
        else
            writer.Line($"[{CSharpType.DisallowNull}]").Open($"public {type}? {property.Name}").Line($"get => Get{list}<{item}{(isReference ? "" : "?")}>({name});");
        writer.Line($"init => Set{list}({name}, value);").Close();
    }

    private static void EmitField(SourceWriter writer, PropertyModel property)
    {
        AttributeDescription attribute = property.Attribute;
        string name = Escape.ForLiteral(attribute.Name);
        string item = CSharpType.Of(attribute.Type);
        (string value, string accessor) = attribute.IsList ? ("AttributeList", "ListField") : ("AttributeValue", "Field");
        writer
            .Open($"public {CSharpType.Runtime}{value}<{item}> {property.Name}")
            .Line($"get => Get{accessor}<{item}>({name});")
            .Line($"init => Set{accessor}({name}, value);")
            .Close();
    }
}
