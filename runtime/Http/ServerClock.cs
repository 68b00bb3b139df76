using System.Globalization;
using System.Net.Http.Headers;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk.Http;

/// <summary>
/// How far the server's clock is from ours, as the <c>Date</c> headers of its answers show. Each of them has whole seconds; several
/// together are more exact than one.
/// </summary>
internal sealed class ServerClock(TimeProvider time)
{
    private static readonly TimeSpan s_precision = TimeSpan.FromSeconds(1);

    // Two clocks of one machine agree as well as that.
    private static readonly TimeSpan s_settingTolerance = TimeSpan.FromSeconds(2);

    private readonly SteadyClock _steady = new(time);
    private readonly Lock _gate = new();
    private string? _lastText;
    private DateTimeOffset _lastDate;
    private (TimeSpan Least, TimeSpan Most)? _ahead;
    private TimeSpan _heardUnder;

    /// <summary>This moment.</summary>
    public SentMoment Now()
    {
        DateTimeOffset now = time.GetUtcNow();
        return new(now, EarliestAt(now), _steady.Ahead);
    }

    /// <summary>A moment that a journal has.</summary>
    public SentMoment At(DateTimeOffset local, DateTimeOffset? server) => new(local, server, _steady.Ahead);

    /// <summary>A moment of the server's, whoever noted it.</summary>
    public SentMoment AtServer(DateTimeOffset server)
    {
        lock (_gate)
            return new(server - (_ahead?.Least ?? TimeSpan.Zero), server, _steady.Ahead);
    }

    /// <summary>
    /// What the server's clock showed at a moment of ours, at the earliest; null until an answer has told the time, and again once our
    /// clock was set.
    /// </summary>
    public DateTimeOffset? EarliestAt(DateTimeOffset local)
    {
        lock (_gate)
            return IsSame(_heardUnder, _steady.Ahead) ? local + _ahead?.Least : null;
    }

    /// <summary>The same of a moment that may have been before our clock was set.</summary>
    public DateTimeOffset? EarliestAt(in SentMoment sent) =>
        sent.Server ?? (IsSame(sent.Setting, _steady.Ahead) ? EarliestAt(sent.Local) : null);

    /// <summary>By how much our clock was set since.</summary>
    public TimeSpan SetSince(in SentMoment sent) =>
        IsSame(sent.Setting, _steady.Ahead) ? TimeSpan.Zero : (_steady.Ahead - sent.Setting).Duration();

    /// <summary>The present, as our clock shows it, or would if nobody had set it back since.</summary>
    public DateTimeOffset After(in SentMoment sent)
    {
        TimeSpan setBack = sent.Setting - _steady.Ahead;
        return time.GetUtcNow() + (setBack > TimeSpan.Zero ? setBack : TimeSpan.Zero);
    }

    /// <summary>Takes the time from an answer.</summary>
    /// <param name="headers">The answer's headers.</param>
    /// <param name="sent">When its request left.</param>
    public void Hear(HttpResponseHeaders headers, in SentMoment sent)
    {
        // A cache between us and the server gives the time of the answer that it keeps.
        if (headers.NonValidated.Contains("Age") || !headers.NonValidated.TryGetValues("Date", out HeaderStringValues values))
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

            TimeSpan setting = _steady.Ahead;
            TimeSpan least = _lastDate - time.GetUtcNow();
            TimeSpan most = _lastDate + s_precision - sent.Local - (setting - sent.Setting);

            // What contradicts earlier answers was heard after one of the clocks was set.
            bool isSame = IsSame(_heardUnder, setting);
            _heardUnder = setting;
            _ahead = isSame && _ahead is { } known && known.Least <= most && known.Most >= least
                ? (least > known.Least ? least : known.Least, most < known.Most ? most : known.Most)
                : (least, most);
        }
    }

    private static bool IsSame(TimeSpan setting, TimeSpan other) => (setting - other).Duration() <= s_settingTolerance;
}
