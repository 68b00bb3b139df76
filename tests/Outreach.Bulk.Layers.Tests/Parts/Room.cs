namespace Outreach.Bulk.Layers.Tests;

/// <summary>A room is a folder that directly holds C# files; its name is the path from the part's root.</summary>
internal static class Room
{
    /// <summary>The part's root: the top room, in no list.</summary>
    public const string Root = ".";

    /// <summary>The room of a file; null for one that is not the part's, or that the build writes.</summary>
    public static string? Of(string file, string part)
    {
        string path = Path.GetRelativePath(part, Path.GetDirectoryName(file)!).Replace('\\', '/');
        return Path.IsPathRooted(path) || path.Split('/')[0] is ".." or "bin" or "obj" ? null : path;
    }
}
