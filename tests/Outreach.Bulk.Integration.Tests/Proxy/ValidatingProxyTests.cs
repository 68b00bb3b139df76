using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Outreach.Bulk.Emulator;

namespace Outreach.Bulk.Integration.Tests.Proxy;

/// <summary>
/// What is sent is what the description declares, by the word of a proxy that no one here wrote; so is what the emulator answers. The
/// proxy is the one that tests/openapi-proxy starts; without it these tests are skipped.
/// </summary>
public class ValidatingProxyTests
{
    // Prism compares the names in a query in lower case with those of the description as they are.
    private static readonly string[] s_ofTheProxy = ["must have required property 'objectName'", "must have required property 'storageKey'"];

    [Theory]
    [MemberData(nameof(AllActions.Names), MemberType = typeof(AllActions))]
    public async Task Every_action_is_as_the_description_declares_it(string action)
    {
        await using Behind proxy = await Behind.StartAsync(confirmationThreshold: 1);
        BatchOperation operation = await AllActions.Calls[action](proxy.Client);
        if (operation.Latest!.State == OperationState.Confirming)
            await operation.ConfirmAsync();
        await operation.WaitForCompletionAsync();
        await foreach (BatchItem _ in operation.GetItemsAsync())
        {
        }

        Assert.Equal("", proxy.Violations);
    }

    [Fact]
    public async Task A_cancellation_and_lists_are_as_the_description_declares_them()
    {
        await using Behind proxy = await Behind.StartAsync(confirmationThreshold: 1);
        BatchOperation operation = await AllActions.Calls["accountAddTags"](proxy.Client);
        await operation.CancelAsync();
        await foreach (Batch _ in proxy.Client.Batches.ListAsync())
        {
        }

        Assert.Equal("", proxy.Violations);
    }

    [Fact]
    public async Task The_body_of_a_decision_is_all_that_is_not_declared()
    {
        await using Behind proxy = await Behind.StartAsync(confirmationThreshold: 1, decisionsWithoutBody: false);
        BatchOperation operation = await AllActions.Calls["accountAddTags"](proxy.Client);
        await operation.CancelAsync();
        Assert.Matches(@"^POST \S+/actions/cancel: [^\n]*non-empty body[^\n]*$", proxy.Violations);
    }

    [Fact]
    public async Task An_import_is_as_the_description_declares_it()
    {
        await using Behind proxy = await Behind.StartAsync();
        ImportOperation import = await proxy.Client.Accounts.ImportAsync(
            CsvFile.From(Encoding.UTF8.GetBytes("companyName,crmId\nAcme,proxy-1\n"), "rows.csv"),
            new() { ["companyName"] = AccountField.Name, ["crmId"] = AccountField.CustomId },
            new() { DupeMethod = DupeMethod.Overwrite });
        (await import.WaitForCompletionAsync()).EnsureAllSucceeded();
        Assert.Equal("", proxy.Violations);
    }

    private sealed class Behind(OutreachEmulator emulator, ServiceProvider services, List<string> violations) : IAsyncDisposable
    {
        public OutreachClient Client { get; } = services.GetRequiredService<OutreachClient>();

        public string Violations => string.Join('\n', violations);

        public static async Task<Behind> StartAsync(int confirmationThreshold = 100, bool decisionsWithoutBody = true)
        {
            string? address = Environment.GetEnvironmentVariable("OUTREACH_PROXY_URL");
            Assert.SkipUnless(address is { Length: > 0 }, "no validating proxy");
            OutreachEmulator emulator = await OutreachEmulator.StartAsync(new()
            {
                Accounts = 3,
                Prospects = 3,
                ConfirmationThreshold = confirmationThreshold,
                Port = int.Parse(Environment.GetEnvironmentVariable("OUTREACH_PROXY_UPSTREAM_PORT")!),
            });
            List<string> violations = [];
            ServiceCollection services = new();
            services
                .AddOutreachBulk<OutreachClient>(options =>
                {
                    options.BaseAddress = new(address);
                    options.PollInterval = TimeSpan.FromMilliseconds(20);
                    options.Protocol.DecisionsWithoutBody = decisionsWithoutBody;
                    options.AccessToken = (_, _) => new(emulator.AccessToken);
                })
                .AddHttpMessageHandler(() => new ViolationHandler(violations));
            return new(emulator, services.BuildServiceProvider(), violations);
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await emulator.DisposeAsync();
        }
    }

    private sealed class ViolationHandler(List<string> violations) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("sl-violations", out IEnumerable<string>? found))
            {
                using JsonDocument list = JsonDocument.Parse(string.Join("", found));
                foreach (JsonElement violation in list.RootElement.EnumerateArray())
                {
                    string text = violation.ToString();
                    if (!s_ofTheProxy.Any(known => text.Contains(known, StringComparison.Ordinal)))
                        violations.Add($"{request.Method} {request.RequestUri!.AbsolutePath}: {text}");
                }
            }

            return response;
        }
    }
}
