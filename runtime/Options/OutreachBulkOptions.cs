using System.Globalization;
using Microsoft.Extensions.Logging;
using Outreach.Bulk.Primitives;

namespace Outreach.Bulk;

/// <summary>
/// How a connection talks to Outreach. Where the API's documents contradict each other or are silent, the default is the
/// likeliest reading and the property says what else there is.
/// </summary>
public sealed class OutreachBulkOptions
{
    /// <summary>The public API: <c>https://api.outreach.io/api/v2/</c>.</summary>
    public static readonly Uri DefaultBaseAddress = new("https://api.outreach.io/api/v2/");

    /// <summary>Gives the OAuth access token for a request. Required.</summary>
    /// <value>
    /// <c>OutreachTokens.GetAsync</c>, or a function of your own. Asked before each request and never twice at once, so it should cache;
    /// tokens live two hours. It is called on the thread of the call, which a source that blocks holds. It receives a token that was
    /// rejected. It gives visible ASCII characters and no white space; anything else is an <see cref="OutreachBulkException"/>. If it
    /// throws, the call ends in <see cref="OutreachConnectionException"/> with the cause inside, and waits ask again; after an
    /// <see cref="OutreachBulkException"/> that is not <see cref="OutreachBulkException.IsTransient"/> waits end too.
    /// </value>
    public Func<AccessTokenContext, CancellationToken, ValueTask<string>>? AccessToken { get; set; }

    /// <summary>Where the API lives.</summary>
    /// <value>
    /// An absolute http or https address without user name and query; a slash is added at its end. Default
    /// <c>https://api.outreach.io/api/v2/</c>. The token is sent to this origin and no other.
    /// </value>
    public Uri BaseAddress { get; set; } = DefaultBaseAddress;

    /// <summary>The clock behind every wait and deadline.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How long one request may take, from asking for the token to the last byte of the answer.</summary>
    /// <value>
    /// More than zero, up to 49 days. Default 100 seconds. It rules alone: <see cref="HttpClient.Timeout"/> is infinite
    /// unless the application sets it. When it passes on a POST that acts and was sent, the outcome is unknown.
    /// </value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How long a wait for completion lasts before it detaches from the batch.</summary>
    /// <value>More than zero. Default 24 hours. The batch itself is left alone.</value>
    public TimeSpan WaitDeadline { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a wait goes on when all its answers are refusals that may pass: a 401 that a new token mends, a firewall's page, a 404
    /// for what was created a moment ago; or a page where a document should be, whatever its status.
    /// </summary>
    /// <value>Zero or more. Default 15 minutes.</value>
    public TimeSpan RefusalTolerance { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often a request that may be repeated is repeated after a failure that may pass.</summary>
    /// <value>
    /// 0 to 10. Default 3, after about half a second, one and two, or when the server asks for. It is meant for reads, for
    /// the decision about a batch after reading it, and for uploads with their links and validations. A bulk action and the start
    /// of an import are never repeated, and a wait looks again until its deadline.
    /// </value>
    public int Retries { get; set; } = 3;

    /// <summary>The application's name, which all requests give in <c>User-Agent</c>, before this library's.</summary>
    /// <value>
    /// A product, with a version and a comment where they help: <c>Acme.Nightly/2.1</c>. Up to 200 visible ASCII characters and blanks.
    /// Default <see langword="null"/>: only <c>Outreach.Bulk/</c> and its version. A <c>User-Agent</c> that the application sets on the
    /// <see cref="HttpClient"/> itself replaces both.
    /// </value>
    public string? ApplicationId { get; set; }

    /// <summary>Makes the handler that files are uploaded through: with a proxy, a certificate, or handlers of your own.</summary>
    /// <value>
    /// Asked once, at the first upload; the connection disposes the handler. Redirects, cookies and credentials for servers are switched
    /// off in the <see cref="SocketsHttpHandler"/> or <see cref="HttpClientHandler"/> at its bottom, and an <c>Authorization</c> or
    /// <c>Cookie</c> goes no further. One in use that still follows redirects is an <see cref="InvalidOperationException"/>. Default
    /// <see langword="null"/>: a handler of the connection's own, which knows the proxies of the environment, or under dependency
    /// injection the client named <c>Outreach.Bulk.Uploads</c>.
    /// </value>
    public Func<HttpMessageHandler>? UploadHandler { get; set; }

    /// <summary>Whether files may be uploaded over http, to a store in tests.</summary>
    /// <value>
    /// Default <see langword="false"/>: a link must be https, since records of people travel over it, unless <see cref="BaseAddress"/> is
    /// a loopback one.
    /// </value>
    public bool AllowUnencryptedUploads { get; set; }

    /// <summary>The first wait between two polls of a batch or an import; waits grow from poll to poll.</summary>
    /// <value>1 millisecond to 49 days. Default 1 second. Each poll costs one of the 10 000 requests that a user has an hour.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two polls, unless the server asks for a longer one.</summary>
    /// <value>At least <see cref="PollInterval"/>, up to 49 days. Default 30 seconds.</value>
    public TimeSpan MaximumPollInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>By how much the wait grows from poll to poll.</summary>
    /// <value>1 to 10. Default 1.5.</value>
    public double PollGrowth { get; set; } = 1.5;

    /// <summary>The share of each wait that is left to chance, so that many waiters do not poll in step.</summary>
    /// <value>0 to 0.5. Default 0.1: a wait is shortened by up to a tenth.</value>
    public double PollJitter { get; set; } = 0.1;

    /// <summary>The share of the account's hourly requests that is left to others who use the same account.</summary>
    /// <value>
    /// 0 to 0.9. Default 0.1: requests wait for the next hour when a tenth is left. The API gives each user 10 000 requests an hour,
    /// whoever sends them, and reports in each answer what is left.
    /// </value>
    public double ReservedRequestShare { get; set; } = 0.1;

    /// <summary>
    /// The share of what is left above the reserve that polling may take, evenly over the time until the budget is whole again.
    /// </summary>
    /// <value>0.01 to 1. Default 0.5. A tenth of it may be taken at once.</value>
    public double PollingRequestShare { get; set; } = 0.5;

    /// <summary>The longest pause for all requests, whatever the server asks for.</summary>
    /// <value>1 second to 49 days. Default 2 hours, longer than any budget needs to be whole again.</value>
    public TimeSpan MaximumPause { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How many records bulk actions may take in a day.</summary>
    /// <value>
    /// At least 1. Default 5 000 000: as many items a day the API gives an organisation, its people's work in the web application
    /// included, and gives them back gradually. What others take it does not report, so only what this connection sends is counted.
    /// </value>
    public long RecordsPerDay { get; set; } = 5_000_000;

    /// <summary>How many of them are left to people in the web application.</summary>
    /// <value>0 or more, less than <see cref="RecordsPerDay"/>. Default 500 000.</value>
    public long ReservedRecords { get; set; } = 500_000;

    /// <summary>Whether the rows of imports are counted as records of the day. Whether Outreach counts them is not published.</summary>
    /// <value>Default <see langword="false"/>.</value>
    public bool CountImports { get; set; }

    /// <summary>Where the records of the day are counted.</summary>
    /// <value>
    /// Default <see langword="null"/>: in memory, for this connection. One that is given here rules alone: <see cref="RecordsPerDay"/>
    /// and <see cref="ReservedRecords"/> are its own affair.
    /// </value>
    public IRecordLedger? RecordLedger { get; set; }

    /// <summary>Where operations are written down, so that after a crash nothing is done twice.</summary>
    /// <value>Default <see langword="null"/>: nowhere.</value>
    public IOperationJournal? Journal { get; set; }

    /// <summary>Where this library logs, under the category <c>Outreach.Bulk</c>.</summary>
    /// <value>Default <see langword="null"/>: nowhere without dependency injection, and with it the application's logging.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>What Outreach's documents leave open, or contradict each other about.</summary>
    public ProtocolOptions Protocol { get; private set; } = new();

    /// <summary>The most items one bulk request takes.</summary>
    /// <value>
    /// 1 to 100 000. Default 100 000, the API's own limit: a larger request does not start and ends as <c>failed</c>.
    /// A call with more ids is refused before it is sent, and a batch that asks about more records is cancelled, whatever the
    /// policy says.
    /// </value>
    public int MaximumItems { get; set; } = 100_000;

    /// <summary>The longest request line that is sent, in bytes.</summary>
    /// <value>
    /// 512 to 65 536. Default 8 192, which common proxies take. Ids that do not fit travel in the body instead, when
    /// they are the only clause. The API's own limit is not published.
    /// </value>
    public int MaximumRequestLine { get; set; } = 8_192;

    /// <summary>How many resources a page of a list holds.</summary>
    /// <value>1 to 1 000. Default 1 000, the largest seen in practice; the API's own default is 50.</value>
    public int PageSize { get; set; } = 1_000;

    /// <summary>Checks the options and copies them, so that later changes do not reach a connection in use.</summary>
    /// <returns>A checked copy.</returns>
    /// <exception cref="ArgumentException">A property is missing or out of its range.</exception>
    internal OutreachBulkOptions Checked()
    {
        if (AccessToken is null)
        {
            throw new ArgumentException(
                $"{nameof(OutreachBulkOptions)}.{nameof(AccessToken)} is not set. Set it to a function that returns an OAuth "
                    + "access token.");
        }

        Check.Address(BaseAddress, nameof(BaseAddress));
        Check.NotNull(TimeProvider, nameof(TimeProvider));
        Check.UserAgent(ApplicationId, nameof(ApplicationId));
        Check.Positive(RequestTimeout, nameof(RequestTimeout));
        Check.InRange(RequestTimeout, TimeSpan.Zero, Timers.Longest, nameof(RequestTimeout));
        Check.Positive(WaitDeadline, nameof(WaitDeadline));
        Check.InRange(RefusalTolerance, TimeSpan.Zero, TimeSpan.MaxValue, nameof(RefusalTolerance));
        Check.InRange(Retries, 0, 10, nameof(Retries));
        Check.InRange(MaximumItems, 1, 100_000, nameof(MaximumItems));
        Check.InRange(MaximumRequestLine, 512, 65_536, nameof(MaximumRequestLine));
        Check.InRange(PageSize, 1, 1_000, nameof(PageSize));

        Check.InRange(PollInterval, TimeSpan.FromMilliseconds(1), Timers.Longest, nameof(PollInterval));
        Check.InRange(MaximumPollInterval, PollInterval, Timers.Longest, nameof(MaximumPollInterval));
        Check.InRange(PollGrowth, 1, 10, nameof(PollGrowth));
        Check.InRange(PollJitter, 0, 0.5, nameof(PollJitter));
        Check.InRange(ReservedRequestShare, 0, 0.9, nameof(ReservedRequestShare));
        Check.InRange(PollingRequestShare, 0.01, 1, nameof(PollingRequestShare));
        Check.InRange(MaximumPause, TimeSpan.FromSeconds(1), Timers.Longest, nameof(MaximumPause));
        Check.InRange(RecordsPerDay, 1, long.MaxValue, nameof(RecordsPerDay));
        Check.InRange(ReservedRecords, 0, RecordsPerDay - 1, nameof(ReservedRecords));

        OutreachBulkOptions copy = (OutreachBulkOptions)MemberwiseClone();
        copy.BaseAddress = WithTrailingSlash(BaseAddress);
        copy.Protocol = Protocol.Checked();
        return copy;
    }

    private static Uri WithTrailingSlash(Uri address) =>
        address.AbsoluteUri.EndsWith('/') ? address : new(address.AbsoluteUri + "/");

    private static class Check
    {
        public static void NotNull(object? value, string name)
        {
            if (value is null)
                throw new ArgumentException($"{nameof(OutreachBulkOptions)}.{name} is null.");
        }

        public static void Positive(TimeSpan value, string name)
        {
            if (value <= TimeSpan.Zero)
                throw new ArgumentException($"{nameof(OutreachBulkOptions)}.{name} is {value}; it must be more than zero.");
        }

        // Not a number is in no range.
        public static void InRange<T>(T value, T least, T most, string name)
            where T : IComparable<T>
        {
            if (value is double.NaN || value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"{nameof(OutreachBulkOptions)}.{name} is {value}; it must be from {least} to {most}."));
            }
        }

        public static void UserAgent(string? value, string name)
        {
            if (value is null)
                return;
            using HttpRequestMessage trial = new();
            if (value.Length > 200 || value.AsSpan().ContainsAnyExceptInRange(' ', '~') || !trial.Headers.UserAgent.TryParseAdd(value))
            {
                throw new ArgumentException(
                    $"{nameof(OutreachBulkOptions)}.{name} is no product of a User-Agent. Write it like Acme.Nightly/2.1, in up to 200 "
                        + "visible ASCII characters.");
            }
        }

        public static void Address(Uri? address, string name)
        {
            if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
            {
                throw new ArgumentException(
                    $"{nameof(OutreachBulkOptions)}.{name} must be an absolute http or https address without user name and query.");
            }
        }
    }
}
