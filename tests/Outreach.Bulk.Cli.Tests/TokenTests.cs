using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Cli.Tests;

/// <summary>A login at the prompt, and what uses its tokens.</summary>
public sealed class TokenTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("outreach-token-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task The_address_that_the_browser_ends_at_is_pasted_and_the_profile_is_used_from_then_on()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 50, Prospects = 5 });
        ToolProcess tool = Tool(emulator);
        using Process login = tool.Start(Login(emulator, "https://localhost/callback"));
        Uri ended = await FollowAsync(await AddressAsync(login));
        await login.StandardInput.WriteLineAsync(ended.AbsoluteUri);
        string said = await login.StandardOutput.ReadToEndAsync();
        await login.WaitForExitAsync();
        Assert.True(login.ExitCode == 0, said + await login.StandardError.ReadToEndAsync());
        Assert.Contains("Logged in as ", said);

        ToolRun shown = await tool.RunAsync("token", "show", "--profile", "acme");
        Assert.True(shown.ExitCode == 0, shown.ToString());
        Assert.DoesNotContain("user unknown", shown.Output);
        ToolRun count = await tool.RunAsync("count", "accountAddTags", "--everything", "--profile", "acme");
        Assert.Equal("50 records match.\n", count.Output);
        Assert.Equal("acme\n1 profile.\n", (await tool.RunAsync("token", "list")).Output);
        if (!OperatingSystem.IsWindows())
        {
            foreach (string file in Directory.GetFiles(Path.Combine(_home, "config"), "*", SearchOption.AllDirectories))
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file) & (UnixFileMode)511);
        }

        Assert.Equal(0, (await tool.RunAsync("token", "logout", "--profile", "acme")).ExitCode);
        ToolRun without = await tool.RunAsync("count", "accountAddTags", "--everything", "--profile", "acme");
        Assert.Equal(77, without.ExitCode);
        Assert.Contains("There is no profile \"acme\".", without.Errors);
    }

    [Fact]
    public async Task A_redirect_to_this_machine_is_listened_on()
    {
        using TcpListener free = new(IPAddress.Loopback, 0);
        free.Start();
        string redirect = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/callback";
        free.Stop();
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 5, Prospects = 5, Pkce = true, RedirectUris = { redirect } });
        using Process login = Tool(emulator).Start([.. Login(emulator, redirect), "--pkce"]);
        Uri back = await FollowAsync(await AddressAsync(login));
        using HttpClient browser = new();
        Assert.Contains("outreach-bulk has the answer", await browser.GetStringAsync(back, TestContext.Current.CancellationToken));
        await login.WaitForExitAsync();
        Assert.True(login.ExitCode == 0, await login.StandardError.ReadToEndAsync());
    }

    [Fact]
    public async Task The_answer_to_another_login_is_refused()
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 5, Prospects = 5 });
        using Process login = Tool(emulator).Start(Login(emulator, "https://localhost/callback"));
        Uri ended = await FollowAsync(await AddressAsync(login));
        await login.StandardInput.WriteLineAsync(ended.AbsoluteUri.Replace("state=", "state=0", StringComparison.Ordinal));
        await login.WaitForExitAsync();
        Assert.Equal(5, login.ExitCode);
        Assert.Contains("its state is another one", await login.StandardError.ReadToEndAsync());
    }

    [Theory]
    [InlineData("code=", "code=0", 77)]
    [InlineData("state=", "state=0", 5)]
    [InlineData("code=", "error=access_denied&no=", 77)]
    public async Task A_login_that_fails_leaves_the_profile_as_it_was(string sent, string comes, int exitCode)
    {
        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(
            new() { Accounts = 50, Prospects = 5, OneTokenAMinute = false });
        ToolProcess tool = Tool(emulator);
        Assert.Equal(0, await LogInAsync(tool, Login(emulator, "https://localhost/callback"), ended => ended));
        string[] before = Profile();
        string[] narrower = [.. Login(emulator, "https://localhost/callback"), "--scope", "accounts.read"];
        Assert.Equal(exitCode, await LogInAsync(tool, narrower, ended => ended.Replace(sent, comes, StringComparison.Ordinal)));
        Assert.Equal(before, Profile());
        Assert.Equal("50 records match.\n", (await tool.RunAsync("count", "accountAddTags", "--everything", "--profile", "acme")).Output);
    }

    [Fact]
    public async Task A_secret_that_others_may_read_is_not_used()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("needs file modes");
            return;
        }

        await using OutreachEmulator emulator = await OutreachEmulator.StartAsync(new() { Accounts = 5, Prospects = 5 });
        ToolProcess tool = Tool(emulator);
        tool.Variables.Remove("OUTREACH_CLIENT_SECRET");
        string secret = Path.Combine(_home, "secret");
        await File.WriteAllTextAsync(secret, "emulator-client-secret", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(secret, (UnixFileMode)420);
        ToolRun run = await tool.RunAsync([.. Login(emulator, "https://localhost/callback"), "--client-secret-file", secret]);
        Assert.Equal(77, run.ExitCode);
        Assert.Contains("chmod 600", run.Errors);
    }

    private string[] Profile() =>
    [
        .. Directory.GetFiles(Path.Combine(_home, "config", "outreach-bulk", "profiles", "acme"))
            .Where(file => Path.GetFileName(file) is "profile.json" or "tokens")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    private static async Task<int> LogInAsync(ToolProcess tool, string[] arguments, Func<string, string> pasted)
    {
        using Process login = tool.Start(arguments);
        Uri ended = await FollowAsync(await AddressAsync(login));
        await login.StandardInput.WriteLineAsync(pasted(ended.AbsoluteUri));
        await login.WaitForExitAsync();
        return login.ExitCode;
    }

    private ToolProcess Tool(OutreachEmulator emulator)
    {
        ToolProcess tool = new(emulator, _home);
        tool.Variables["OUTREACH_TOKEN"] = null;
        tool.Variables["OUTREACH_CLIENT_SECRET"] = "emulator-client-secret";
        return tool;
    }

    private static string[] Login(OutreachEmulator emulator, string redirect) =>
    [
        "token", "login", "--profile", "acme", "--client-id", "emulator-client", "--redirect-uri", redirect,
        "--authorization-endpoint", new Uri(emulator.BaseAddress, "/oauth/authorize").AbsoluteUri,
        "--token-endpoint", new Uri(emulator.BaseAddress, "/oauth/token").AbsoluteUri,
    ];

    private static async Task<Uri> AddressAsync(Process login)
    {
        while (await login.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("http", StringComparison.Ordinal))
                return new(line);
        }

        throw new InvalidOperationException("No address was printed.");
    }

    // As a browser whose user logs in; the page it ends at need not exist.
    private static async Task<Uri> FollowAsync(Uri address)
    {
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
        using HttpResponseMessage answer = await browser.GetAsync(address);
        return answer.Headers.Location ?? throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }
}
