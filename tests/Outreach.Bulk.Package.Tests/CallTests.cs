namespace Outreach.Bulk.Package.Tests;

/// <summary>Calls that must not compile, and those that do if somebody insists.</summary>
[Collection(Packed.Name)]
public class CallTests(PackageFixture packed)
{
    internal static readonly Consumer Unsafe = new("unsafe", new()
    {
        ["unsafe.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["Use.cs"] = """
            namespace Acme.Sales;

            public static class Use
            {
                public static object NoFilter(OutreachClient client) => client.Accounts.BulkModifyAsync(new(), new() { Custom1 = "x" });

                public static object NoConsent(OutreachClient client) =>
                    client.Accounts.DestroyAllAsync(new() { Filter = new() { Id = 1 } });
            }
            """,
    });

    internal static readonly Consumer Hurting = new("hurting", new()
    {
        ["hurting.csproj"] = ConsumerFiles.Project(ConsumerFiles.PackageReference),
        ["Client.cs"] = ConsumerFiles.Client("OutreachClient"),
        ["Use.cs"] = """
            namespace Acme.Sales;

            public static class Use
            {
                public static object Destroy(OutreachClient client) => client.Accounts.DestroyAllAsync(new()
                {
                    Filter = AccountFilter.Everything,
                    Consent = Outreach.Bulk.Consent.ToDestroyAtMost(500),
                    SkipConfirmation = true,
                });
            }
            """,
    });

    internal static readonly Consumer Suppressed = Hurting.As("suppressed", new()
    {
        ["Use.cs"] = $"#pragma warning disable OB303, OB304\n{Hurting.Files["Use.cs"]}",
    });

    [Fact]
    public async Task A_call_without_a_filter_or_a_consent_does_not_compile()
    {
        Command build = await packed.BuildAsync(Unsafe);
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("CS9035: Required member 'AccountsBulkModifyParams.Filter'", build.Output);
        Assert.Contains("CS9035: Required member 'DestroyingActionParams.Consent'", build.Output);
    }

    [Fact]
    public async Task A_call_that_would_hurt_is_an_error_of_the_build_and_can_be_suppressed_where_it_stands()
    {
        Command build = await packed.BuildAsync(Hurting);
        Assert.Contains(
            "Use.cs(7,18): error OB303: 'AccountFilter.Everything' selects every record that the caller can reach", build.Output);
        Assert.Contains("Use.cs(9,9): error OB304: SkipConfirmation is refused for an action that destroys data", build.Output);

        await packed.SucceedsAsync(Suppressed);
    }
}
