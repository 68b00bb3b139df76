using Outreach.Bulk.Generator.Emission.Text;
using Outreach.Bulk.Generator.Model;

namespace Outreach.Bulk.Generator.Emission;

/// <summary>Says which of a field's names to use.</summary>
internal static class PropertyMarks
{
    public static SourceWriter Mark(this SourceWriter writer, PropertyModel property)
    {
        if (property.IsBehindAlias || property.Obsolete.Length > 0)
            writer.Line(CSharpType.Hidden);
        if (property.Obsolete.Length > 0)
            writer.Line($"[global::System.Obsolete({Escape.ForLiteral(property.Obsolete)})]");
        return writer;
    }
}
