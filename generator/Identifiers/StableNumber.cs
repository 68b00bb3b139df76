using System.Text;

namespace Outreach.Bulk.Generator.Identifiers;

/// <summary>
/// A number that depends on a name alone: 31 bits of FNV-1a over its UTF-8 form. Enum values made of it stay the same
/// whatever is added beside them, so that a compiled program never maps to another field.
/// </summary>
internal static class StableNumber
{
    public static int Of(string name)
    {
        uint hash = 2_166_136_261;
        foreach (byte value in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ value) * 16_777_619);
        return (int)(hash & int.MaxValue);
    }
}
