using static Outreach.Bulk.Generator.Tests.Descriptions;

namespace Outreach.Bulk.Generator.Tests;

/// <summary>Where generated types land, and who may see them.</summary>
public class ScopeTests
{
    private static readonly string s_one = Of(Action(
        "accountAddTags", "{ required: [tags], properties: { tags: { type: array, items: { type: string } } } }"));

    [Fact]
    public Task Two_clients_share_one_emission_with_the_widest_accessibility() => Snapshot.Of(
        s_one,
        """
        using Outreach.Bulk;

        namespace Acme.Sales;

        [OutreachBulkClient]
        internal sealed partial class InternalClient;

        [OutreachBulkClient]
        public partial class PublicClient;
        """,
        about: ["InternalClient", "PublicClient", "Accounts.Actions.Edit"]);

    [Fact]
    public Task Internal_client_makes_everything_internal() => Snapshot.Of(
        s_one,
        """
        namespace Acme.Sales;

        [Outreach.Bulk.OutreachBulkClient]
        sealed partial class OutreachClient;
        """);

    [Fact]
    public void Namespace_that_the_documentation_recommends_hides_nothing_from_code_beside_it_or_in_it() => Checks.CompilesWithoutWarning(
        GeneratorRun.Of(
            s_one,
            [
                TestCompilation.Client.Replace("Acme.Sales", "Acme.OutreachApi", StringComparison.Ordinal),
                """
                #pragma warning disable CS1591
                using Acme.OutreachApi;

                namespace Acme.Sales
                {
                    using Outreach.Bulk;

                    public static class Use
                    {
                        public static Outreach.Bulk.BatchCollection Of(OutreachClient outreach) => outreach.Batches;

                        public static AccountFilter All => AccountFilter.Everything;
                    }
                }

                namespace Acme.OutreachApi.Inside
                {
                    public static class Use
                    {
                        public static Outreach.Bulk.BatchCollection Of(OutreachClient outreach) => outreach.Batches;
                    }
                }
                """,
            ]).Output);

    [Fact]
    public Task Client_may_be_called_Outreach() => Snapshot.Of(
        s_one,
        """
        using Outreach.Bulk;

        namespace Acme.Sales
        {
            [OutreachBulkClient]
            public sealed partial class Outreach;
        }

        namespace Acme.Elsewhere
        {
            /// <summary>A caller.</summary>
            public static class Use
            {
                /// <summary>A call.</summary>
                public static global::System.Threading.Tasks.Task<BatchOperation> Call(Sales.Outreach outreach) =>
                    outreach.Accounts.AddTagsAsync(
                    new() { Filter = new() { Id = 1 } }, new() { Tags = ["vip"] });
            }
        }
        """,
        about: ["Outreach"]);

    [Fact]
    public Task Client_may_stand_in_the_global_namespace() => Snapshot.Of(
        s_one,
        """
        [Outreach.Bulk.OutreachBulkClient]
        public sealed partial class OutreachClient;
        """);

    [Fact]
    public void Clients_in_two_namespaces_get_two_emissions()
    {
        GeneratorRun run = Compiles(
            """
            namespace Acme.Sales { [Outreach.Bulk.OutreachBulkClient] public sealed partial class OutreachClient; }
            namespace Acme.Care { [Outreach.Bulk.OutreachBulkClient] internal sealed partial class OutreachClient; }
            """);

        Assert.Equal(10, run.Files.Count);
        Assert.Contains("public sealed record AccountFilter", run.Files["Acme.Sales/AccountFilter.g.cs"], StringComparison.Ordinal);
        Assert.Contains("internal sealed record AccountFilter", run.Files["Acme.Care/AccountFilter.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_by_case_alone_get_files_of_their_own() => Compiles(
        """
        namespace Acme.Sales
        {
            [Outreach.Bulk.OutreachBulkClient] public partial class Client;
            [Outreach.Bulk.OutreachBulkClient] public partial class CLIENT;
        }

        namespace Acme.SALES { [Outreach.Bulk.OutreachBulkClient] public partial class Client; }
        """);

    [Fact]
    public void Names_may_be_keywords() => Compiles(
        """
        namespace @event.@class { [Outreach.Bulk.OutreachBulkClient] public sealed partial class @new; }
        """);

    [Fact]
    public void User_may_have_types_of_any_name() => Compiles(
        """
        namespace Acme.Sales
        {
            [global::Outreach.Bulk.OutreachBulkClient] public sealed partial class OutreachClient;
            class System; class Task; class Outreach; class Bulk; class BulkActionParams;
            class FilterValue; class CancellationToken; class String;
        }

        namespace Acme { class System; class Sales2; class Outreach; }
        """);

    [Fact]
    public void User_may_have_members_and_nested_types_in_the_client() => Compiles(
        """
        namespace Acme.Sales;

        [global::Outreach.Bulk.OutreachBulkClient]
        public sealed partial class OutreachClient
        {
            private sealed class System;
            private sealed class AccountsActions;
            private sealed class Task;
            internal static object Of() => (new System(), new AccountsActions(), new Task());
        }
        """);

    [Fact]
    public void Client_may_have_a_base_class_and_documentation() => Compiles(
        """
        namespace Acme.Sales;

        /// <summary>The base.</summary>
        public abstract class ClientBase;

        /// <summary>Ours.</summary>
        [global::Outreach.Bulk.OutreachBulkClient]
        public sealed partial class OutreachClient : ClientBase;
        """);

    private static GeneratorRun Compiles(string source) => Snapshot.Checked(s_one, source);
}
