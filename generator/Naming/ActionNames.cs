using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Identifiers;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Naming;

/// <summary>The names that follow from an action's name.</summary>
internal sealed record ActionNames(
    ActionDescription Action, GroupModel Group, string Resource, string Stem, string TypeStem, bool IsKnownModel)
{
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
        ResourcePrefix prefix = action.CodeName.Prefix;
        if (prefix.Group.Length == 0)
            return null;
        if (action.ObjectName is { } objectName)
        {
            string verb = ReservedNames.Method(Identifier.Pascal(prefix.Rest) ?? typeStem);
            return new(action, GroupModel.OfObject(objectName), objectName, verb, Identifier.Pascal(objectName) + verb, IsKnownModel: true);
        }

        return new(
            action,
            GroupModel.Of(prefix),
            prefix.Resource,
            ReservedNames.Method(Identifier.Pascal(prefix.Rest) ?? typeStem),
            typeStem,
            prefix.IsKnown);
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

    public ActionModel ToModel(Func<string, ResourceMembers?> findModel, NameClaims types, NamingProblems problems)
    {
        AttributeDescription[] parameters = [.. Action.Parameters.Where(parameter =>
            !s_runtimeParameters.Contains(parameter.Name) && !(Action.ObjectName is not null && parameter.Name == WellKnown.ObjectName))];
        return new(
            Action,
            Group,
            Stem,
            TypeStem,
            EffectRule.Of(Action.Effect, Action.Name, Stem),
            TypeNames.FilterOf(Resource),
            MemberNames.Assign(Action.Name, parameters, types, problems).Of(parameters),
            HasAttributes ? ToAttributes(findModel, types, problems) : null);
    }

    private AttributesModel ToAttributes(Func<string, ResourceMembers?> findModel, NameClaims types, NamingProblems problems)
    {
        if (Action.Body.FieldsOf is { } model && findModel(model) is { HasSchema: true } fields)
            return new(AttributesKind.Fields, fields.Writable);
        AttributesKind kind = Action.Body is { IsOpen: true } or { FieldsOf: not null }
            ? AttributesKind.OpenFields
            : AttributesKind.Declared;
        return new(kind, MemberNames.Assign(Action.Name, Action.Body.Attributes, types, problems).Of(Action.Body.Attributes));
    }
}
