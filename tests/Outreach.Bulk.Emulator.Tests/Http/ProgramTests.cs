using Outreach.Bulk.Emulator.CommandLine;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class ProgramTests
{
    [Fact]
    public void Its_options_are_read()
    {
        EmulatorOptions options = Parse(["--port", "5000", "--accounts", "1", "--prospects", "2", "--threshold", "0"]);
        Assert.Equal((5000, 1, 2, 0), (options.Port, options.Accounts, options.Prospects, options.ConfirmationThreshold));
    }

    [Fact]
    public void An_option_takes_its_number_after_an_equals_sign_too()
    {
        EmulatorOptions options = Parse(["--accounts=5", "--port", "5000", "--threshold=0"]);
        Assert.Equal((5000, 5, 0), (options.Port, options.Accounts, options.ConfirmationThreshold));
    }

    [Fact]
    public void The_program_has_a_page_unless_told_otherwise()
    {
        Assert.True(Parse([]).Page);
        Assert.False(Parse(["--no-page"]).Page);
        Assert.False(new EmulatorOptions().Page);
    }

    [Fact]
    public void Records_that_fail_are_read_with_their_reasons()
    {
        EmulatorOptions options = Parse(["--fail", "17, 20-21=locked=1", "--fail=3"]);
        Assert.Equal(
            "3 This record fails, as the emulator's options say., 17 locked=1, 20 locked=1, 21 locked=1",
            string.Join(", ", options.FailIds.OrderBy(chosen => chosen.Key).Select(chosen => $"{chosen.Key} {chosen.Value}")));
    }

    [Fact]
    public void Import_switches_are_read()
    {
        EmulatorOptions options = Parse(
        [
            "--hash", "client-secret", "--client-secret=s=1", "--hash-text=base64", "--link-lifetime", "60", "--rows-per-batch=7",
            "--match-by-email", "--other-shapes",
        ]);
        Assert.Equal(
            (UploadHash.HmacWithClientSecret, "s=1", HashEncoding.Base64),
            (options.UploadHash, options.ClientSecret, options.UploadHashEncoding));
        Assert.Equal(
            (TimeSpan.FromMinutes(1), 7, true),
            (options.UploadLinkLifetime, options.RowsPerImportBatch, options.ProspectsMatchByEmail));
        Assert.True(options.CapitalUploadUrl && options.RecordCountAsText && options.HeaderValueAsObject);
        Assert.True(options.ImportKindAsType && options.EpochTimestamps);
    }

    [Fact]
    public void A_store_elsewhere_is_read()
    {
        string[] args =
            ["--s3", "http://127.0.0.1:9000/", "--s3-bucket=b", "--s3-access-key=a", "--s3-secret-key=k", "--s3-region=eu-west-1"];
        EmulatorOptions options = Parse(args);
        S3Storage storage = options.S3!;
        Assert.Equal(
            (new Uri("http://127.0.0.1:9000/"), "b", "a", "k", "eu-west-1"),
            (storage.Endpoint, storage.Bucket, storage.AccessKey, storage.SecretKey, storage.Region));
    }

    [Theory]
    [InlineData("--prot", "5000")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "-1")]
    [InlineData("--accounts", "many")]
    [InlineData("--accounts")]
    [InlineData("--accounts=")]
    [InlineData("--accounts=many")]
    [InlineData("--fail", "x")]
    [InlineData("--fail", "5-3")]
    [InlineData("--fail", "1,,2")]
    [InlineData("--fail", "1-100001")]
    [InlineData("--no-page=1")]
    [InlineData("--prot=1")]
    [InlineData("5")]
    [InlineData("--hash", "md5")]
    [InlineData("--match-by-email=yes")]
    [InlineData("--rows-per-batch", "0")]
    [InlineData("--s3", "store")]
    [InlineData("--s3-bucket", "b")]
    public async Task Bad_arguments_end_with_2_and_a_message_that_names_them(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        Assert.Equal(2, await Program.RunAsync(args, output, error));
        Assert.Contains(args[0].Split('=')[0], error.ToString().Split('\n')[0], StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_explains_and_ends_with_0(string help)
    {
        using StringWriter output = new();
        Assert.Equal(0, await Program.RunAsync([help], output, TextWriter.Null));
        Assert.Contains("--threshold", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "running")]
    [InlineData(1, 0, "running")]
    [InlineData(1, 1, "finished")]
    public async Task Impossible_options_are_refused_before_anything_starts(double speed, int budget, string running)
    {
        EmulatorOptions options = new() { ItemsPerSecond = speed, RequestsPerHour = budget, RunningState = running };
        await Assert.ThrowsAnyAsync<ArgumentException>(() => OutreachEmulator.StartAsync(options));
    }

    private static EmulatorOptions Parse(string[] args)
    {
        CommandLineOptions parsed = new();
        Assert.Null(parsed.Parse(args));
        return parsed.Options;
    }
}
