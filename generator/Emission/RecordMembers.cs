using Outreach.Bulk.Generator.Emission.Text;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>What all records with properties have.</summary>
internal static class RecordMembers
{
    /// <summary>
    /// Writes the method that the compiler writes otherwise, with a call per property. Nothing calls it: the runtime's records
    /// say themselves what they are in words.
    /// </summary>
    public static SourceWriter NoMembersToPrint(this SourceWriter writer) => writer
        .Line("/// <inheritdoc/>")
        .Line("protected override bool PrintMembers(global::System.Text.StringBuilder builder) => false;");
}
