using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Description;

namespace Outreach.Bulk.Generator.Model;

/// <summary>A bulk action: a method of its group, the record of its params and that of its attributes.</summary>
/// <param name="Description">What the description says about it.</param>
/// <param name="Group">The group it belongs to.</param>
/// <param name="Stem">Its method's name without <c>Async</c>.</param>
/// <param name="TypeStem">What the names of its records begin with.</param>
/// <param name="Effect">What it does to the records.</param>
/// <param name="FilterType">The filter of its resource.</param>
/// <param name="Parameters">The params of its own, beside those the runtime knows.</param>
/// <param name="Attributes">Its attributes; null when it takes none.</param>
internal sealed record ActionModel(
    ActionDescription Description,
    GroupModel Group,
    string Stem,
    string TypeStem,
    ActionEffect Effect,
    string FilterType,
    EquatableArray<PropertyModel> Parameters,
    AttributesModel? Attributes)
{
    /// <summary>The collection that its records are read from, relative to the base address; empty when there is none.</summary>
    public string Collection { get; init; } = "";

    public string MethodName => $"{Stem}Async";

    public string ParamsType => $"{TypeStem}Params";

    public string AttributesType => $"{TypeStem}Attributes";
}

/// <summary>The attributes of an action.</summary>
internal sealed record AttributesModel(AttributesKind Kind, EquatableArray<PropertyModel> Properties);

/// <summary>Which of the runtime's base records the attributes derive from.</summary>
internal enum AttributesKind
{
    /// <summary>Attributes that the action declares itself.</summary>
    Declared,

    /// <summary>Fields of the resource, each of which may be left alone, set or cleared.</summary>
    Fields,

    /// <summary>Fields by any name.</summary>
    OpenFields,
}

/// <summary>What an action does; the runtime's enum of the same name.</summary>
internal enum ActionEffect
{
    Edit,
    Destroy,
    Outbound,
}
