using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Outreach.Bulk.Emulator;

/// <summary>How the emulator behaves. What Outreach leaves unpublished has its default and a switch here.</summary>
public sealed class EmulatorOptions
{
    /// <summary>The loopback port to listen on, 0 to 65535. Default 0: any free port.</summary>
    public int Port { get; set; }

    /// <summary>A bearer token that is good for everything and never ends. Default <c>emulator-token</c>.</summary>
    public string AccessToken { get; set; } = "emulator-token";

    /// <summary>
    /// Whether a request may carry a token, for everything. Default <see langword="null"/>: only <see cref="AccessToken"/>. Tokens that
    /// were handed out at <c>/oauth/token</c> are accepted besides. It is called for each request, on any thread.
    /// </summary>
    public Func<string, bool>? AcceptToken { get; set; }

    /// <summary>The id of the one application that may log users in. Default <c>emulator-client</c>.</summary>
    public string ClientId { get; set; } = "emulator-client";

    /// <summary>
    /// Where users may come back to after a login, exactly as requests name it. Default one, <c>https://localhost/callback</c>.
    /// </summary>
    public ICollection<string> RedirectUris { get; } = ["https://localhost/callback"];

    /// <summary>
    /// A refresh token that exists from the start, so that nobody needs to log in first; it has all scopes and, like each, can be used
    /// once. Default <c>emulator-refresh-token</c>.
    /// </summary>
    public string RefreshToken { get; set; } = "emulator-refresh-token";

    /// <summary>How long a token from <c>/oauth/token</c> lives, 1 second or more. Default 2 hours.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long a refresh token lives, 1 second or more. Default 14 days.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Whether <c>/oauth/token</c> hands out one token in 60 seconds, and answers 429 beyond. Default true.</summary>
    public bool OneTokenAMinute { get; set; } = true;

    /// <summary>
    /// Whether a login takes PKCE: a code with a <c>code_challenge</c> then needs its <c>code_verifier</c>. Outreach documents none.
    /// Default false: both are ignored.
    /// </summary>
    public bool Pkce { get; set; }

    /// <summary>
    /// How <c>GET /api/v2</c> says who a token is. That it does is published and its form is not. Default a made-up resource of JSON:API.
    /// </summary>
    public IdentityForm Identity { get; set; }

    /// <summary>The clock all timestamps, batches and budgets live by. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How many accounts to start with, 0 or more. Default 10 000.</summary>
    public int Accounts { get; set; } = 10_000;

    /// <summary>How many prospects to start with, 0 or more. Default 10 000.</summary>
    public int Prospects { get; set; } = 10_000;

    /// <summary>
    /// Types of custom objects by internal name, each with the number of records to start with. Default one, <c>vehicle</c>, with 100.
    /// </summary>
    public IDictionary<string, int> CustomObjects { get; } = new Dictionary<string, int>(StringComparer.Ordinal) { ["vehicle"] = 100 };

    /// <summary>
    /// The response of <c>GET /types</c>, which lists an organisation's custom fields, as JSON: one that was saved, say. Nothing is
    /// compared with it. Default null: made-up fields, one of each type, for accounts, and a few for prospects.
    /// </summary>
    /// <exception cref="ArgumentException">Thrown at the start of the emulator when it is no JSON object.</exception>
    public string? Types { get; set; }

    /// <summary>
    /// The response of <c>GET /schema</c>, which lists an organisation's custom objects, as JSON: one that was saved, say. Nothing is
    /// compared with it. Default null: JSON Schema with a definition of accounts, prospects and each of <see cref="CustomObjects"/>, in
    /// a form that is made up where the vendor says no more.
    /// </summary>
    /// <exception cref="ArgumentException">Thrown at the start of the emulator when it is no JSON object.</exception>
    public string? Schema { get; set; }

    /// <summary>The number the records are made from; the same seed gives the same records. Any value, default 0.</summary>
    public int Seed { get; set; }

    /// <summary>Batches that match more records than this wait in <c>confirming</c>; 0 means every batch does. Default 100.</summary>
    public int ConfirmationThreshold { get; set; } = 100;

    /// <summary>Whether a confirmation must name the count. Sent along, it must be right either way. Default true.</summary>
    public bool ConfirmedCountRequired { get; set; } = true;

    /// <summary>How long a batch stays <c>pending</c> before its work starts. Default zero.</summary>
    public TimeSpan PendingTime { get; set; }

    /// <summary>Items each running batch works off in a second of <see cref="TimeProvider"/>, above 0. Default unlimited.</summary>
    public double ItemsPerSecond { get; set; } = double.PositiveInfinity;

    /// <summary>The state of a batch at work. Outreach publishes no word for it; the default, <c>running</c>, is made up.</summary>
    public string RunningState { get; set; } = "running";

    /// <summary>
    /// Asked for each item before its work: the failure text, or null to let it succeed. Gets the action's name as in
    /// the path and the record as a JSON:API resource; for imports the row, with the attributes as they were given. Must
    /// not call back into the emulator. Default null: only items whose record is gone, or whose owner, account or the like
    /// doesn't exist, fail.
    /// </summary>
    public Func<string, JsonObject, string?>? FailWhen { get; set; }

    /// <summary>
    /// Records whose items and rows fail, by id and whatever their model, each with the failure text, as long as they are listed: it can
    /// be changed at any time, from any thread. Rows of imports go by the record they meet. Default none. Rules are for
    /// <see cref="FailWhen"/>.
    /// </summary>
    public IDictionary<long, string> FailIds { get; } = new ConcurrentDictionary<long, string>();

    /// <summary>
    /// Whether the emulator serves a page that shows what it does and takes a hand in it, at <c>OutreachEmulator.PageAddress</c>. It can
    /// only be opened on the same machine. Default false; true when the emulator runs as a program.
    /// </summary>
    public bool Page { get; set; }

    /// <summary>Requests answered in an hour, above 0. Default 10 000.</summary>
    public int RequestsPerHour { get; set; } = 10_000;

    /// <summary>How many of the newest requests <c>OutreachEmulator.Requests</c> keeps, 0 or more. Default 100 000.</summary>
    public int RecordedRequests { get; set; } = 100_000;

    /// <summary>Items of one batch; a batch that matches more becomes <c>failed</c>. Default 100 000.</summary>
    public int ItemsPerBatch { get; set; } = 100_000;

    /// <summary>Items of all batches in a day, given back evenly over the day. Default 5 000 000.</summary>
    public int ItemsPerDay { get; set; } = 5_000_000;

    /// <summary>Whether a spent daily allowance answers 422 instead of a batch that is <c>failed</c>. Default false.</summary>
    public bool DailyAllowanceRefuses { get; set; }

    /// <summary>
    /// Whether batches give <c>createdAt</c> and <c>updatedAt</c> as text of Unix seconds instead of date-times. Default false.
    /// </summary>
    public bool EpochTimestamps { get; set; }

    /// <summary>Whether batches have <c>contextType</c> and <c>contextId</c>, and can be filtered by them. Default true.</summary>
    public bool BatchContext { get; set; } = true;

    /// <summary>
    /// Whether lists of batches can be filtered by <c>id</c>, or answer 400. The guides use <c>id</c> as a filter
    /// throughout, but the published list of those of batches lacks it; whether batches take it is made up. Default true.
    /// </summary>
    public bool BatchesFilterById { get; set; } = true;

    /// <summary>
    /// Whether items can be filtered by <c>failed</c>, as the published description says, or answer 400. The guide has
    /// <c>filter[state]=error</c> instead, which always works. Default true.
    /// </summary>
    public bool ItemsFilterByFailed { get; set; } = true;

    /// <summary>Whether lists of batches are sorted as they are asked to be. Default true.</summary>
    public bool SortBatches { get; set; } = true;

    /// <summary>
    /// Whether confirm and cancel take a body, for which the published description has no place, or answer 400. Default true.
    /// </summary>
    public bool DecisionsTakeBody { get; set; } = true;

    /// <summary>The largest count that is returned for a collection, 1 or more; above it the count is cut off. Default 2 000 000.</summary>
    public int CountCap { get; set; } = 2_000_000;

    /// <summary>Whether answers carry the rate-limit headers. Default true.</summary>
    public bool RateLimitHeaders { get; set; } = true;

    /// <summary>Whether an id filter in the new syntax also takes <c>[id]=1,2,3</c>. Default false.</summary>
    public bool CommaListsInIdFilters { get; set; }

    /// <summary>Which forms of a bulk modify's body are taken. Unpublished; default all.</summary>
    public ModifyBodies ModifyBodies { get; set; } = ModifyBodies.All;

    /// <summary>
    /// Whether an action takes a range of ids as its filter; otherwise it is refused with 400. Unpublished; default true.
    /// </summary>
    public bool IdRangesInActions { get; set; } = true;

    /// <summary>Whether a batch shows the request that started it, as its <c>payload</c>. Unpublished; default true.</summary>
    public bool EchoRequests { get; set; } = true;

    /// <summary>What an action does with an empty list of ids. Unpublished; the default takes it for none given: all records.</summary>
    public EmptyIds EmptyIds { get; set; }

    /// <summary>What an action does when given ids and a filter. Unpublished; the default wants records to meet both.</summary>
    public IdsAndFilter IdsAndFilter { get; set; }

    /// <summary>Whether an unknown key in the actionParams of an action is refused with 400. Default true.</summary>
    public bool RefuseUnknownActionParams { get; set; } = true;

    /// <summary>Whether the answer to <c>generateUploadLink</c> says <c>uploadURL</c> instead of <c>uploadUrl</c>. Default false.</summary>
    public bool CapitalUploadUrl { get; set; }

    /// <summary>How long an upload link lives, 1 second to 7 days. Unpublished; default 1 hour.</summary>
    public TimeSpan UploadLinkLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The largest upload, 0 or more bytes. Unpublished; default 5 GiB, the most S3 takes in one PUT.</summary>
    public long UploadSizeLimit { get; set; } = 5L * 1024 * 1024 * 1024;

    /// <summary>
    /// A store that speaks S3, for uploads to go to instead of into the emulator, which then reads them back from there.
    /// <see cref="UploadSizeLimit"/> and faults of uploads have no say there. Default null: the emulator keeps them.
    /// </summary>
    public S3Storage? S3 { get; set; }

    /// <summary>What storage keys begin with. Unpublished; default <c>imports/</c>.</summary>
    public string StorageKeyPrefix { get; set; } = "imports/";

    /// <summary>What the hash of an upload is. Unpublished; default HMAC-SHA512 with the storage key as its key.</summary>
    public UploadHash UploadHash { get; set; }

    /// <summary>How the hash of an upload is written. Unpublished; default lower-case hex.</summary>
    public HashEncoding UploadHashEncoding { get; set; }

    /// <summary>
    /// The application's secret, for <c>/oauth/token</c>, and what <see cref="UploadHash.HmacWithClientSecret"/> takes. Default
    /// <c>emulator-client-secret</c>.
    /// </summary>
    public string ClientSecret { get; set; } = "emulator-client-secret";

    /// <summary>Whether <c>validateUpload</c> answers its <c>recordCount</c> as text instead of an integer. Default false.</summary>
    public bool RecordCountAsText { get; set; }

    /// <summary>
    /// Whether <c>validateUpload</c> answers its <c>headerValue</c> as one object, the first column with its first value,
    /// instead of an array of all. Default false.
    /// </summary>
    public bool HeaderValueAsObject { get; set; }

    /// <summary>Whether imports call their kind <c>type</c> instead of <c>importType</c>. Default false.</summary>
    public bool ImportKindAsType { get; set; }

    /// <summary>Rows of one import, 0 or more; one with more becomes <c>failed</c>. Default 100 000.</summary>
    public int RowsPerImport { get; set; } = 100_000;

    /// <summary>Rows of each batch behind an import, 1 or more; they run one after the other. Made up; default 100 000.</summary>
    public int RowsPerImportBatch { get; set; } = 100_000;

    /// <summary>Whether an import's <c>recordCount</c> must be that of the file, or 422. Unpublished; default true.</summary>
    public bool RecordCountMustMatch { get; set; } = true;

    /// <summary>
    /// Whether a mapping to what isn't a writable attribute is refused with 400, instead of failing each row that has a
    /// value there. Unpublished; default false.
    /// </summary>
    public bool RefuseUnknownMappings { get; set; }

    /// <summary>Whether prospects that match by neither id nor <c>externalId</c> match by e-mail, in any case. Default false.</summary>
    public bool ProspectsMatchByEmail { get; set; }

    /// <summary>
    /// Whether a unique key twice in one file makes the import <c>failed</c>, instead of the later row meeting the earlier
    /// one's record by the import's <c>dupeMethod</c>. Default false.
    /// </summary>
    public bool RepeatedKeysFailImport { get; set; }

    /// <summary>Whether a row fails when unique keys are mapped and it has a value for none. Unpublished; default true.</summary>
    public bool RowsNeedKey { get; set; } = true;

    /// <summary>Whether a row that would make an account without a name fails. Unpublished; default true.</summary>
    public bool NewAccountsNeedName { get; set; } = true;

    /// <summary>Whether an empty cell clears the attribute when overwriting, instead of leaving it. Unpublished; default false.</summary>
    public bool EmptyCellsClear { get; set; }

    /// <summary>
    /// Whether overwriting may take back a prospect's <c>optedOut</c>, <c>callOptedOut</c> or <c>emailOptedOut</c>. Default false.
    /// </summary>
    public bool ImportsClearOptOuts { get; set; }

    /// <summary>Whether the <c>data</c> of an import's batch item tells the row's attributes too. Unpublished; default true.</summary>
    public bool ImportItemsShowRow { get; set; } = true;

    /// <summary>The same options by another clock. What they hold is shared: <see cref="FailIds"/> stay those of the user.</summary>
    internal EmulatorOptions By(TimeProvider time)
    {
        EmulatorOptions copy = (EmulatorOptions)MemberwiseClone();
        copy.TimeProvider = time;
        return copy;
    }
}
