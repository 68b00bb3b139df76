using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Conventions;
using Outreach.Bulk.Generator.Description;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Model;

/// <summary>
/// What will be emitted, with every C# name decided, whatever the namespace. Each list is emitted file by file.
/// </summary>
internal sealed record ApiModel(
    DescriptionStamp Stamp,
    EquatableArray<GroupModel> Groups,
    EquatableArray<ActionModel> Actions,
    EquatableArray<ImportModel> Imports,
    EquatableArray<UpsertModel> Upserts,
    EquatableArray<FilterModel> Filters,
    EquatableArray<FieldsModel> Fields)
{
    /// <summary>The pick lists of an organisation's custom fields.</summary>
    public EquatableArray<ChoiceModel> Choices { get; init; } = [];
}

/// <summary>The actions of a model: a property of the client.</summary>
/// <param name="Name">The property: <c>Accounts</c>.</param>
internal sealed record GroupModel(string Name)
{
    /// <summary>What every client has; a group of the description's own only when something is upserted by it.</summary>
    public static GroupModel Imports { get; } = new("Imports");

    public string TypeName => $"{Name}Actions";

    /// <summary>How its records are previewed; null when it has no filter to select them by.</summary>
    public PreviewModel? Preview { get; init; }

    /// <summary>Whether it has the runtime's imports beside what is generated.</summary>
    public bool IsImports => Name == Imports.Name;

    /// <summary>Whether it is that of one custom object.</summary>
    public bool IsOfObject { get; init; }

    public static GroupModel OfObject(string name) => Of(Identifier.Pascal(name) ?? "") with { IsOfObject = true };

    public static GroupModel Of(ResourcePrefix prefix) => Of(prefix.Group);

    private static GroupModel Of(string name) => new(ReservedNames.IsGroup(name) ? name + "Group" : name);

    /// <summary>The records in words: "custom objects".</summary>
    public string Records => IsOfObject ? $"{Identifier.Words(Name)} records" : Identifier.Words(Name);
}

/// <summary>A property of a generated record, or a field.</summary>
/// <param name="Name">Its name in C#.</param>
/// <param name="Attribute">What the description says about it.</param>
internal sealed record PropertyModel(string Name, AttributeDescription Attribute)
{
    /// <summary>Whether it is another name of a property beside it: that of an organisation's label.</summary>
    public bool IsAlias { get; init; }

    /// <summary>Whether it has a label's name as well, which is the one to offer.</summary>
    public bool IsBehindAlias { get; init; }

    /// <summary>Why the name should no longer be used; empty for one that should.</summary>
    public string Obsolete { get; init; } = "";

    /// <summary>The enum of its options; empty for one that is no pick list.</summary>
    public string ChoiceType { get; init; } = "";
}
