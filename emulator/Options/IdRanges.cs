using System.Globalization;

namespace Outreach.Bulk.Emulator.Options;

/// <summary>Reads ids as people write them down: <c>17, 20-25</c>.</summary>
internal static class IdRanges
{
    private const int Most = 100_000;

    /// <summary>What text must be instead.</summary>
    public const string Form = "ids from 1 on, such as 17,20-25, at most 100000 of them";

    /// <summary>The reason given to records that are chosen without one.</summary>
    public const string DefaultReason = "This record fails, as the emulator's options say.";

    /// <summary>The ids; null where the text is something else.</summary>
    public static IReadOnlyList<long>? Read(string text)
    {
        List<long> ids = [];
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            string[] ends = part.Split('-', 2, StringSplitOptions.TrimEntries);
            if (Number(ends[0]) is not long first || Number(ends[^1]) is not long last || last < first)
                return null;
            if (last - first >= Most - ids.Count)
                return null;
            for (long id = first; id <= last; id++)
                ids.Add(id);
        }

        return ids;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is >= 1 and < long.MaxValue
            ? number
            : null;
}
