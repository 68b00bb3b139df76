namespace Outreach.Bulk.Uploads;

/// <summary>Tells from the bytes of an HTTP/1.1 answer, as they come, whether it is a refusal. "100 Continue" is passed over.</summary>
internal struct AnswerScan
{
    private const string Start = "HTTP/1.";
    private const string HeadEnd = "\r\n\r\n";

    // "HTTP/1." is followed by a digit and a blank.
    private const int StatusAt = 9;

    private int _at;
    private int _ending;
    private bool _isPassing;

    /// <summary>Whether what follows need not be looked at.</summary>
    public bool IsKnown { get; private set; }

    public bool IsRefusal { get; private set; }

    public void Push(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (IsKnown)
                return;
            if (_isPassing)
                Pass(value);
            else
                Look(value);
        }
    }

    private void Look(byte value)
    {
        if (_at < Start.Length && value != Start[_at])
            IsKnown = true;
        else if (_at < StatusAt)
            _at++;
        else if (value == '1')
            (_isPassing, _ending) = (true, 0);
        else
            (IsKnown, IsRefusal) = (true, value is >= (byte)'3' and <= (byte)'5');
    }

    private void Pass(byte value)
    {
        _ending = value == HeadEnd[_ending] ? _ending + 1 : value == HeadEnd[0] ? 1 : 0;
        if (_ending == HeadEnd.Length)
            (_isPassing, _at) = (false, 0);
    }
}
