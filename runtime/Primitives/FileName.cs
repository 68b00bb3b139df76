namespace Outreach.Bulk.Primitives;

/// <summary>The name of a file as it leaves this machine: never a path, whichever system wrote it.</summary>
internal static class FileName
{
    /// <summary>The API takes 255 characters; a word that makes the name unique is added.</summary>
    public const int Longest = 200;

    /// <summary>The last part of a path of Windows or Unix.</summary>
    /// <exception cref="ArgumentException">The path ends in a folder, or its last part is no name that can be sent.</exception>
    public static string Of(string path, string parameter)
    {
        string name = path[(path.AsSpan().LastIndexOfAny('/', '\\') + 1)..];
        if (name is [var drive, ':', ..] && char.IsAsciiLetter(drive))
            name = name[2..];
        if (string.IsNullOrWhiteSpace(name) || name is "." or "..")
            throw new ArgumentException($"{parameter} names a folder. Give it the name of a file.", parameter);
        ThrowIfNotWritable(name, parameter);
        return name;
    }

    /// <summary>Refuses a name that was chosen for sending and cannot be sent as it is.</summary>
    public static void ThrowIfNotUsable(string name, string parameter)
    {
        ThrowIfNotWritable(name, parameter);
        if (name.AsSpan().ContainsAny('/', '\\'))
            throw new ArgumentException($"{parameter} is a path. Give it the name of a file, without a folder.", parameter);
        ThrowIfTooLong(name, parameter);
    }

    public static void ThrowIfTooLong(string name, string parameter)
    {
        if (name.Length > Longest)
            throw new ArgumentException($"{parameter} has {name.Length} characters. Give it at most {Longest}.", parameter);
    }

    private static void ThrowIfNotWritable(string name, string parameter)
    {
        WireText.ThrowIfNotWritable(name, parameter);
        foreach (char character in name)
        {
            if (char.IsControl(character))
            {
                throw new ArgumentException(
                    $"{parameter} holds the control character U+{(int)character:X4}, which no name of a file has. Leave it out.", parameter);
            }
        }
    }
}
