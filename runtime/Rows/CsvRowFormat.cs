using System.Globalization;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// How values become cells, where Outreach publishes no form. Numbers are always written with a point and without separators of
/// thousands, dates as <c>2026-01-05</c>.
/// </summary>
public sealed record CsvRowFormat
{
    /// <summary>What stands between the items of a list, such as an account's tags.</summary>
    /// <value>Not empty. Default <c>;</c>, as write-ups of the web application have it. An item that holds it is refused.</value>
    public string ListSeparator { get; init; } = ";";

    /// <summary>The form of a <see cref="DateTimeOffset"/> or <see cref="DateTime"/>, which is written in UTC.</summary>
    /// <value>
    /// A format of <see cref="DateTimeOffset.ToString(string)"/>. Default <see langword="null"/>: as in the API's JSON,
    /// <c>2026-01-05T08:30:00Z</c>, with as many digits of a second as there are.
    /// </value>
    public string? InstantFormat { get; init; }

    /// <summary>What <see langword="true"/> is written as.</summary>
    /// <value>Default <c>true</c>.</value>
    public string TrueText { get; init; } = "true";

    /// <summary>What <see langword="false"/> is written as.</summary>
    /// <value>Default <c>false</c>.</value>
    public string FalseText { get; init; } = "false";

    internal void ThrowIfNotUsable(string parameter)
    {
        ThrowIfNotUsable(ListSeparator, $"{parameter}.{nameof(ListSeparator)}");
        ThrowIfNotUsable(TrueText, $"{parameter}.{nameof(TrueText)}");
        ThrowIfNotUsable(FalseText, $"{parameter}.{nameof(FalseText)}");
        if (InstantFormat is not null)
            ThrowIfNoFormat(InstantFormat, $"{parameter}.{nameof(InstantFormat)}");
    }

    private static void ThrowIfNoFormat(string format, string parameter)
    {
        ThrowIfNotUsable(format, parameter);
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"'{format}' is no format of a DateTimeOffset.", parameter, exception);
        }
    }

    private static void ThrowIfNotUsable(string text, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, parameter);
        WireText.ThrowIfNotEncodable(text, parameter);
    }
}
