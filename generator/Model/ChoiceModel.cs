namespace Outreach.Bulk.Generator;

/// <summary>A pick list of an organisation's own, as an enum.</summary>
/// <param name="TypeName">The enum's name.</param>
/// <param name="Label">The field's label.</param>
/// <param name="Members">The options that have a name in C#.</param>
internal sealed record ChoiceModel(string TypeName, string Label, EquatableArray<TextMember> Members) : IFileModel
{
    /// <summary>What the class with an enum's texts ends in.</summary>
    public const string ExtensionsEnding = "Extensions";

    public string ExtensionsType => TypeName + ExtensionsEnding;

    string IFileModel.FileName => TypeName;
}
