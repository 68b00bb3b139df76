using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Outreach.Bulk.Jobs.Hangfire.Dashboard;

/// <summary>
/// HTML, written as an interpolated string: literal text is markup, and whatever is filled in is encoded, unless it is markup
/// itself. There is no way to make markup of a value.
/// </summary>
[InterpolatedStringHandler]
internal sealed class Markup
{
    private readonly StringBuilder _text;

    public Markup(int literalLength, int formattedCount) => _text = new(literalLength + (formattedCount * 16));

    public static Markup None => $"";

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(Markup markup) => _text.Append(markup._text);

    public void AppendFormatted(IEnumerable<Markup> parts)
    {
        foreach (Markup part in parts)
            _text.Append(part._text);
    }

    public void AppendFormatted(string? value) => _text.Append(WebUtility.HtmlEncode(value));

    public void AppendFormatted(long value) => _text.Append(value.ToString("#,0", CultureInfo.InvariantCulture));

    public void AppendFormatted(DateTimeOffset? value) => AppendFormatted(value?.ToString("u", CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}
