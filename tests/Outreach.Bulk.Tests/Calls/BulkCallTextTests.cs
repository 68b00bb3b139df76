using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Outreach.Bulk.Calls;
using Outreach.Bulk.Primitives;
using Outreach.Bulk.Tests.Fuzz;
using Outreach.Bulk.Tests.Support;

namespace Outreach.Bulk.Tests.Calls;

/// <summary>A written call reads back as the same, and what is not understood is an error at its place.</summary>
public class BulkCallTextTests
{
    // Changing it changes what version 1 means: raise the version instead.
    private const string Pinned = """
        {
          "bulkCall": 1,
          "action": {
            "name": "accountsBulkModify",
            "path": "batches/actions/accountsBulkModify",
            "effect": "Edit"
          },
          "filter": {
            "id": {
              "anyOf": [
                1,
                2
              ]
            },
            "name": {
              "is": "Größe & \"Co\""
            },
            "named": {
              "notNull": true
            },
            "buyerIntentScore": {
              "atLeast": {
                "number": 0.5
              },
              "atMost": {
                "number": 1
              }
            },
            "updatedAt": {
              "atLeast": {
                "instant": "2026-01-05T08:00:00Z"
              }
            },
            "owner": {
              "related": {
                "id": {
                  "is": 123
                }
              }
            }
          },
          "confirm": {
            "atLeast": 0,
            "atMost": 5000
          },
          "onUnknownOutcome": {
            "searchFor": "00:05:00",
            "resendAfter": "00:01:30"
          },
          "modify": true,
          "attributes": {
            "industry": {
              "clear": true
            },
            "custom1": "x",
            "named": false,
            "numberOfEmployees": 250,
            "foundedAt": {
              "instant": "2026-01-05T06:00:00.5Z"
            },
            "tags": [
              "vip",
              "renewal"
            ]
          }
        }
        """;

    private static readonly Action<OutreachBulkOptions>[] s_options =
    [
        _ => { },
        options => options.Protocol.ModifyBody = ModifyBody.FieldNameAndValue,
        options => options.Protocol.ModifyBody = ModifyBody.FieldAndValue,
        options => options.Protocol.CommaSeparatedIds = true,
        options => options.Protocol.BodyType = "batch",
        options => options.Protocol.UserIdsAsNumbers = true,
        options => options.MaximumRequestLine = 512,
        options => (options.MaximumRequestLine, options.MaximumItems) = (65_536, 30),
    ];

    public static TheoryData<string, string, string> Changes { get; } = new()
    {
        // What of the pinned text is replaced, by what, and what the message must name.
        { "\"bulkCall\": 1,", "\"bulkCall\": 4,", "version 4" },
        { "\"bulkCall\": 1,", "\"bulkCall\": 1, \"label\": \"x\",", "label" },
        { "\"bulkCall\": 1,", "\"bulkCall\": 0,", "version 0" },
        { "\"bulkCall\": 1,", "\"bulkCall\": \"1\",", "bulkCall" },
        { "\"bulkCall\": 1,", "\"bulkCall\": 1.0,", "bulkCall" },
        { "\"bulkCall\": 1,", "\"bulkCall\": 99999999999999999999,", "bulkCall" },
        { "\"bulkCall\": 1,", "", "bulkCall" },
        { "\"bulkCall\": 1,", "\"bulkCall\": 1, \"bulkCall\": 1,", "bulkCall" },
        { "\"bulkCall\": 1,", "\"bulkCall\": 1, \"more\": {},", "more" },
        { "\"bulkCall\": 1,", "\"bulkCall\": 1, \"m\\udc00\": {},", "UTF-16" },
        { "\"name\": \"accountsBulkModify\",", "", "action.name is missing" },
        { "\"name\": \"accountsBulkModify\",", "\"name\": \" \",", "action.name" },
        { "\"name\": \"accountsBulkModify\",", "\"name\": null,", "action.name" },
        { "\"name\": \"accountsBulkModify\",", "\"name\": \"accountsBulkModify\", \"key\": 1,", "action.key" },
        { "\"batches/actions/accountsBulkModify\"", "\"//evil.test/x\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"https://evil.test/x\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"../oauth/token\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"batches/%2e%2e/x\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"batches\\\\..\\\\x\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"batches/./x\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"batches//x\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"batches/actions/accountsBulkModify?a=1\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"batches/actions/accountsBulkModify#\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "\"batches/actions/x\\ny\"", "action.path" },
        { "\"batches/actions/accountsBulkModify\"", "7", "action.path" },
        { "\"effect\": \"Edit\"", "\"effect\": \"Destroy\"", "accountsBulkModify destroys data" },
        { "\"effect\": \"Edit\"", "\"effect\": \"edit\"", "action.effect" },
        { "\"effect\": \"Edit\"", "\"effect\": \"2\"", "action.effect" },
        { "\"effect\": \"Edit\"", "\"effect\": \"Edit, Outbound\"", "action.effect" },
        { "\"effect\": \"Edit\"", "\"effect\": \" Edit\"", "action.effect" },
        { "\"filter\": {", "\"filtre\": {", "filter is missing" },
        { "\"filter\": {", "\"filter\": null, \"x\": {", "filter" },
        { "\"filter\": {", "\"filter\": [], \"x\": {", "filter" },
        { "\"filter\": {", "\"filter\": {}, \"x\": {", "filter has no clause" },
        { "\"filter\": {", "\"filter\": \"Everything\", \"x\": {", "filter" },
        { "\"filter\": {", "\"filter\": \"everything\", \"x\": {", "x" },
        { "\"filter\": {", "\"filter\": { \"more\": null,", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": {},", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": null },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": [1] },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": 1.5 },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": 9223372036854775808 },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": \"\" },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": \"__null__\" },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"anyOf\": [\"a\", \"__notnull__\"] },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": \"\\ud800\" },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"clear\": true } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"json\": [1] } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"number\": 1e400 } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"number\": 1, \"date\": 1 } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"instant\": \"2026-01-05T08:00:00\" } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"instant\": \"2026-01-05\" } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"instant\": \"0001-01-01T00:00:00Z\" } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"localTime\": \"2026-01-05T08:00:00Z\" } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"localTime\": \"2026-01-05T08:00:00+02:00\" } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": { \"date\": \"2026-13-05\" } },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"anyOf\": [] },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"anyOf\": \"a\" },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"anyOf\": [1, \"a\"] },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"anyOf\": [[1]] },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"anyOf\": [null] },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": 1, \"anyOf\": [1] },", "filter.more.anyOf" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"is\": 1, \"atLeast\": 1 },", "filter.more.atLeast" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"null\": false },", "filter.more.null" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"null\": false, \"atLeast\": 1 },", "filter.more.null" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"notNull\": null },", "filter.more.notNull" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"null\": true, \"notNull\": true },", "filter.more.notNull" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"atLeast\": 1, \"atMost\": \"2\" },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"atLeast\": 2, \"atMost\": 1 },", "filter.more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"related\": {} },", "more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"related\": \"everything\" },", "more" },
        { "\"filter\": {", "\"filter\": { \"more\": { \"related\": { \"x\": { \"is\": 1 } }, \"is\": 1 },", "filter.more.is" },
        { "\"filter\": {", "\"filter\": { \"\": { \"is\": 1 },", "filter." },
        { "\"filter\": {", "\"filter\": { \"a][b\": { \"is\": 1 },", "filter.a][b" },
        { "\"filter\": {", "\"filter\": { \"Id\": { \"is\": 1 },", "filter.Id" },
        { "\"anyOf\": [", "\"anyOf\": [ 0,", "id" },
        { "\"anyOf\": [", "\"is\": \"1,2\", \"anyOf\": [", "filter.id" },
        { "\"anyOf\": [", "\"is\": { \"number\": 1 }, \"anyOf\": [", "filter.id" },
        { "\"is\": 123", "\"is\": -1", "id" },
        { "\"is\": 123", "\"is\": \"123\"", "filter.owner.id" },
        { "\"is\": 123", "\"is\": 123, \"is\": 124", "is" },
        { "\"atMost\": 5000", "\"atMost\": -1", "confirm is not a range" },
        { "\"atMost\": 5000", "\"atMost\": null", "confirm.atMost" },
        { "\"atMost\": 5000", "\"more\": 5000", "confirm.atMost is missing" },
        { "\"atMost\": 5000", "\"atMost\": 5000, \"of\": 1", "confirm.of" },
        { "\"confirm\": {", "\"confirm\": \"Always\", \"x\": {", "confirm" },
        { "\"confirm\": {", "\"confirm\": null, \"x\": {", "confirm" },
        { "\"confirm\": {", "\"consent\": {", "destroys nothing" },
        { "\"confirm\": {", "\"skipConfirmation\": false, \"confirm\": {", "skipConfirmation" },
        { "\"confirm\": {", "\"skipConfirmation\": \"true\", \"confirm\": {", "skipConfirmation" },
        { "\"confirm\": {", "\"parameters\": { \"filter\": \"x\" }, \"confirm\": {", "parameters holds \"filter\"" },
        { "\"confirm\": {", "\"parameters\": { \"skipConfirmation\": true }, \"confirm\": {", "parameters holds \"skipConfirmation\"" },
        { "\"confirm\": {", "\"parameters\": { \"SkipConfirmation\": true }, \"confirm\": {", "parameters holds \"SkipConfirmation\"" },
        { "\"confirm\": {", "\"parameters\": { \"confirmedCount\": 1 }, \"confirm\": {", "parameters holds \"confirmedCount\"" },
        { "\"confirm\": {", "\"parameters\": { \"filter][id\": 1 }, \"confirm\": {", "parameters.filter][id" },
        { "\"confirm\": {", "\"parameters\": { \"x\": [1] }, \"confirm\": {", "parameters.x" },
        { "\"confirm\": {", "\"parameters\": { \"x\": { \"json\": {} } }, \"confirm\": {", "parameters.x" },
        { "\"confirm\": {", "\"parameters\": { \"x\": { \"clear\": true } }, \"confirm\": {", "parameters.x" },
        { "\"confirm\": {", "\"parameters\": { \"x\": \"\" }, \"confirm\": {", "parameters.x" },
        { "\"confirm\": {", "\"parameters\": {}, \"confirm\": {", "parameters" },
        { "\"confirm\": {", "\"parameters\": null, \"confirm\": {", "parameters" },
        { "\"00:05:00\"", "\"00:00:00\"", "onUnknownOutcome.searchFor" },
        { "\"00:05:00\"", "\"50.00:00:00\"", "onUnknownOutcome.searchFor" },
        { "\"00:05:00\"", "\"00:05:00.\"", "onUnknownOutcome.searchFor" },
        { "\"00:05:00\"", "300", "onUnknownOutcome.searchFor" },
        { "\"00:01:30\"", "\"-00:01:30\"", "onUnknownOutcome.resendAfter" },
        { "\"00:01:30\"", "\"soon\"", "onUnknownOutcome.resendAfter" },
        { "\"searchFor\": \"00:05:00\",", "", "onUnknownOutcome.searchFor is missing" },
        { "\"modify\": true,", "\"modify\": false,", "modify" },
        { "\"modify\": true,", "\"modify\": 1,", "modify" },
        { "\"modify\": true,", "", "attributes.industry" },
        { "\"attributes\": {", "\"attributes\": null, \"x\": {", "attributes" },
        { "\"attributes\": {", "\"attributes\": {}, \"x\": {", "x" },
        { "\"attributes\": {", "\"attributes\": { \"ids\": [1],", "attributes holds \"ids\"" },
        { "\"attributes\": {", "\"attributes\": { \" \": 1,", "attributes. " },
        { "\"attributes\": {", "\"attributes\": { \"x\": null,", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"clear\": false },", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": [],", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": [\"\"],", "x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": [{ \"clear\": true }],", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": {},", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"money\": 1 },", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"json\": null },", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"json\": { \"a\": [\"\\udfff\"] } },", "attributes.x.json" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"json\": { \"a\": 1, \"a\": 2 } },", "a" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"decimal\": 1e40 },", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"number\": 1e-99999999999 },", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"decimal\": 0e99999999999 },", "attributes.x" },
        { "batches/actions/accountsBulkModify", "batches/actions/accountsDestroyAll", "action.path" },
        { "batches/actions/accountsBulkModify", "batches/42/actions/cancel", "action.path" },
        { "\"filter\": {", "\"filter\": { \" id\": { \"anyOf\": [1] },", "filter. id" },
        { "\"filter\": {", "\"filter\": { \"id\u200b\": { \"anyOf\": [1] },", "filter.id" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"decimal\": 1e-40 },", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"number\": 12345678901234567891 },", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"x\": { \"number\": \"1\" },", "attributes.x" },
        { "\"attributes\": {", "\"attributes\": { \"custom1\": 1,", "custom1" },
    };

    [Fact]
    public void A_label_is_written_as_version_2_and_read_back_and_says_nothing_of_what_is_asked()
    {
        BulkCall call = BulkCall.Of(new ModifyParams { Filter = new() { Id = 1 }, Label = "nightly" }, new AccountModify { Custom1 = "x" });
        string text = call.ToJson();
        Assert.Contains("\"bulkCall\": 2", text);
        Assert.Equal("nightly", BulkCall.FromJson(text).Params.Label);
        BulkCall unnamed = BulkCall.Of(new ModifyParams { Filter = new() { Id = 1 } }, new AccountModify { Custom1 = "x" });
        Assert.Contains("\"bulkCall\": 1", unnamed.ToJson());
        Assert.Equal(unnamed, call);
    }

    [Fact]
    public void The_collection_is_written_as_version_3_and_read_back_and_says_nothing_of_what_is_asked()
    {
        BulkCall plain = BulkCall.Of(new ModifyParams { Filter = new() { Id = 1 } }, new AccountModify { Custom1 = "x" });
        BulkCall call = new(plain.Action with { Collection = "custom/objects_2" }, plain.Params, plain.Attributes);
        string text = call.ToJson();
        Assert.Contains("\"bulkCall\": 3", text);
        BulkCall read = BulkCall.FromJson(text);
        Assert.Equal("custom/objects_2", read.Action.Collection);
        Assert.Equal(text, read.ToJson());
        Assert.Equal(plain, call);
    }

    [Theory]
    [InlineData("3", "accounts?x=1")]
    [InlineData("3", "../accounts")]
    [InlineData("3", "accounts/")]
    [InlineData("3", "")]
    [InlineData("2", "accounts")]
    public void A_collection_that_is_no_path_or_came_with_a_later_version_is_refused_at_its_place(string version, string collection)
    {
        string text = PinnedCall().ToJson()
            .Replace("\"bulkCall\": 1", $"\"bulkCall\": {version}", StringComparison.Ordinal)
            .Replace("\"effect\":", $"\"collection\": \"{collection}\", \"effect\":", StringComparison.Ordinal);
        Assert.Contains("action.collection", Refused(text).Message);
    }

    [Fact]
    public void Version_1_looks_like_this()
    {
        BulkCall call = PinnedCall();
        Assert.Equal(Pinned, call.ToJson());
        Assert.Equal(call, BulkCall.FromJson(Pinned));
    }

    [Fact]
    public void Any_call_reads_back_as_the_same_with_the_same_text_and_the_same_request() => AnyCall.Calls.Sample(
        call =>
        {
            string text = call.ToJson();
            BulkCall read = BulkCall.FromJson(text);
            Assert.Equal(text, read.ToJson());
            Assert.True(call.Equals(read) && read.Equals(call), "equal both ways");
            Assert.Equal(call.GetHashCode(), read.GetHashCode());
            Assert.Equal(call.Params.Confirm, read.Params.Confirm);
            Assert.Equal(call.Params.ConsentOrNull, read.Params.ConsentOrNull);
            Assert.Equal(call.Params.OnUnknownOutcome, read.Params.OnUnknownOutcome);
            Assert.Equal(call.Params.SkipConfirmation, read.Params.SkipConfirmation);
            Assert.Equal(call.Params is OutboundActionParams, read.Params is OutboundActionParams);
            foreach (Action<OutreachBulkOptions> configure in s_options)
            {
                OutreachBulkOptions options = Accounts.Options(new("http://outreach.test/api/v2/"), null, configure);
                Assert.Equal(Sent(call, options), Sent(read, options));
            }
        },
        iter: 3_000);

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_is_not_a_call_is_refused_at_its_place(string replaced, string by, string place)
    {
        int at = Pinned.IndexOf(replaced, StringComparison.Ordinal);
        Exception error = Refused(Pinned[..at] + by + Pinned[(at + replaced.Length)..]);
        Assert.Contains(place, error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"bulkCall\": 1}")]
    [InlineData("// a comment\n{}")]
    public void A_text_that_is_no_call_at_all_is_refused(string text) => Refused(text);

    [Fact]
    public void A_text_cut_off_anywhere_is_refused()
    {
        for (int length = 0; length < Pinned.Length; length++)
            Assert.IsType<FormatException>(Refused(Pinned[..length]));
        Refused(Pinned + "}");
        Assert.IsType<FormatException>(Refused(Pinned.Replace("vip", "vip\ud83d", StringComparison.Ordinal)));
        Refused(Pinned + Pinned);
    }

    [Theory]
    [InlineData("""{ "atLeast": 0, "atMost": 0 }""")]
    [InlineData("""{ "atLeast": 5, "atMost": 10 }""")]
    [InlineData("""{ "atLeast": 0 }""")]
    [InlineData("""{ "atMost": 5 }""")]
    [InlineData("\"always\"")]
    [InlineData("null")]
    [InlineData("5")]
    public void A_consent_that_cannot_be_given_is_refused_and_never_made_wider(string consent)
    {
        string text = BulkCall.Of(new DestroyParams { Filter = new() { Id = 1 }, Consent = Consent.ToDestroyExactly(7) }).ToJson();
        int at = text.IndexOf("\"consent\": {", StringComparison.Ordinal) + "\"consent\": ".Length;
        int end = text.IndexOf('}', at) + 1;
        Assert.Equal(Consent.ToDestroyExactly(7), BulkCall.FromJson(text).Params.ConsentOrNull);
        Assert.Contains("consent", Refused(text[..at] + consent + text[end..]).Message);
    }

    [Fact]
    public void A_destroying_call_that_skips_confirmation_is_refused()
    {
        string text = BulkCall.Of(new DestroyParams { Filter = new() { Id = 1 }, Consent = Consent.ToDestroyExactly(7) }).ToJson();
        Refused(text.Replace("\"consent\":", "\"skipConfirmation\": true, \"consent\":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(1)]
    public void A_consent_up_to_any_number_is_read_as_it_was_given(long count)
    {
        BulkCall call = BulkCall.Of(new DestroyParams { Filter = new() { Id = 1 }, Consent = Consent.ToDestroyAtMost(count) });
        Assert.Equal(Consent.ToDestroyAtMost(count), BulkCall.FromJson(call.ToJson()).Params.ConsentOrNull);
    }

    [Fact]
    public void The_id_of_a_record_in_an_action_s_attributes_is_positive()
    {
        string text = AnyCall.Of(new AnyParams(AccountFilter.Everything), new AssignOwner { OwnerId = 5 }).ToJson();
        Assert.Contains("ownerId", Refused(text.Replace("\"ownerId\": 5", "\"ownerId\": 0", StringComparison.Ordinal)).Message);
    }

    [Fact]
    public void A_condition_is_refused_by_name_when_it_is_to_be_written_and_can_be_compared_all_the_same()
    {
        Func<Batch, bool> condition = _ => true;
        BulkCall call = Conditional(condition);
        Assert.Contains("Confirm.When", Assert.Throws<NotSupportedException>(call.ToJson).Message);
        Assert.Equal(call, Conditional(condition));
        Assert.Equal(call.GetHashCode(), Conditional(condition).GetHashCode());
        Assert.NotEqual(call, Conditional(_ => true));
        Assert.NotEqual(
            call,
            BulkCall.Of(new ModifyParams { Filter = new() { Id = 1 }, Confirm = Confirm.Always }, new AccountModify { Custom1 = "x" }));
    }

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    [InlineData(900, false)]
    public void What_nests_as_deep_as_a_request_may_is_written_and_read_and_what_nests_deeper_is_refused_by_name(int depth, bool isWritten)
    {
        BulkCall call = AnyCall.Of(new AnyParams(AccountFilter.Everything), new CustomObjectModify { ["nested"] = Nested(depth) });
        Assert.Equal(call, AnyCall.Of(new AnyParams(AccountFilter.Everything), new CustomObjectModify { ["nested"] = Nested(depth) }));
        if (isWritten)
            Assert.Equal(call, BulkCall.FromJson(call.ToJson()));
        else
            Assert.Contains("nested", Assert.Throws<NotSupportedException>(call.ToJson).Message);
    }

    [Fact]
    public void A_text_that_nests_deep_is_refused()
    {
        string text = $$"""{"bulkCall":1,"action":{"name":"a","path":"a","effect":"Edit"},"filter":""";
        for (int depth = 0; depth < 5_000; depth++)
            text += """{"owner":{"related":""";
        Assert.IsType<FormatException>(Refused(text));
        Assert.IsType<FormatException>(Refused(new string('[', 100_000)));
    }

    [Fact]
    public void Messages_hold_no_value()
    {
        string text = Pinned.Replace("\"custom1\": \"x\"", "\"custom1\": [\"planted\", 1]", StringComparison.Ordinal);
        Assert.DoesNotContain("planted", Refused(text).ToString());
        Assert.DoesNotContain("Größe", PinnedCall().ToString());
    }

    [Fact]
    public void A_damaged_text_is_refused_or_read_as_what_it_says()
    {
        int accepted = 0;
        AnyCall.Calls.Select(Gen.Int[0, int.MaxValue]).Sample(
            (call, seed) =>
            {
                Random random = new(seed);
                string text = call.ToJson();
                string damaged = random.Next(2) == 0
                    ? Encoding.UTF8.GetString(Damage.Of(Encoding.UTF8.GetBytes(text), random))
                    : DamageMember(text, random);
                if (Read(damaged) is not { } read)
                    return;
                Interlocked.Increment(ref accepted);
                using JsonDocument before = JsonDocument.Parse(damaged);
                using JsonDocument after = JsonDocument.Parse(read.ToJson());
                AssertSays(before.RootElement, after.RootElement);
            },
            iter: 6_000);
        Assert.InRange(accepted, 100, 5_900);
    }

    private static BulkCall PinnedCall() => BulkCall.Of(
        new ModifyParams
        {
            Filter = new()
            {
                Id = [1, 2],
                Name = "Größe & \"Co\"",
                Named = FilterValue.NotNull,
                Score = new() { AtLeast = 0.5, AtMost = 1 },
                UpdatedAt = new() { AtLeast = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero) },
                Owner = new() { Id = 123 },
            },
            Confirm = Confirm.AtMost(5_000),
            OnUnknownOutcome = OnUnknownOutcome.Reconcile with
            {
                SearchFor = TimeSpan.FromMinutes(5),
                ResendAfter = TimeSpan.FromSeconds(90),
            },
        },
        new AccountModify
        {
            Industry = Clear.Value,
            Custom1 = "x",
            Named = false,
            NumberOfEmployees = 250,
            FoundedAt = new DateTimeOffset(2026, 1, 5, 8, 0, 0, 500, TimeSpan.FromHours(2)),
            Tags = ["vip", "renewal"],
        });

    private static BulkCall Conditional(Func<Batch, bool> condition) => BulkCall.Of(
        new ModifyParams { Filter = new() { Id = 1 }, Confirm = Confirm.When(condition) }, new AccountModify { Custom1 = "x" });

    private static JsonNode Nested(int depth)
    {
        JsonNode node = new JsonArray(1);
        for (int level = 1; level < depth; level++)
            node = new JsonArray(node);
        return node;
    }

    private static Exception Refused(string text)
    {
        Exception? error = Record.Exception(() => BulkCall.FromJson(text));
        Assert.True(error is FormatException or ArgumentException, error is null ? $"was read: {text}" : error.ToString());
        return error!;
    }

    private static BulkCall? Read(string text)
    {
        try
        {
            return BulkCall.FromJson(text);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What is sent, or why nothing is.</summary>
    private static string Sent(BulkCall call, OutreachBulkOptions options)
    {
        try
        {
            BulkActionRequest request = BulkActionRequest.Create(call, options);
            return $"{request.Address.OriginalString}\n{Encoding.UTF8.GetString(request.Body)}\n{request.IdCount}";
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    private static string DamageMember(string text, Random random)
    {
        JsonNode root = JsonNode.Parse(text)!;
        List<JsonObject> objects = [.. Objects(root)];
        for (int damages = random.Next(1, 3); damages > 0; damages--)
        {
            JsonObject damaged = objects[random.Next(objects.Count)];
            if (damaged.Count == 0)
                continue;
            (string name, JsonNode? value) = damaged.GetAt(random.Next(damaged.Count));
            JsonObject other = objects[random.Next(objects.Count)];
            switch (random.Next(4))
            {
                case 0:
                    damaged.Remove(name);
                    break;
                case 1:
                    damaged.Remove(name);
                    damaged[other.Count == 0 ? "x" : other.GetAt(random.Next(other.Count)).Key] = value;
                    break;
                case 2:
                    damaged[name] = other.Count == 0 ? null : other.GetAt(random.Next(other.Count)).Value?.DeepClone();
                    break;
                default:
                    damaged[$"{name}{random.Next(2)}"] = value?.DeepClone();
                    break;
            }
        }

        return root.ToJsonString();
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value)).Prepend(members),
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };

    // The same members and values; a number or a time may be written in another form.
    private static void AssertSays(JsonElement expected, JsonElement actual)
    {
        Assert.Equal(expected.ValueKind, actual.ValueKind);
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(expected.GetPropertyCount(), actual.GetPropertyCount());
                foreach (JsonProperty member in expected.EnumerateObject())
                    AssertSays(member.Value, actual.GetProperty(member.Name));
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.GetArrayLength());
                foreach ((JsonElement before, JsonElement after) in expected.EnumerateArray().Zip(actual.EnumerateArray()))
                    AssertSays(before, after);
                break;
            case JsonValueKind.Number:
                Assert.Equal(expected.GetDouble(), actual.GetDouble());
                break;
            case JsonValueKind.String when expected.GetString() != actual.GetString():
                const DateTimeStyles utc = DateTimeStyles.AssumeUniversal;
                string written = expected.GetString()!, rewritten = actual.GetString()!;
                Assert.True(
                    DateTimeOffset.TryParseExact(written, WireText.InstantFormat, CultureInfo.InvariantCulture, utc, out DateTimeOffset one)
                        && DateTimeOffset.TryParse(rewritten, CultureInfo.InvariantCulture, utc, out DateTimeOffset other) && one == other,
                    $"{written} became {rewritten}");
                break;
        }
    }
}
