using System.Globalization;
using System.Net.Http.Headers;

namespace Outreach.Bulk.Http;

/// <summary>
/// How far the server's clock is from ours, as the <c>Date</c> headers of its answers show. Each of them has whole seconds; several
/// together are more exact than one.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    private static readonly TimeSpan s_precision = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private string? _lastText;
    private DateTimeOffset _lastDate;
    private (TimeSpan Least, TimeSpan Most)? _ahead;

    /// <summary>What the server's clock showed at a moment of ours, at the earliest; null until an answer has told the time.</summary>
    public DateTimeOffset? EarliestAt(DateTimeOffset local)
    {
        lock (_gate)
            return local + _ahead?.Least;
    }

    /// <summary>Hears what an answer tells of the time.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="sentAt">When its request left, by our clock.</param>
    public void Hear(HttpResponseHeaders headers, DateTimeOffset sentAt)
    {
        if (!headers.NonValidated.TryGetValues("Date", out HeaderStringValues values))
            return;
        string text = values.ToString();
        lock (_gate)
        {
            if (text != _lastText)
            {
                if (!DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date))
                    return;
                (_lastText, _lastDate) = (text, date);
            }

            TimeSpan least = _lastDate - time.GetUtcNow();
            TimeSpan most = _lastDate + s_precision - sentAt;

            // What contradicts earlier answers was heard after one of the clocks was set.
            _ahead = _ahead is { } known && known.Least <= most && known.Most >= least
                ? (least > known.Least ? least : known.Least, most < known.Most ? most : known.Most)
                : (least, most);
        }
    }
}
