using Outreach.Bulk.Generator.Common;
using Outreach.Bulk.Generator.Identifiers;

namespace Outreach.Bulk.Generator.Model;

/// <summary>The pick list of a custom field, as an enum.</summary>
/// <param name="TypeName">The enum's name.</param>
/// <param name="Label">The field's label.</param>
/// <param name="Members">The options that have a name in C#.</param>
internal sealed record ChoiceModel(string TypeName, string Label, EquatableArray<TextMember> Members)
{
    public string ExtensionsType => TypeNames.ExtensionsOf(TypeName);
}
