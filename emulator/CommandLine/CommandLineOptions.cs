using System.Globalization;
using Outreach.Bulk.Emulator.Options;

namespace Outreach.Bulk.Emulator.CommandLine;

/// <summary>The options of the program, each with its help and what it sets.</summary>
internal sealed class CommandLineOptions
{
    private const string Variable = "OUTREACH_S3_";
    private const int Most = 1_000_000;

    private static readonly Option[] s_all =
    [
        Number("--port", "port on 127.0.0.1, 0 for any free one (default 0)", (o, n) => o.Port = n, most: 65_535),
        Text("--token", "TEXT", "bearer token every request needs (default emulator-token)", (o, text) => o.AccessToken = text),
        Number("--accounts", "accounts to start with (default 10000)", (o, n) => o.Accounts = n),
        Number("--prospects", "prospects to start with (default 10000)", (o, n) => o.Prospects = n),
        Number("--seed", "what the records are made from (default 0)", (o, n) => o.Seed = n),
        Number("--threshold", "batches above this wait to be confirmed (default 100)", (o, n) => o.ConfirmationThreshold = n),
        Number("--items-per-second", "speed of each batch and import (default unlimited)", (o, n) => o.ItemsPerSecond = n, least: 1),
        new("--fail", "IDS[=TEXT]", "records whose items fail, such as 17,20-25=locked; may be repeated", Fail),
        Flag("--no-page", "no page to watch it by", o => o.Page = false),
        Flag("--other-shapes", "the other documented spellings: uploadURL, numbers and times as text …", OtherShapes),
        Choice<UploadHash>("--hash", "what validateUpload compares (default storage-key)", (o, hash) => o.UploadHash = hash, new()
        {
            ["storage-key"] = UploadHash.HmacWithStorageKey,
            ["client-secret"] = UploadHash.HmacWithClientSecret,
            ["empty-key"] = UploadHash.HmacWithEmptyKey,
            ["plain"] = UploadHash.PlainSha512,
        }),
        Choice<HashEncoding>("--hash-text", "how it is written (default hex)", (o, text) => o.UploadHashEncoding = text, new()
        {
            ["hex"] = HashEncoding.Hex,
            ["base64"] = HashEncoding.Base64,
        }),
        Text("--client-id", "TEXT", "id of the application for logins (default emulator-client)", (o, text) => o.ClientId = text),
        Text(
            "--client-secret",
            "TEXT",
            "its secret, also of --hash client-secret (default emulator-client-secret)",
            (o, text) => o.ClientSecret = text),
        Text("--redirect-uri", "URL", "where a login may come back to; can be given again", (o, text) => o.RedirectUris.Add(text)),
        Text(
            "--refresh-token",
            "TEXT",
            "refresh token to begin with (default emulator-refresh-token)",
            (o, text) => o.RefreshToken = text),
        Number(
            "--link-lifetime",
            "seconds an upload link lives (default 3600)",
            (o, n) => o.UploadLinkLifetime = TimeSpan.FromSeconds(n),
            least: 1,
            most: 604_800),
        Number("--rows-per-import", "rows above which an import fails (default 100000)", (o, n) => o.RowsPerImport = n),
        Number("--rows-per-batch", "rows of each batch behind an import (default 100000)", (o, n) => o.RowsPerImportBatch = n, least: 1),
        Flag("--match-by-email", "prospects of an import match by e-mail too", o => o.ProspectsMatchByEmail = true),
        Flag("--repeated-keys-fail", "a unique key twice in a file fails the import", o => o.RepeatedKeysFailImport = true),
        Flag("--empty-cells-clear", "an empty cell clears the attribute when overwriting", o => o.EmptyCellsClear = true),
        Flag("--unknown-mappings-fail", "a mapping to what can't be written is refused", o => o.RefuseUnknownMappings = true),
        new("--s3", "URL", "store that speaks S3, for uploads to go to", (read, value) =>
            Uri.TryCreate(value, UriKind.Absolute, out read._s3) && read._s3.Scheme is "http" or "https"
                ? null
                : $"an address with http or https, not '{value}'"),
        Part("bucket", "bucket there"),
        Part("region", "region to sign for (default us-east-1)"),
        Part("access-key", "access key"),
        Part("secret-key", "secret key, better given as OUTREACH_S3_SECRET_KEY"),
    ];

    private readonly Dictionary<string, string> _s3Parts = new(StringComparer.Ordinal);
    private Uri? _s3;

    public EmulatorOptions Options { get; } = new() { Page = true };

    public static string Help { get; } = $"""
        A local Outreach for trying out bulk actions and imports. Runs until Ctrl+C.

        {string.Join('\n', s_all.Select(option => $"  {option.Name + " " + option.Takes,-27} {option.Help}"))}
          {"-h, --help",-27} this text

        Without --s3 the emulator keeps uploads itself. What belongs to --s3 can also be given in the environment,
        as {Variable}BUCKET, {Variable}REGION, {Variable}ACCESS_KEY and {Variable}SECRET_KEY.
        """;

    /// <summary>Parses all arguments. Answers what is wrong with them, or null.</summary>
    public string? Parse(string[] args)
    {
        for (int i = 0; i < args.Length; i++)
        {
            string[] parts = args[i].Split('=', 2);
            if (Array.Find(s_all, option => option.Name == parts[0]) is not Option option)
                return $"'{parts[0]}' is not an option.";
            if (option.Takes.Length == 0)
            {
                if (parts.Length == 2)
                    return $"{option.Name} takes no value.";
                option.Set(this, "");
                continue;
            }

            string? value = parts.Length == 2 ? parts[1] : args.ElementAtOrDefault(++i);
            if (value is null)
                return $"{option.Name} needs a value: {option.Name} {option.Takes}.";
            if (option.Set(this, value) is string needed)
                return $"{option.Name} needs {needed}.";
        }

        return _s3 is null ? StrayPart() : UseS3(_s3);
    }

    private string? StrayPart() => _s3Parts.Count == 0 ? null : $"--s3-{_s3Parts.Keys.First()} means nothing without --s3.";

    private string? UseS3(Uri endpoint)
    {
        string? missing = ((string[])["bucket", "access-key", "secret-key"]).FirstOrDefault(part => PartOf(part) is null);
        if (missing is not null)
            return $"--s3 needs --s3-{missing}.";
        Options.S3 = new S3Storage
        {
            Endpoint = endpoint,
            Bucket = PartOf("bucket")!,
            Region = PartOf("region") ?? "us-east-1",
            AccessKey = PartOf("access-key")!,
            SecretKey = PartOf("secret-key")!,
        };
        return null;
    }

    private string? PartOf(string name)
    {
        string? given = _s3Parts.GetValueOrDefault(name)
            ?? Environment.GetEnvironmentVariable(Variable + name.Replace('-', '_').ToUpperInvariant());
        return given is { Length: > 0 } ? given : null;
    }

    private static string? Fail(CommandLineOptions read, string value)
    {
        string[] parts = value.Split('=', 2);
        if (IdRanges.Read(parts[0]) is not IReadOnlyList<long> ids)
            return IdRanges.Form;
        foreach (long id in ids)
            read.Options.FailIds[id] = parts is [_, { Length: > 0 } reason] ? reason : IdRanges.DefaultReason;
        return null;
    }

    private static void OtherShapes(EmulatorOptions options)
    {
        options.CapitalUploadUrl = options.RecordCountAsText = options.HeaderValueAsObject = options.ImportKindAsType = true;
        options.EpochTimestamps = true;
    }

    private static Option Number(
        string name, string help, Action<EmulatorOptions, int> set, int least = 0, int most = Most) => new(name, "N", help, (read, value) =>
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < least || number > most)
            return $"a number from {least} to {most}, not '{value}'";
        set(read.Options, number);
        return null;
    });

    private static Option Text(
        string name, string takes, string help, Action<EmulatorOptions, string> set) => new(name, takes, help, (read, value) =>
    {
        if (value.Length == 0)
            return "a text";
        set(read.Options, value);
        return null;
    });

    private static Option Choice<T>(string name, string help, Action<EmulatorOptions, T> set, Dictionary<string, T> choices) =>
        new(name, "WORD", $"{help}: {string.Join(", ", choices.Keys)}", (read, value) =>
        {
            if (!choices.TryGetValue(value, out T? chosen))
                return $"one of {string.Join(", ", choices.Keys)}, not '{value}'";
            set(read.Options, chosen);
            return null;
        });

    private static Option Flag(string name, string help, Action<EmulatorOptions> set) => new(name, "", help, (read, _) =>
    {
        set(read.Options);
        return null;
    });

    private static Option Part(string name, string help) => new($"--s3-{name}", "TEXT", help, (read, value) =>
    {
        read._s3Parts[name] = value;
        return value.Length == 0 ? "a text" : null;
    });

    /// <summary>One option. <paramref name="Set"/> answers what it needs instead of its value, or null.</summary>
    private sealed record Option(string Name, string Takes, string Help, Func<CommandLineOptions, string, string?> Set);
}
