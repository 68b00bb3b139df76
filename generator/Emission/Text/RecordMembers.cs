namespace Outreach.Bulk.Generator.Emission.Text;

/// <summary>The members of generated records, all of which read and write the values that the runtime's records keep.</summary>
internal static class RecordMembers
{
    // Full names of types are long, and of two hundred properties a reader looks for one.
    private const int Width = 180;

    /// <summary>Writes a property, on one line where it fits.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="declaration">All before its accessors.</param>
    /// <param name="get">What it is read by.</param>
    /// <param name="init">What takes <c>value</c>.</param>
    public static SourceWriter Property(this SourceWriter writer, string declaration, string get, string init)
    {
        string line = $"{declaration} {{ get => {get}; init => {init}; }}";
        return writer.Indent + line.Length <= Width
            ? writer.Line(line)
            : writer.Open(declaration).Line($"get => {get};").Line($"init => {init};").Close();
    }

    /// <summary>
    /// Writes the method that the compiler writes otherwise, with a call per property. Nothing calls it: the runtime's records
    /// say themselves what they are in words.
    /// </summary>
    public static SourceWriter NoMembersToPrint(this SourceWriter writer) => writer
        .Line("/// <inheritdoc/>")
        .Line("protected override bool PrintMembers(global::System.Text.StringBuilder builder) => false;");
}
