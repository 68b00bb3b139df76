using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Protocol;

/// <summary>
/// Why a batch or an import failed, as a part of a message. What a server says may quote a record, so it is given in full only where
/// every word of it speaks of files and limits; otherwise the property that holds it is named.
/// </summary>
internal static partial class ServerReason
{
    private static readonly FrozenSet<string> s_plainWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ("a above action allowed allowance already an and any are as at batch be been before below blank bulk but by bytes can cannot column "
            + "columns content corrupt could csv daily data day did does down duplicate duplicated elapsed empty encoding end error errors "
            + "exceed exceeded exceeds exists expired expected fail failed failure field fields file files filter for format found from hash "
            + "has have header headers import imports in incomplete internal invalid is it item items key large later length limit limits line "
            + "lines long malformed many mapping matched matches max maximum more missing must no none not of on one only or parse permission "
            + "permissions please process processed processing quota read reached reading record records request requests required retry row "
            + "rows service size storage supported than that the this time timed timeout to too total try unable unavailable unexpected unknown "
            + "unreadable unsupported upload uploaded url was were with zero").Split(' '));

    /// <summary>Says why something failed.</summary>
    /// <param name="reason">The server's text; null when it gave none.</param>
    /// <param name="property">The property that holds it.</param>
    /// <returns>The rest of a sentence that begins with what failed.</returns>
    public static string Describe(string? reason, string property) =>
        string.IsNullOrWhiteSpace(reason) ? " and gave no reason."
        : IsPlain(reason) ? $": {Sentence.End(reason.Trim())}"
        : $"; {property} holds what the server says about it.";

    /// <summary>The text that an object of unpublished form holds, when it holds one and nothing else.</summary>
    public static string? TextOf(JsonElement? summary) => summary switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } fields when fields.EnumerateObject().Take(2).ToArray() is [var lone] => TextOf(lone.Value),
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() == 1 => TextOf(list[0]),
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => null,
        { } other => other.GetRawText(),
    };

    private static bool IsPlain(string reason) =>
        reason.Length <= 200 && WordBreak().Split(reason).All(word => word.Length == 0 || s_plainWords.Contains(word) || IsRound(word));

    // Limits are round; what stands in records is not, or is not by chance.
    private static bool IsRound(string word) =>
        long.TryParse(word.Replace(",", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        && (number < 10 || number % 1_000 == 0);

    [GeneratedRegex("[ \\-_]+|[.,;:!](?= |$)", RegexOptions.CultureInvariant)]
    private static partial Regex WordBreak();
}
