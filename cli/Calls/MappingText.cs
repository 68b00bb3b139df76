using Outreach.Bulk.Cli.Output;

namespace Outreach.Bulk.Cli.Calls;

/// <summary>Which column goes into which field, as it was typed.</summary>
/// <param name="Map"><c>header=field</c> each.</param>
/// <param name="Unchecked">The same, with names that the description does not have.</param>
/// <param name="ByName">Whether other columns go into the fields of their names.</param>
internal sealed record MappingText(IReadOnlyList<string> Map, IReadOnlyList<string> Unchecked, bool ByName)
{
    public bool IsEmpty => Map.Count + Unchecked.Count == 0 && !ByName;

    // Names of fields have no such sign, and headers may.
    public static (string Header, string Field) Split(string text, string option) =>
        text.LastIndexOf('=') is > 0 and { } at && at < text.Length - 1
            ? (text[..at], text[(at + 1)..].Trim())
            : throw CliException.Usage($"{option} {text}: write header=field.");

    /// <summary>The options again, for a command that goes on.</summary>
    public override string ToString() => string.Join(
        ' ',
        [
            .. Map.Select(text => $"--map {Quoted(text)}"),
            .. Unchecked.Select(text => $"--map-unchecked {Quoted(text)}"),
            .. ByName ? ["--map-by-name"] : Array.Empty<string>(),
        ]);

    private static string Quoted(string text) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '=' or '_' or '-' or '.') ? text : $"\"{text}\"";
}
