namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>A text that became a member of an enum: the header of a column, or an option of a pick list.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Text">The text, as the API has it.</param>
internal sealed record TextMember(string Name, string Text);
