using System.Security.Cryptography;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Uploads;

/// <summary>The name of an import: the file's, made unique, since imports have no list and no key to find a lost one by.</summary>
internal static class ImportName
{
    private const int WordBytes = 8;

    /// <summary>Refuses a name that was given and cannot be used.</summary>
    public static void ThrowIfNotUsable(string? name, string parameter)
    {
        if (name is not null)
            FileName.ThrowIfNotUsable(name, $"{parameter}.FileName");
    }

    public static string Unique(string name)
    {
        string ending = Path.GetExtension(name);
        string stem = Path.GetFileNameWithoutExtension(name);
        if (ending.Length is 0 or > 10)
            (stem, ending) = (name, "");
        int most = FileName.Longest - ending.Length;
        if (stem.Length > most)
            stem = stem[..(char.IsHighSurrogate(stem[most - 1]) ? most - 1 : most)];
        return $"{stem}.{RandomNumberGenerator.GetHexString(2 * WordBytes, lowercase: true)}{ending}";
    }
}
