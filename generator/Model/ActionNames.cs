namespace Outreach.Bulk.Generator;

/// <summary>The names that follow from an action's name.</summary>
internal sealed record ActionNames(ActionDescription Action, GroupModel Group, string Model, string Stem, string TypeStem, bool IsKnownModel)
{
    /// <summary>The parameter that names a custom object.</summary>
    public const string ObjectParameter = "objectName";

    private static readonly string[] s_runtimeParameters = ["filter", "skipConfirmation"];

    public bool HasAttributes => Action.Body is { IsOpen: true } or { FieldsOf: not null } or { Attributes.Count: > 0 };

    private string ParamsType => $"{TypeStem}Params";

    private string AttributesType => $"{TypeStem}Attributes";

    private string Method => $"{Group.Name}.{Stem}";

    /// <summary>Names an action; null when its name has no C# form.</summary>
    public static ActionNames? TryCreate(ActionDescription action)
    {
        if (Identifier.Pascal(action.CodeName.Text) is not { } typeStem)
            return null;
        ModelPrefix prefix = action.CodeName.Prefix;
        if (prefix.Group.Length == 0)
            return null;
        if (action.ObjectName is { } own)
        {
            string verb = ReservedNames.Method(Identifier.Pascal(prefix.Rest) ?? typeStem);
            return new(action, GroupModel.OfObject(own), own, verb, Identifier.Pascal(own) + verb, IsKnownModel: true);
        }

        return new(action, GroupModel.Of(prefix), prefix.Model, ReservedNames.Method(Identifier.Pascal(prefix.Rest) ?? typeStem), typeStem, prefix.IsKnown);
    }

    public void ClaimTypes(NameClaims types)
    {
        types.Claim(Method, Action.Name);
        types.Claim(ParamsType, Action.Name);
        if (HasAttributes)
            types.Claim(AttributesType, Action.Name);
    }

    public bool IsContested(NameClaims types) =>
        types.IsContested(Group.Name)
        || types.IsContested(Group.TypeName)
        || types.IsContested(Method)
        || types.IsContested(ParamsType)
        || (HasAttributes && types.IsContested(AttributesType));

    public ActionModel ToModel(Func<string, ModelMembers?> findModel, NameClaims types, ProblemList problems)
    {
        AttributeDescription[] parameters = [.. Action.Parameters.Where(parameter =>
            !s_runtimeParameters.Contains(parameter.Name) && !(Action.ObjectName is not null && parameter.Name == ObjectParameter))];
        return new(
            Action,
            Group,
            Stem,
            TypeStem,
            EffectRule.Of(Action.Effect, Stem),
            ModelNames.FilterTypeOf(Model),
            MemberNames.Assign(Action.Name, parameters, types, problems).Of(parameters),
            HasAttributes ? ToAttributes(findModel, types, problems) : null);
    }

    private AttributesModel ToAttributes(Func<string, ModelMembers?> findModel, NameClaims types, ProblemList problems)
    {
        if (Action.Body.FieldsOf is { } model && findModel(model) is { HasSchema: true } fields)
            return new(AttributesKind.Fields, fields.Writable);
        AttributesKind kind = Action.Body is { IsOpen: true } or { FieldsOf: not null } ? AttributesKind.OpenFields : AttributesKind.Own;
        return new(kind, MemberNames.Assign(Action.Name, Action.Body.Attributes, types, problems).Of(Action.Body.Attributes));
    }
}
