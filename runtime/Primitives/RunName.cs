namespace Outreach.Bulk.Primitives;

/// <summary>What users name one run of something by: an operation's key, and its label.</summary>
internal static class RunName
{
    private const int Longest = 200;

    /// <summary>Refuses a name that was given and cannot be used.</summary>
    /// <param name="name">The name; null when none was given.</param>
    /// <param name="what">What it is: "key".</param>
    /// <param name="parameter">Where it was given.</param>
    /// <exception cref="ArgumentException">It is blank, too long, or cannot be written.</exception>
    public static void ThrowIfNotUsable(string? name, string what, string parameter)
    {
        if (name is null)
            return;
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        if (name.Length > Longest || name.Any(char.IsControl))
        {
            throw new ArgumentException(
                $"An operation's {what} has at most {Longest} characters, none of them a control character.", parameter);
        }

        // A journal would write another one than was given.
        WireText.ThrowIfNotEncodable(name, parameter);
    }
}
