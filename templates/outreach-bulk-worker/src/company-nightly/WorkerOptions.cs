using Outreach.Bulk;

namespace Company.Nightly;

/// <summary>The section <c>Nightly</c> of appsettings.json, of user secrets, and of the environment (<c>Nightly__…</c>).</summary>
public sealed class WorkerOptions
{
    public Uri BaseAddress { get; set; } = OutreachBulkOptions.DefaultBaseAddress;

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    public Uri? RedirectUri { get; set; }

    /// <summary>The first refresh token. The token file keeps those that follow, since each one works once.</summary>
    public string? RefreshToken { get; set; }

    /// <summary>The file of the tokens, such as that of a profile of <c>outreach-bulk</c>. Default: one in <see cref="Folder"/>.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Where jobs, tokens and reports are kept: secrets, and values of records.</summary>
    /// <value>
    /// Default: a folder of the user. It does not depend on where the worker is started: with another store, the worker would not know
    /// what it has done tonight, and do it again.
    /// </value>
    public string Folder { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "company-nightly");

    /// <summary>Whether the records are only counted. Nothing is changed until this is false.</summary>
    public bool Preview { get; set; } = true;

    /// <summary>The time of day in UTC, where no hour is skipped and none comes twice.</summary>
    public TimeOnly At { get; set; } = new(2, 30);

    /// <summary>The most records that a night may change.</summary>
    public long MaxRecords { get; set; } = 50_000;

    public string Tag { get; set; } = "new";
}
