using Outreach.Bulk.Emulator.Hosting;

namespace Outreach.Bulk.Emulator.Tests.Http;

public sealed class ProgramTests
{
    [Fact]
    public void Its_options_are_read()
    {
        Assert.True(CommandLine.TryRead(["--port", "5000", "--accounts", "1", "--prospects", "2", "--threshold", "0"], out EmulatorOptions options, out _));
        Assert.Equal((5000, 1, 2, 0), (options.Port, options.Accounts, options.Prospects, options.ConfirmationThreshold));
    }

    [Fact]
    public void An_option_takes_its_number_after_an_equals_sign_too()
    {
        Assert.True(CommandLine.TryRead(["--accounts=5", "--port", "5000", "--threshold=0"], out EmulatorOptions options, out _));
        Assert.Equal((5000, 5, 0), (options.Port, options.Accounts, options.ConfirmationThreshold));
    }

    [Theory]
    [InlineData("--prot", "5000")]
    [InlineData("--port", "70000")]
    [InlineData("--port", "-1")]
    [InlineData("--accounts", "many")]
    [InlineData("--accounts")]
    [InlineData("--accounts=")]
    [InlineData("--accounts=many")]
    [InlineData("--prot=1")]
    [InlineData("5")]
    public async Task Bad_arguments_end_with_2_and_a_message_that_names_them(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(2, await CommandLine.RunAsync(args, output, error));
        Assert.Contains(args[0].Split('=')[0], error.ToString().Split('\n')[0], StringComparison.Ordinal);
        Assert.Empty(output.ToString());
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_explains_and_ends_with_0(string help)
    {
        using var output = new StringWriter();
        Assert.Equal(0, await CommandLine.RunAsync([help], output, TextWriter.Null));
        Assert.Contains("--threshold", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1, "running")]
    [InlineData(1, 0, "running")]
    [InlineData(1, 1, "finished")]
    public async Task Impossible_options_are_refused_before_anything_starts(double speed, int budget, string running)
    {
        var options = new EmulatorOptions { ItemsPerSecond = speed, RequestsPerHour = budget, RunningState = running };
        await Assert.ThrowsAnyAsync<ArgumentException>(() => OutreachEmulator.StartAsync(options));
    }
}
