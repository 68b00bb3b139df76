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
    /// Asked before each request and never twice at once, so it should cache; tokens live two hours. It is called on the
    /// thread of the call, which a source that blocks holds. It is told of a token that was rejected. It gives visible ASCII
    /// characters and no white space; anything else is an
    /// <see cref="OutreachBulkException"/>. If it throws, the call ends in <see cref="OutreachConnectionException"/> with
    /// the cause inside, and waits ask again.
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

    /// <summary>How often a request that may be repeated is repeated after a failure that may pass.</summary>
    /// <value>
    /// 0 to 10. Default 3, after about half a second, one and two, or when the server asks for. It is meant for reads, for
    /// the decision about a batch after a look at it, and for links and validations of uploads. A bulk action and the start
    /// of an import are never repeated, and a wait looks again until its deadline.
    /// </value>
    public int Retries { get; set; } = 3;

    /// <summary>How batches and imports are polled.</summary>
    public PollingOptions Polling { get; } = new();

    /// <summary>How much of the account's hourly requests are used.</summary>
    public RequestBudgetOptions RequestBudget { get; } = new();

    /// <summary>How many records bulk actions may take in a day.</summary>
    public RecordAllowanceOptions RecordAllowance { get; } = new();

    /// <summary>Where operations are written down, so that after a crash nothing is done twice.</summary>
    /// <value>Default <see langword="null"/>: nowhere.</value>
    public IOperationJournal? Journal { get; set; }

    /// <summary>Where this library logs, under the category <c>Outreach.Bulk</c>.</summary>
    /// <value>Default <see langword="null"/>: nowhere without dependency injection, and with it the application's logging.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>What Outreach's documents leave open, or contradict each other about.</summary>
    public ProtocolOptions Protocol { get; } = new();

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
            throw new ArgumentException($"{nameof(OutreachBulkOptions)}.{nameof(AccessToken)} is not set. Set it to a function that returns an OAuth access token.");
        Check.Address(BaseAddress, nameof(BaseAddress));
        Check.NotNull(TimeProvider, nameof(TimeProvider));
        Check.Positive(RequestTimeout, nameof(RequestTimeout));
        Check.ForTimer(RequestTimeout, nameof(RequestTimeout));
        Check.Positive(WaitDeadline, nameof(WaitDeadline));
        Check.InRange(Retries, 0, 10, nameof(Retries));
        Check.InRange(MaximumItems, 1, 100_000, nameof(MaximumItems));
        Check.InRange(MaximumRequestLine, 512, 65_536, nameof(MaximumRequestLine));
        Check.InRange(PageSize, 1, 1_000, nameof(PageSize));

        OutreachBulkOptions copy = new(Polling.Checked(), RequestBudget.Checked(), RecordAllowance.Checked(), Protocol.Checked())
        {
            AccessToken = AccessToken,
            BaseAddress = WithTrailingSlash(BaseAddress),
            TimeProvider = TimeProvider,
            RequestTimeout = RequestTimeout,
            WaitDeadline = WaitDeadline,
            Retries = Retries,
            Journal = Journal,
            LoggerFactory = LoggerFactory,
            MaximumItems = MaximumItems,
            MaximumRequestLine = MaximumRequestLine,
            PageSize = PageSize,
        };
        return copy;
    }

    /// <summary>Makes options with every default.</summary>
    public OutreachBulkOptions()
    {
    }

    private OutreachBulkOptions(PollingOptions polling, RequestBudgetOptions requestBudget, RecordAllowanceOptions recordAllowance, ProtocolOptions protocol)
    {
        Polling = polling;
        RequestBudget = requestBudget;
        RecordAllowance = recordAllowance;
        Protocol = protocol;
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

        public static void ForTimer(TimeSpan value, string name)
        {
            if (value > Timers.Longest)
                throw new ArgumentException($"{nameof(OutreachBulkOptions)}.{name} is {value}; it must be 49 days or less.");
        }

        public static void InRange(int value, int least, int most, string name)
        {
            if (value < least || value > most)
                throw new ArgumentException($"{nameof(OutreachBulkOptions)}.{name} is {value}; it must be from {least} to {most}.");
        }

        public static void Address(Uri? address, string name)
        {
            if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "" })
                throw new ArgumentException($"{nameof(OutreachBulkOptions)}.{name} must be an absolute http or https address without user name and query.");
        }
    }
}
