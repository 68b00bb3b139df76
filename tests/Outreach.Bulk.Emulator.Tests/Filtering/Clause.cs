using Outreach.Bulk.Emulator.Schema;

namespace Outreach.Bulk.Emulator.Tests.Filtering;

/// <summary>One condition, with its spellings in both syntaxes.</summary>
internal sealed record Clause(string Path, AttributeKind Kind, Op Op, string[] Values)
{
    private string Brackets => string.Concat(Path.Split('.').Select(part => $"[{part}]"));

    public string New(string prefix) => string.Join('&', Op switch
    {
        Op.AnyOf => Values.Select(value => $"{prefix}{Brackets}[]={Escape(value)}"),
        Op.AtLeast => [$"{prefix}{Brackets}[gte]={Escape(Values[0])}"],
        Op.AtMost => [$"{prefix}{Brackets}[lte]={Escape(Values[0])}"],
        Op.Between => [$"{prefix}{Brackets}[gte]={Escape(Values[0])}", $"{prefix}{Brackets}[lte]={Escape(Values[1])}"],
        Op.Null => [$"{prefix}{Brackets}=__null__"],
        Op.NotNull => [$"{prefix}{Brackets}=__notnull__"],
        _ => (IEnumerable<string>)[$"{prefix}{Brackets}={Escape(Values[0])}"],
    });

    /// <summary>The old spelling, or null where a value holds what the old syntax can't say.</summary>
    public string? Old()
    {
        if (Values.Any(value => value.Contains(',') || value.Contains("..")))
            return null;
        string text = Op switch
        {
            Op.AnyOf => string.Join(',', Values),
            Op.AtLeast => Values[0] + "..inf",
            Op.AtMost => "neginf.." + Values[0],
            Op.Between => $"{Values[0]}..{Values[1]}",
            Op.Null => "__null__",
            Op.NotNull => "__notnull__",
            _ => Values[0],
        };
        return $"filter{Brackets}={Escape(text)}";
    }

    public override string ToString() => New("filter");

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
