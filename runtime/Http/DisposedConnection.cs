namespace Outreach.Bulk.Http;

/// <summary>What a call ends in when its connection was disposed.</summary>
internal static class DisposedConnection
{
    private const string Name = "OutreachBulkConnection";

    public static void ThrowIf(bool isDisposed)
    {
        if (isDisposed)
            throw Exception();
    }

    public static ObjectDisposedException Exception() => new(Name);

    /// <param name="what">What was given up: the beginning of a sentence.</param>
    /// <param name="cause">What it ended in.</param>
    public static ObjectDisposedException GivenUp(string what, Exception? cause = null) =>
        new($"{what} was given up: its {Name} was disposed.", cause);
}
