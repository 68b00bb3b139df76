using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Durations as people write them: <c>24:00:00</c> is a day, not 24 of them as .NET reads it.</summary>
internal static partial class DurationText
{
    /// <summary>Reads an option's value; it is longer than nothing.</summary>
    public static TimeSpan Parse(ArgumentResult given)
    {
        string text = given.Tokens[^1].Value;
        if (Read(text) is { } duration)
            return duration;
        given.AddError($"\"{text}\" is no duration. Write hours, minutes and seconds, such as 00:30:00, or 7.00:00:00 with days.");
        return default;
    }

    /// <returns>The duration; null for anything else, and for one that is not longer than nothing.</returns>
    public static TimeSpan? Read(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
            return null;
        TimeSpan duration = new(Part(1), Part(2), Part(3), Part(4));
        return duration > TimeSpan.Zero ? duration : null;

        int Part(int group) => match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^(?:([0-9]{1,4})\.)?([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?$")]
    private static partial Regex Form();
}
